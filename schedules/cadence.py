"""Which period a day belongs to, and on which days of it a plan speaks: pure functions of dates.

Days are dates in the county's zone; the clock time (`digest_at`) is added by whoever sends.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from models.calendar import Calendar
from models.plan import Cadence, Plan, StepKind

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """One calendar period, both ends included; `id` is unique among the periods of all cadences."""

    cadence: Cadence
    id: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Step:
    """One day on which a plan speaks about a period's task, if the task is still open."""

    kind: StepKind
    day: date


def period_of(cadence: Cadence, day: date) -> Period:
    """The period that `day` lies in."""
    identity, start, end = _PERIODS[cadence](day)
    return Period(cadence, identity, start, end)


def following(period: Period) -> Period:
    """The period that begins on the day after this one ends."""
    return period_of(period.cadence, period.end + ONE_DAY)


def due_day(period: Period, calendar: Calendar) -> date:
    """By when the period's task is to be done: the last working day on or before its end."""
    return calendar.workday_on_or_before(period.end)


def steps(plan: Plan, period: Period, starts_on: date, calendar: Calendar) -> tuple[Step, ...]:
    """The days on which `plan` speaks in `period` about a subject it serves since `starts_on`, in order.

    Empty if no working day is left in between: nothing is asked that nobody could do, and the next period
    begins it. Reminders come only after the opening: half before last, last at the latest on the due day.
    """
    first = max(period.start, starts_on)
    opening, due = calendar.workday_on_or_after(first), due_day(period, calendar)
    if opening > due:
        return ()
    last = calendar.add_workdays(due, -plan.last_days)
    half = calendar.workday_on_or_after(first + (period.end - first) // 2)
    found = [Step(StepKind.OPEN, opening)]
    if plan.half_time and opening < half < (last if opening < last else due):
        found.append(Step(StepKind.HALF, half))
    if opening < last:
        found.append(Step(StepKind.LAST, last))
    return (*found, Step(StepKind.END, calendar.workday_on_or_after(period.end + ONE_DAY)))


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


_PERIODS: dict[Cadence, Callable[[date], Bounds]] = {
    Cadence.YEAR: _year,
    Cadence.HALF: _half,
    Cadence.QUARTER: _quarter,
    Cadence.MONTH: _month,
    Cadence.HALF_MONTH: _half_month,
    Cadence.WEEK: _week,
    Cadence.DAY: _day,
}
