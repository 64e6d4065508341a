"""The county's clock: the real time, or a rehearsed one that runs on from another moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

RealTime = Callable[[], datetime]
"""The real time, aware; signatures and leases keep it whatever the county's clock shows."""


class Clock:
    """Call it for the moment that counts for tickets and reminders; it can be moved for a rehearsal."""

    def __init__(self, real_time: RealTime, ahead: timedelta = timedelta(0)) -> None:
        """`ahead`: how far it stands before the real time (behind, if negative)."""
        self._real_time = real_time
        self._lock = Lock()
        self.ahead = ahead
        self._moved = ahead

    def __call__(self) -> datetime:
        """The moment, aware, in the zone of the real time given."""
        return self._real_time() + self.ahead

    def shift(self, by: timedelta) -> None:
        """Move on by a span; the clock runs on from there."""
        with self._lock:
            self._set(self.ahead + by)

    def reach(self, moment: datetime) -> None:
        """Move on to a moment; one that has passed changes nothing, for a county's time never runs back."""
        with self._lock:
            self._set(max(self.ahead, moment - self._real_time()))

    def start_at(self, moment: datetime) -> None:
        """Begin anew at a moment, whatever it showed before: for a county that begins anew too."""
        with self._lock:
            self._set(moment - self._real_time())

    def steady(self) -> datetime:
        """A time that passes as the county's does, and never runs back: what has run out has run out."""
        return self._real_time() + self._moved

    def _set(self, ahead: timedelta) -> None:
        self._moved += max(ahead - self.ahead, timedelta(0))
        self.ahead = ahead
