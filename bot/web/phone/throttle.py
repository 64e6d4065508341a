"""A throttle: so many of a kind within a span, counted in this process only and forgotten after it."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

MOST_KEYS = 10_000


class Throttle:
    """Counts occasions by key."""

    def __init__(self, most: int, span: timedelta) -> None:
        """`most` within any `span`."""
        self._most, self._span = most, span
        self._seen: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def allows(self, key: str, now: datetime) -> bool:
        """Count one more; False if it is one too many."""
        with self._lock:
            times = self._seen.setdefault(key, deque())
            self._seen.move_to_end(key)
            while times and abs(now - times[0]) >= self._span:
                times.popleft()
            while len(self._seen) > MOST_KEYS:
                self._seen.popitem(last=False)
            if len(times) >= self._most:
                return False
            times.append(now)
            return True
