"""How often a plan is due, and on which day: `cadence`, `on` and `moved` of plan files. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORKDAY = "workday"
LAST = -1
MOST_BEFORE_SPRING = 300
"""A lunar year has at least 353 days; so many before 春节 always lie in it."""

_NTH = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": LAST}
_NTH_DAY = re.compile(rf"(?:({'|'.join(_NTH)}) )?({'|'.join((*WEEKDAYS, WORKDAY))})")
_LUNAR = re.compile(r"(\d{1,2})-(\d{1,2})")
_BEFORE_SPRING = re.compile(r"(\d{1,3}) days? before 春节")


class Cadence(StrEnum):
    """How often: each value is a period of the calendar, never a distance from the last time."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    HALF_MONTH = "half_month"
    WEEK = "week"
    DAY = "day"
    LUNAR_YEAR = "lunar_year"
    LUNAR_MONTH = "lunar_month"
    EVENT = "event"
    """Whenever it happens to somebody, not by the calendar."""


class Moved(StrEnum):
    """Where a day goes that is no working day; what would leave its period goes the other way."""

    LATER = "later"
    EARLIER = "earlier"
    KEPT = "kept"
    """It stays; what is said of it is said on the working day before."""


@dataclass(frozen=True, slots=True)
class NthDay:
    """The nth (or last, -1) `name` of a period: a weekday, or a working day."""

    nth: int
    name: str


@dataclass(frozen=True, slots=True)
class MonthDays:
    """The same days of every month, as in 逢五 (5, 15, 25); rising. Each has a period of its own."""

    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day of a lunar year: 腊月初八 is 12-08. In a leap month it is not had again."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class BeforeSpring:
    """So many days before the 春节 that ends a lunar year."""

    days: int


OnDay = NthDay | MonthDays | LunarDate | BeforeSpring
Written = str | tuple[int, ...] | None
"""As it stands in a file: "last friday", "12-08", "10 days before 春节", [5, 15, 25], or nothing."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A cadence with its day, if it has a certain one; else the whole period is there to act in."""

    cadence: Cadence
    on: OnDay | None = None
    moved: Moved = Moved.LATER


@cache
def rhythm(cadence: Cadence, on: Written = None, moved: Moved = Moved.LATER) -> Rhythm:
    """The rhythm of what a file says; a ValueError begins with the key that is wrong."""
    if on is None:
        return Rhythm(cadence, None, moved)
    found = _of_days(on) if isinstance(on, tuple) else _of_words(on)
    if cadence not in _MAY_STAND[type(found)]:
        fitting = ", ".join(_MAY_STAND[type(found)])
        raise ValueError(f"on: this kind of day belongs to cadence {fitting}")
    if cadence is Cadence.LUNAR_MONTH and isinstance(found, MonthDays) and found.days[-1] > 29:
        raise ValueError("on: a lunar month may have 29 days only")
    if cadence is Cadence.WEEK and isinstance(found, NthDay) and found.name != WORKDAY and found.nth != 1:
        raise ValueError("on: a week has each weekday once; write its name alone")
    return Rhythm(cadence, found, moved)


def _of_days(days: tuple[int, ...]) -> MonthDays:
    if not days or list(days) != sorted(set(days)) or not (days[0] >= 1 and days[-1] <= 31):
        raise ValueError("on: days of the month from 1 to 31, rising, each once")
    if days[-1] > 28 and len(days) > 1 and days[-2] > 27:
        raise ValueError("on: of several days only the last may be after the 27th; February ends on the 28th")
    return MonthDays(days)


def _of_words(words: str) -> NthDay | LunarDate | BeforeSpring:
    if named := _NTH_DAY.fullmatch(words):
        return NthDay(_NTH[named[1] or "1st"], named[2])
    if (lunar := _LUNAR.fullmatch(words)) and 1 <= int(lunar[1]) <= 12 and 1 <= int(lunar[2]) <= 30:
        return LunarDate(int(lunar[1]), int(lunar[2]))
    if (before := _BEFORE_SPRING.fullmatch(words)) and 1 <= int(before[1]) <= MOST_BEFORE_SPRING:
        return BeforeSpring(int(before[1]))
    raise ValueError(f"on: {_EXAMPLES}")


_EXAMPLES = (
    'write [5, 15, 25], "friday", "last friday", "2nd workday", a lunar "12-08", or "10 days before 春节"'
)
_LONG = (Cadence.WEEK, Cadence.MONTH, Cadence.QUARTER, Cadence.HALF, Cadence.YEAR)
_MAY_STAND: dict[type[OnDay], tuple[Cadence, ...]] = {
    NthDay: _LONG,
    MonthDays: (Cadence.MONTH, Cadence.LUNAR_MONTH),
    LunarDate: (Cadence.LUNAR_YEAR,),
    BeforeSpring: (Cadence.LUNAR_YEAR,),
}
