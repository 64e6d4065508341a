"""The movable clock: forward by a span, stopping on the way at every moment when the county gets to work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.delivery import deliver_due
from bot.parts import Parts
from bot.scheduler import scheduler_round

MORNING = time(8, 30)
STOPS = (MORNING, time(12), time(18))
"""On a long way the clock's work is done at these hours of each day, as it would be without the leap."""


class Leap(StrEnum):
    """How far the clock can be moved at one press."""

    HOUR = "hour"
    MORNING = "morning"
    WEEK = "week"

    def target(self, now: datetime) -> datetime:
        """Where it leads from `now`."""
        if self is Leap.MORNING:
            return datetime.combine(now.date() + timedelta(days=1), MORNING, tzinfo=now.tzinfo)
        return now + (timedelta(hours=1) if self is Leap.HOUR else timedelta(weeks=1))


LABELS = {Leap.HOUR: "+1 小时", Leap.MORNING: "次日早上", Leap.WEEK: "+1 周"}


def way(now: datetime, target: datetime) -> Iterator[datetime]:
    """The moments to stop at between `now` and `target`, and the target itself."""
    day = now.date()
    while day <= target.date():
        for hour in STOPS:
            stop = datetime.combine(day, hour, tzinfo=now.tzinfo)
            if now < stop < target:
                yield stop
        day += timedelta(days=1)
    yield target


class Clockwork:
    """Moves the county's clock of one process."""

    def __init__(self, parts: Parts) -> None:
        """`parts.clock` is what moves; the scheduler's round and the delivery follow it."""
        self._parts = parts

    def leap(self, leap: Leap) -> None:
        """Let time pass: at each stop what is due is done, and carried before the clock goes on."""
        clock = self._parts.clock
        for moment in way(clock(), leap.target(clock())):
            clock.shift(moment - clock())
            scheduler_round(self._parts)
            deliver_due(self._parts, clock())
