"""Streamed answers that have not ended: the platform asks on and on how they continue."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.ground import Ground
from bot.sandbox.responses import Turn


@dataclass(frozen=True, slots=True)
class Stream:
    """One answer under way, and the post that shows it so far (None: nothing to show yet)."""

    id: str
    turn: Turn
    began: datetime
    feedback_id: str = ""
    post_id: str | None = None


class Streams:
    """A thread of its own follows them while there are any."""

    def __init__(self, ground: Ground, refresh: Callable[[Stream], Stream | None]) -> None:
        """`refresh` asks once, and gives None when the answer has ended."""
        self._ground = ground
        self._refresh = refresh
        self._lock = threading.Lock()
        self._open: list[Stream] = []
        self._is_running = False

    @property
    def count(self) -> int:
        """How many have not ended."""
        with self._lock:
            return len(self._open)

    def follow(self, stream: Stream) -> None:
        """Ask about this one too, from now on."""
        with self._lock:
            self._open.append(stream)
            if self._is_running:
                return
            self._is_running = True
        threading.Thread(target=self._run, name="streams", daemon=True).start()

    def _run(self) -> None:
        while not self._ground.stop.wait(self._ground.rules.refresh_seconds):
            with self._lock:
                streams = list(self._open)
            for stream in streams:
                after = self._refresh(stream)
                with self._lock:
                    place = self._open.index(stream)
                    self._open[place : place + 1] = [after] if after else []
            with self._lock:
                if not self._open:
                    self._is_running = False
                    return
