"""What every part of the stand-in platform stands on."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.chats import Chats
from bot.sandbox.corp import Corp
from bot.sandbox.rules import Rules

Clock = Callable[[], datetime]


class Tally:
    """How often what happened: for whoever wants to know whether a limit was ever exceeded."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, where: str, what: str) -> None:
        """Count one: `where` is a call or a kind of callback, `what` an error code or a short word."""
        with self._lock:
            self._counts[where, what] += 1

    def count(self, where: str | None = None, what: str | None = None) -> int:
        """How many; None for any."""
        with self._lock:
            return sum(
                number
                for (there, that), number in self._counts.items()
                if where in (None, there) and what in (None, that)
            )

    def all(self) -> dict[str, int]:
        """All counts, by "where what"."""
        with self._lock:
            return {f"{where} {what}": number for (where, what), number in sorted(self._counts.items())}


@dataclass(frozen=True, slots=True)
class Ground:
    """The corporation, the clocks, the chats."""

    corp: Corp
    url: str
    """Where the platform itself is reached, without a slash at the end."""
    clock: Clock
    """By which tokens, limits and one-time addresses run out."""
    real_time: Clock
    """By which callbacks are stamped."""
    rules: Rules = field(default_factory=Rules)
    chats: Chats = field(default_factory=Chats)
    tally: Tally = field(default_factory=Tally)
    stop: threading.Event = field(default_factory=threading.Event)
    """Set when the platform is to end: nothing waits any longer."""
