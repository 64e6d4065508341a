"""Doubts: which parcels may have gone through without our knowing, and since when."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

MOST = 10_000
MARGIN = timedelta(seconds=10)
"""How long a request may have been under way."""
LONGEST = timedelta(hours=4)
"""Farther back the platform does not look."""
UNKNOWN = timedelta(seconds=1800)
"""How far to look back for the tries of another process."""


class Doubts:
    """What one process knows of its own tries, so that a platform is asked to drop no more than need be.

    The same words may be meant twice: two lists asked for within a quarter of an hour are alike. So a
    repetition is looked for only as far back as the first try whose end is unknown, and not at all if every
    try was refused for certain.
    """

    def __init__(self) -> None:
        """No tries yet."""
        self._lock = threading.Lock()
        self._since: OrderedDict[str, datetime | None] = OrderedDict()

    def look_back(self, delivery_id: str, attempt: int, now: datetime) -> timedelta | None:
        """How far back the same words may be this parcel's; None if it has surely not gone through."""
        with self._lock:
            if attempt == 1:
                return None
            if delivery_id not in self._since:
                return UNKNOWN
            since = self._since[delivery_id]
        return None if since is None else min(now - since + MARGIN, LONGEST)

    def note(self, delivery_id: str, began: datetime, *, is_sure: bool) -> None:
        """A try failed; `is_sure`: the platform answered that it did not take it."""
        with self._lock:
            known = self._since.pop(delivery_id, None)
            self._since[delivery_id] = known or (None if is_sure else began)
            if len(self._since) > MOST:
                self._since.popitem(last=False)

    def forget(self, delivery_id: str) -> None:
        """It has gone through."""
        with self._lock:
            self._since.pop(delivery_id, None)
