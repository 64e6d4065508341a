"""How often something may happen within a span, counted over the span that ends now."""

from __future__ import annotations

import threading
from collections import deque
from datetime import datetime, timedelta

MOST_KEYS = 10_000


class Quota:
    """At most so many within a span for each key; what was refused does not count."""

    def __init__(self, most: int, span: timedelta) -> None:
        """`most` within any `span`."""
        self._most = most
        self._span = span
        self._lock = threading.Lock()
        self._taken: dict[str, deque[datetime]] = {}

    def take(self, key: str, now: datetime) -> bool:
        """Whether one more may happen now; if so, it is counted."""
        with self._lock:
            taken = self._fresh(key, now)
            if len(taken) >= self._most:
                return False
            taken.append(now)
            return True

    def is_full(self, key: str, now: datetime) -> bool:
        """Whether no more may happen now."""
        with self._lock:
            return len(self._fresh(key, now)) >= self._most

    def _fresh(self, key: str, now: datetime) -> deque[datetime]:
        if len(self._taken) > MOST_KEYS:
            self._taken = {
                one: taken for one, taken in self._taken.items() if taken and taken[-1] > now - self._span
            }
        taken = self._taken.setdefault(key, deque())
        while taken and taken[0] <= now - self._span:
            taken.popleft()
        return taken
