"""Real processes of `gridbot`, started and stopped by a test."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import update

from bot.channels.signature import signed_headers
from bot.wiring import real_time
from models.outbox import AT_ONCE, OutboxMessage
from tests.bot.county import County
from tests.town import Town

SECRET = b"the bridge's secret of the tests"
PATIENCE = 400
"""Looks of a twentieth of a second."""


class Role:
    """One running process."""

    def __init__(self, county: County, *words: str, environ: Mapping[str, str] | None = None) -> None:
        """Start `gridbot` with these words, in a process group of its own."""
        self.output = county.file.with_name(f"{'-'.join(words)}-{os.urandom(3).hex()}.log")
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GRIDBOT_")}
        with self.output.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "--config", str(county.file), *words],
                env=clean | dict(environ or {}),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd=Path(__file__).parents[2],
            )

    def told(self) -> str:
        """Everything it has printed."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def children(self) -> list[int]:
        """The ids of the processes it forked."""
        pid = self.process.pid
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return [int(child) for child in listed]

    def stops(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; its exit status. Raises after eleven seconds."""
        self.process.send_signal(number)
        return self.process.wait(11)

    def kill(self) -> None:
        """End it and all its children at once, as a power cut does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


@contextmanager
def running(county: County, *words: str, **environ: str) -> Iterator[Role]:
    """A process for the length of a test."""
    role = Role(county, *words, environ=environ)
    try:
        yield role
    finally:
        role.kill()


def until(holds: Callable[[], bool], what: str) -> None:
    """Look often until something holds."""
    pause = threading.Event()
    for _ in range(PATIENCE):
        if holds():
            return
        pause.wait(0.05)
    raise AssertionError(f"not within {PATIENCE / 20:.0f} seconds: {what}")


def is_up(port: int) -> bool:
    """Whether HTTP is answered and the process says that it is ready."""
    try:
        return requests.get(f"http://127.0.0.1:{port}/readyz", timeout=2).status_code == 200
    except requests.RequestException:
        return False


def post(port: int, fields: Mapping[str, Any]) -> requests.Response:
    """Post a signed message to the bridge over the network."""
    body = json.dumps(dict(fields)).encode()
    headers = signed_headers(SECRET, body, real_time())
    return requests.post(f"http://127.0.0.1:{port}/callback/bridge", data=body, headers=headers, timeout=10)


def claims_run_out(town: Town) -> None:
    """As if the claims' time, and every wait for another try, had passed."""
    with town.database.session() as session:
        session.execute(update(OutboxMessage).values(next_at=AT_ONCE))
