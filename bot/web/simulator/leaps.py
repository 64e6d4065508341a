"""The leaps of the county's clock: how far one press leads, and where it stops on its way. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from models.calendar import Calendar
from models.rhythm import Cadence, Rhythm
from schedules.occasion import digest_moment
from schedules.periods import following, period_of

MORNING = time(8, 30)
HOURS = (MORNING, time(12), time(18))
"""On every day the clock stops at these hours too, so that whoever watches sees it run."""
ONE_DAY = timedelta(days=1)


class Leap(StrEnum):
    """How far the clock can be moved at one press."""

    HOUR = "hour"
    DEADLINE = "deadline"
    MORNING = "morning"
    QUARTER = "quarter"


LABELS = {
    Leap.HOUR: "+1 小时",
    Leap.DEADLINE: "到下一个期限",
    Leap.MORNING: "次日早上",
    Leap.QUARTER: "到季末",
}


def next_day(now: datetime) -> datetime:
    """The next day's morning."""
    return datetime.combine(now.date() + ONE_DAY, MORNING, tzinfo=now.tzinfo)


def quarters_end(calendar: Calendar, now: datetime) -> datetime:
    """The next morning at which a quarter that ended is told of: on the first working day after it."""
    quarter = period_of(Rhythm(Cadence.QUARTER), calendar.today(now))
    while True:
        told = digest_moment(calendar, calendar.workday_on_or_after(quarter.start))
        if told > now:
            return told
        quarter = following(quarter)


def stops(
    start: datetime, target: datetime, next_due: Callable[[datetime], datetime | None]
) -> Iterator[datetime]:
    """The moments on the way from `start`, each later than the one before, `target` the last.

    `next_due` is asked when the work at the stop before is done, for that may have made new work.
    """
    here = start
    while here < target:
        due = next_due(here)
        on_the_way = [_next_hour(here), target, *([due] if due is not None and due > here else [])]
        here = min(on_the_way)
        yield here


def _next_hour(here: datetime) -> datetime:
    days = (here.date(), here.date() + ONE_DAY)
    hours = (datetime.combine(day, hour, tzinfo=here.tzinfo) for day in days for hour in HOURS)
    return next(hour for hour in hours if hour > here)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a movement takes at least, for those who watch it: in real seconds."""

    a_day: float = 0.15
    most: float = 14.0

    def of(self, span: timedelta) -> float:
        """The seconds for a span of the county's time; within a day it is at once."""
        return 0.0 if span <= ONE_DAY else min(self.most, span / ONE_DAY * self.a_day)


AT_ONCE = Pace(0.0)


@dataclass(frozen=True, slots=True)
class Progress:
    """A movement under way: where it began, where the clock is, where it leads, and why."""

    start: datetime
    now: datetime
    target: datetime
    why: str

    @property
    def share(self) -> float:
        """How much of the way is done, from 0 to 1."""
        span = self.target - self.start
        return min(1.0, (self.now - self.start) / span) if span else 1.0
