"""How many messages of a member to a bot are not answered yet."""

from __future__ import annotations

import threading
from collections import Counter

from bot.sandbox.responses import Turn


class UnderWay:
    """A message is under way until its callback is answered, and a streamed answer has ended."""

    def __init__(self, most: int) -> None:
        """`most`: of one member to one bot."""
        self._most = most
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str]] = Counter()

    def begin(self, turn: Turn) -> bool:
        """Whether one more may go; if so, it is counted until `end`."""
        with self._lock:
            if self._counts[_key(turn)] >= self._most:
                return False
            self._counts[_key(turn)] += 1
            return True

    def end(self, turn: Turn) -> None:
        """One is answered."""
        with self._lock:
            self._counts[_key(turn)] -= 1
            self._counts += Counter()  # what is at nought is forgotten


def _key(turn: Turn) -> tuple[str, str]:
    return turn.bot.bot_id, turn.userid.casefold()
