"""A pace: how often something may be said to one chat, where a platform drops what is more."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from datetime import datetime, timedelta

from bot.channels.together import Together

MINUTE = timedelta(minutes=1)
MOST_CHATS = 20_000


class Pace:
    """At most so many a minute to each chat."""

    def __init__(self, most: int, together: Together | None = None) -> None:
        """`most`: within any minute; `together`: counted with the other processes."""
        self._most = most
        self._together = together
        self._said: defaultdict[str, deque[datetime]] = defaultdict(deque)
        self._lock = threading.Lock()

    def take(self, chat: str, count: int, now: datetime) -> bool:
        """Whether `count` more may be said now; if so, they are counted. A quiet chat takes any number."""
        shared = self._together.take(chat, count, self._most, now) if self._together else None
        if shared is not None:
            return shared
        with self._lock:
            if len(self._said) > MOST_CHATS:
                self._forget(now)
            said = self._said[chat]
            while said and said[0] <= now - MINUTE:
                said.popleft()
            if said and len(said) + count > self._most:
                return False
            said.extend([now] * count)
            return True

    def has_room(self, chat: str, now: datetime) -> bool:
        """Whether one more may be said now; nothing is counted."""
        shared = self._together.said(chat, now) if self._together else None
        if shared is not None:
            return shared < self._most
        with self._lock:
            said = self._said.get(chat, ())
            return sum(at > now - MINUTE for at in said) < self._most

    def _forget(self, now: datetime) -> None:
        quiet = [chat for chat, said in self._said.items() if not said or said[-1] <= now - MINUTE]
        for chat in quiet:
            del self._said[chat]
