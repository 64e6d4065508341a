"""Waiting for what another thread does."""

from __future__ import annotations

import threading
from collections.abc import Callable

_PAUSE = threading.Event()


def wait_until(happened: Callable[[], bool], tries: int = 1000) -> None:
    """Look again every hundredth of a second; ten seconds at most."""
    for _ in range(tries):
        if happened():
            return
        _PAUSE.wait(0.01)
    raise AssertionError("it never happened")
