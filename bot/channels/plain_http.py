"""HTTP as we do it to platforms: with time-outs, and led astray neither by proxies nor by redirects."""

from __future__ import annotations

from typing import Any

import requests
from requests.adapters import HTTPAdapter

WAITS = (2.0, 6.0)
"""Seconds to connect and to wait for an answer."""


class _Timed(HTTPAdapter):
    """Bounds every request, also those whose caller forgot to."""

    def __init__(self, waits: tuple[float, float]) -> None:
        super().__init__()
        self._waits = waits

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs["timeout"] = kwargs.get("timeout") or self._waits
        return super().send(request, *args, **kwargs)


def plain_session(waits: tuple[float, float] = WAITS) -> requests.Session:
    """A session for one thread; redirects are errors."""
    session = requests.Session()
    session.trust_env = False
    session.max_redirects = 0
    session.mount("https://", _Timed(waits))
    session.mount("http://", _Timed(waits))
    return session
