"""Which period of a rhythm a day belongs to: pure functions of dates.

The periods of a rhythm lie side by side, without gaps, for ever. Days are dates in the county's zone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.lunar import lunar_day, lunar_month_of, lunar_year_of, spring_festival
from models.rhythm import (
    LAST,
    WEEKDAYS,
    WORKDAY,
    BeforeSpring,
    Cadence,
    LunarDate,
    MonthDays,
    NthDay,
    Rhythm,
)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a rhythm, both ends included; `id` is unique among the periods of all rhythms.

    `about`: the certain day that it is for, as the calendar has it, before it is moved to a working day.
    """

    rhythm: Rhythm
    id: str
    start: date
    end: date
    about: date | None = None


def period_of(rhythm: Rhythm, day: date) -> Period:
    """The period that `day` lies in; not for events, which lie in no period."""
    if isinstance(rhythm.on, MonthDays):
        return _around(rhythm, day)
    identity, start, end = _PERIODS[rhythm.cadence](day)
    return Period(rhythm, identity, start, end, _about(rhythm, start, end))


def following(period: Period) -> Period:
    """The period that begins on the day after this one ends."""
    return period_of(period.rhythm, period.end + ONE_DAY)


def _about(rhythm: Rhythm, start: date, end: date) -> date | None:
    """The certain day of a period that has one, but for working days, which only a calendar can count."""
    match rhythm.on:
        case LunarDate(month, day):
            return lunar_day(lunar_year_of(start), month, day)
        case BeforeSpring(days):
            return end + ONE_DAY - timedelta(days=days)
        case NthDay(nth, name) if name != WORKDAY:
            return _nth_weekday(nth, name, start, end)
    return None


def _nth_weekday(nth: int, name: str, start: date, end: date) -> date:
    weekday = WEEKDAYS.index(name)
    if nth == LAST:
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    return start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * (nth - 1))


def _around(rhythm: Rhythm, day: date) -> Period:
    """The period around the nearest of certain days of the month: from half-way to half-way between two."""
    days = list(_certain_days(rhythm, day))
    for (_, before), (identity, about), (_, after) in zip(days, days[1:], days[2:], strict=False):
        start = before + (about - before) // 2 + ONE_DAY
        end = about + (after - about) // 2
        if start <= day <= end:
            return Period(rhythm, identity, start, end, about)
    raise AssertionError("unreachable: five months lie around every day")


def _certain_days(rhythm: Rhythm, day: date) -> Iterator[tuple[str, date]]:
    """The certain days of five months, `day` in the third, each with its period's id."""
    assert isinstance(rhythm.on, MonthDays)
    bounds = _PERIODS[rhythm.cadence]
    months = [bounds(day)]
    for _ in range(2):
        months = [bounds(months[0][1] - ONE_DAY), *months, bounds(months[-1][2] + ONE_DAY)]
    for month, start, end in months:
        for number in rhythm.on.days:
            yield f"{month}@{number:02}", min(start + timedelta(days=number - 1), end)


Bounds = tuple[str, date, date]


def _months(year: int, first_month: int, count: int) -> tuple[date, date]:
    after = first_month + count
    next_start = date(year + 1, 1, 1) if after > 12 else date(year, after, 1)
    return date(year, first_month, 1), next_start - ONE_DAY


def _year(day: date) -> Bounds:
    return (f"{day.year:04}", *_months(day.year, 1, 12))


def _half(day: date) -> Bounds:
    index = (day.month - 1) // 6
    return (f"{day.year:04}H{index + 1}", *_months(day.year, index * 6 + 1, 6))


def _quarter(day: date) -> Bounds:
    index = (day.month - 1) // 3
    return (f"{day.year:04}Q{index + 1}", *_months(day.year, index * 3 + 1, 3))


def _month(day: date) -> Bounds:
    return (f"{day.year:04}-{day.month:02}", *_months(day.year, day.month, 1))


def _half_month(day: date) -> Bounds:
    month, start, end = _month(day)
    if day.day <= 15:
        return f"{month}a", start, day.replace(day=15)
    return f"{month}b", day.replace(day=16), end


def _week(day: date) -> Bounds:
    """Monday to Sunday, numbered by ISO 8601: the first days of January may belong to the old year."""
    iso = day.isocalendar()
    start = day - timedelta(days=iso.weekday - 1)
    return f"{iso.year:04}W{iso.week:02}", start, start + timedelta(days=6)


def _day(day: date) -> Bounds:
    return day.isoformat(), day, day


def _lunar_month(day: date) -> Bounds:
    month = lunar_month_of(day)
    return f"{month.year:04}L{month.number:02}{'r' * month.is_leap}", month.start, month.end


def _lunar_year(day: date) -> Bounds:
    year = lunar_year_of(day)
    return f"{year:04}L", spring_festival(year), spring_festival(year + 1) - ONE_DAY


_PERIODS: dict[Cadence, Callable[[date], Bounds]] = {
    Cadence.YEAR: _year,
    Cadence.HALF: _half,
    Cadence.QUARTER: _quarter,
    Cadence.MONTH: _month,
    Cadence.HALF_MONTH: _half_month,
    Cadence.WEEK: _week,
    Cadence.DAY: _day,
    Cadence.LUNAR_MONTH: _lunar_month,
    Cadence.LUNAR_YEAR: _lunar_year,
}
