"""Periods tile the years, and the steps of a period keep their order, whatever the holidays."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Calendar
from models.plan import Cadence, Plan, StepKind
from schedules.cadence import Period, due_day, following, period_of, steps
from schedules.pack import load_pack

CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"), (time(21), time(7, 30)), time(8, 30))
CONTACT = load_pack()["contact"]
ALWAYS = date(2000, 1, 1)

days = st.dates(date(2020, 1, 1), date(2049, 12, 31))
cadences = st.sampled_from(Cadence)


def plan_of(cadence: Cadence, last_days: int = 3) -> Plan:
    return replace(CONTACT, cadence=cadence, last_days=last_days)


def told(plan: Plan, day: str, starts_on: date = ALWAYS) -> dict[str, str]:
    """The steps of the period around a day, as {kind: day}."""
    period = period_of(plan.cadence, date.fromisoformat(day))
    return {step.kind.value: step.day.isoformat() for step in steps(plan, period, starts_on, CALENDAR)}


@pytest.mark.parametrize(
    ("cadence", "identity", "start", "end"),
    [
        (Cadence.YEAR, "2026", "2026-01-01", "2026-12-31"),
        (Cadence.HALF, "2026H2", "2026-07-01", "2026-12-31"),
        (Cadence.QUARTER, "2026Q4", "2026-10-01", "2026-12-31"),
        (Cadence.MONTH, "2026-11", "2026-11-01", "2026-11-30"),
        (Cadence.HALF_MONTH, "2026-11b", "2026-11-16", "2026-11-30"),
        (Cadence.WEEK, "2026W47", "2026-11-16", "2026-11-22"),
        (Cadence.DAY, "2026-11-22", "2026-11-22", "2026-11-22"),
    ],
)
def test_the_period_of_a_day(cadence: Cadence, identity: str, start: str, end: str) -> None:
    """22 November 2026, a Sunday, in each cadence."""
    expected = Period(cadence, identity, date.fromisoformat(start), date.fromisoformat(end))
    assert period_of(cadence, date(2026, 11, 22)) == expected


def test_periods_at_the_edges_of_a_year() -> None:
    """February of a leap year has two halves; 1 January 2027 belongs to week 53 of 2026."""
    assert period_of(Cadence.HALF_MONTH, date(2028, 2, 15)).id == "2028-02a"
    assert period_of(Cadence.HALF_MONTH, date(2028, 2, 16)).end == date(2028, 2, 29)
    assert period_of(Cadence.WEEK, date(2027, 1, 1)).id == "2026W53"
    assert following(period_of(Cadence.QUARTER, date(2026, 12, 31))).id == "2027Q1"


@given(cadences, days)
def test_periods_tile_the_calendar(cadence: Cadence, day: date) -> None:
    """Every day lies in one period, every day of a period leads to it, and the next begins the day after."""
    period = period_of(cadence, day)
    assert period.start <= day <= period.end
    assert period == period_of(cadence, period.start) == period_of(cadence, period.end)
    assert following(period).start == period.end + timedelta(days=1)


def test_no_two_periods_of_thirty_years_share_an_id() -> None:
    """Over all cadences: a task's identity never depends on knowing the plan's cadence."""
    seen: set[str] = set()
    for cadence in Cadence:
        period = period_of(cadence, date(2020, 1, 1))
        while period.start.year < 2050:
            assert period.id not in seen
            seen.add(period.id)
            period = following(period)


def test_a_quarter_with_national_day_in_it() -> None:
    """Opened on 8 October, when offices are back; the middle (15 November) is a Sunday, so Monday."""
    assert told(CONTACT, "2026-11-22") == {
        "open": "2026-10-08",
        "half": "2026-11-16",
        "last": "2026-12-24",
        "end": "2027-01-04",
    }


def test_who_comes_late_has_a_shorter_window() -> None:
    """Enrolled on 12 December: half-time is counted from there."""
    assert told(CONTACT, "2026-11-22", date(2026, 12, 12)) == {
        "open": "2026-12-14",
        "half": "2026-12-21",
        "last": "2026-12-24",
        "end": "2027-01-04",
    }


def test_a_tiny_window_has_no_reminders() -> None:
    """Enrolled two days before the end: opened, and told if it was not done; nothing in between."""
    assert told(CONTACT, "2026-11-22", date(2026, 12, 30)) == {"open": "2026-12-30", "end": "2027-01-04"}


def test_the_last_reminder_may_fall_on_the_due_day() -> None:
    """`last_days = 0` reminds on the day itself."""
    assert told(plan_of(Cadence.WEEK, 0), "2026-11-18") == {
        "open": "2026-11-16",
        "half": "2026-11-19",
        "last": "2026-11-20",
        "end": "2026-11-23",
    }


def test_half_time_may_be_left_out() -> None:
    """A plan says whether it reminds at half-time."""
    assert "half" not in told(replace(CONTACT, half_time=False), "2026-11-22")


@pytest.mark.parametrize(
    ("day", "starts_on"),
    [("2026-11-22", ALWAYS), ("2026-10-01", ALWAYS), ("2026-11-20", date(2026, 11, 21))],
)
def test_nothing_is_asked_where_no_working_day_is_left(day: str, starts_on: date) -> None:
    """A daily duty on a Sunday, on a holiday, and before it was begun."""
    assert told(plan_of(Cadence.DAY), day, starts_on) == {}


@given(cadences, days, st.integers(0, 400), st.integers(0, 30), st.booleans())
def test_steps_keep_their_order_and_fall_on_working_days(
    cadence: Cadence, day: date, late: int, last_days: int, half_time: bool
) -> None:
    """Thirty years, any cadence, any start: rising working days, opened in the window, told after it."""
    plan = replace(plan_of(cadence, last_days), half_time=half_time)
    period = period_of(cadence, day)
    starts_on = period.start + timedelta(days=late - 30)
    found = steps(plan, period, starts_on, CALENDAR)
    window = (max(period.start, starts_on) + timedelta(n) for n in range((period.end - starts_on).days + 31))
    assert bool(found) == any(CALENDAR.is_workday(d) for d in window if d <= period.end)
    if not found:
        return
    told_on = [step.day for step in found]
    assert told_on == sorted(set(told_on))
    assert all(CALENDAR.is_workday(step_day) for step_day in told_on)
    assert [step.kind for step in found] == [kind for kind in StepKind if kind in {s.kind for s in found}]
    assert (found[0].kind, found[-1].kind) == (StepKind.OPEN, StepKind.END)
    assert max(period.start, starts_on) <= told_on[0] <= due_day(period, CALENDAR)
    assert all(step_day <= due_day(period, CALENDAR) for step_day in told_on[:-1])
    assert told_on[-1] == CALENDAR.workday_on_or_after(following(period).start)
    assert half_time or StepKind.HALF not in {step.kind for step in found}
