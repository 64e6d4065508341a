"""On which days of a period a plan speaks: pure functions of dates.

Days are dates in the county's zone; the clock time (`digest_at`) is added by whoever sends.
"""

from dataclasses import dataclass
from datetime import date

from models.calendar import Calendar
from models.plan import Plan, StepKind
from models.rhythm import LAST, WORKDAY, Moved, NthDay
from schedules.periods import ONE_DAY, Period


@dataclass(frozen=True, slots=True)
class Step:
    """One day on which a plan speaks about a period's task, if the task is still open."""

    kind: StepKind
    day: date


def due_day(period: Period, calendar: Calendar) -> date:
    """By when the period's task is to be done.

    The last working day on or before the period's end; with a certain day that one, moved to a working day as
    the plan says. What would leave the period by it is moved the other way.
    """
    day, rhythm = period.about, period.rhythm
    if isinstance(rhythm.on, NthDay) and rhythm.on.name == WORKDAY:
        day = _nth_workday(rhythm.on.nth, period, calendar)
    if day is None:
        return calendar.workday_on_or_before(period.end)
    if rhythm.moved is Moved.KEPT:
        return day
    later, earlier = calendar.workday_on_or_after(day), calendar.workday_on_or_before(day)
    if rhythm.moved is Moved.LATER:
        return later if later <= period.end else earlier
    return earlier if earlier >= period.start else later


def opening_day(plan: Plan, period: Period, first: date, calendar: Calendar) -> date:
    """When a task is told of first, from `first` on: `ahead` of its certain day, else at once."""
    earliest = calendar.workday_on_or_after(first)
    if period.rhythm.on is None:
        return earliest
    due = calendar.workday_on_or_before(due_day(period, calendar))
    return max(earliest, calendar.add_workdays(due, -plan.ahead))


def steps(plan: Plan, period: Period, starts_on: date, calendar: Calendar) -> tuple[Step, ...]:
    """The days on which `plan` speaks in `period` about a subject it serves since `starts_on`, in order.

    Empty if no working day is left in between: nothing is asked that nobody could do, and the next period
    begins it. Reminders come only after the opening: half before last, last at the latest on the due day.
    """
    first = max(period.start, starts_on)
    opening, due = opening_day(plan, period, first, calendar), due_day(period, calendar)
    if opening > min(due, period.end):
        return ()
    last = calendar.add_workdays(calendar.workday_on_or_before(due), -plan.last_days)
    half = calendar.workday_on_or_after(first + (period.end - first) // 2)
    found = [Step(StepKind.OPEN, opening)]
    if plan.half_time and period.rhythm.on is None and opening < half < (last if opening < last else due):
        found.append(Step(StepKind.HALF, half))
    if opening < last:
        found.append(Step(StepKind.LAST, last))
    return (*found, Step(StepKind.END, calendar.workday_on_or_after(period.end + ONE_DAY)))


def _nth_workday(nth: int, period: Period, calendar: Calendar) -> date:
    """The nth working day of a period; the last one that there is, if there are fewer."""
    last = calendar.workday_on_or_before(period.end)
    if nth == LAST:
        return last
    found = calendar.add_workdays(period.start - ONE_DAY, nth)
    return min(found, last)
