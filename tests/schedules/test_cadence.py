"""Periods tile the years, and the steps of a period keep their order, whatever the holidays."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Calendar
from models.lunar import months_of
from models.plan import Plan, StepKind
from models.rhythm import WEEKDAYS, WORKDAY, Cadence, Moved, NthDay, Rhythm, Written, rhythm
from schedules.cadence import due_day, steps
from schedules.pack import load_pack
from schedules.periods import Period, following, period_of

CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"), (time(21), time(7, 30)), time(8, 30))
CONTACT = load_pack()["contact"]
ALWAYS = date(2000, 1, 1)

days = st.dates(date(2020, 1, 1), date(2049, 12, 31))
cadences = st.sampled_from([one for one in Cadence if one is not Cadence.EVENT])
months = st.sampled_from([Cadence.MONTH, Cadence.LUNAR_MONTH])
certain_days = st.lists(st.integers(1, 27), min_size=1, max_size=6, unique=True).map(sorted).map(tuple)
nth_days = st.builds(
    "{} {}".format,
    st.sampled_from(["1st", "2nd", "3rd", "4th", "last"]),
    st.sampled_from((*WEEKDAYS, WORKDAY)),
)
lunar_days = st.builds("{}-{:02}".format, st.integers(1, 12), st.integers(1, 30))
before_spring = st.builds("{} days before 春节".format, st.integers(1, 300))
moved = st.sampled_from(Moved)
rhythms = st.one_of(
    st.builds(Rhythm, cadences),
    st.builds(rhythm, months, certain_days, moved),
    st.builds(rhythm, st.just(Cadence.MONTH), st.just((15, 31)), moved),
    st.builds(
        rhythm,
        st.sampled_from([Cadence.YEAR, Cadence.HALF, Cadence.QUARTER, Cadence.MONTH]),
        nth_days,
        moved,
    ),
    st.builds(rhythm, st.just(Cadence.WEEK), st.sampled_from(["friday", "sunday", "last workday"]), moved),
    st.builds(rhythm, st.just(Cadence.LUNAR_YEAR), st.one_of(lunar_days, before_spring), moved),
)


def plan_of(cadence: Cadence, last_days: int = 3) -> Plan:
    return replace(CONTACT, cadence=cadence, last_days=last_days)


def told(plan: Plan, day: str, starts_on: date = ALWAYS) -> dict[str, str]:
    """The steps of the period around a day, as {kind: day}."""
    period = period_of(plan.rhythm, date.fromisoformat(day))
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
        (Cadence.LUNAR_YEAR, "2026L", "2026-02-17", "2027-02-05"),
        (Cadence.LUNAR_MONTH, "2026L10", "2026-11-09", "2026-12-08"),
    ],
)
def test_the_period_of_a_day(cadence: Cadence, identity: str, start: str, end: str) -> None:
    """22 November 2026, a Sunday, in each cadence."""
    expected = Period(Rhythm(cadence), identity, date.fromisoformat(start), date.fromisoformat(end))
    assert period_of(Rhythm(cadence), date(2026, 11, 22)) == expected


def test_periods_at_the_edges_of_a_year() -> None:
    """February of a leap year has two halves; 1 January 2027 belongs to week 53 of 2026."""
    assert period_of(Rhythm(Cadence.HALF_MONTH), date(2028, 2, 15)).id == "2028-02a"
    assert period_of(Rhythm(Cadence.HALF_MONTH), date(2028, 2, 16)).end == date(2028, 2, 29)
    assert period_of(Rhythm(Cadence.WEEK), date(2027, 1, 1)).id == "2026W53"
    assert following(period_of(Rhythm(Cadence.QUARTER), date(2026, 12, 31))).id == "2027Q1"


@given(rhythms, days)
def test_periods_tile_the_calendar(one: Rhythm, day: date) -> None:
    """Every day lies in one period, every day of a period leads to it, and the next begins the day after."""
    period = period_of(one, day)
    assert period.start <= day <= period.end
    assert period == period_of(one, period.start) == period_of(one, period.end)
    assert following(period).start == period.end + timedelta(days=1)
    assert following(period).id != period.id


@given(rhythms)
def test_thirty_years_have_neither_gap_nor_overlap(one: Rhythm) -> None:
    """Walked period by period: no id comes twice, and every certain day lies in the period that is for it."""
    seen: set[str] = set()
    period = period_of(one, date(2020, 1, 1))
    while period.start.year < 2050:
        assert period.id not in seen
        assert period.about is None or period.start <= period.about <= period.end
        seen.add(period.id)
        last, period = period, following(period)
        assert last.start <= last.end == period.start - timedelta(days=1)
        if period.start.year > 2022 and one.cadence is Cadence.DAY:
            return


@given(rhythms, days)
def test_a_due_day_keeps_its_rule(one: Rhythm, day: date) -> None:
    """A working day in the period, if it has any, or the very day, if the plan keeps it."""
    period = period_of(one, day)
    due = due_day(period, CALENDAR)
    if one.moved is Moved.KEPT and period.about is not None:
        assert due == period.about
        return
    length = (period.end - period.start).days + 1
    if any(CALENDAR.is_workday(period.start + timedelta(days=n)) for n in range(length)):
        assert CALENDAR.is_workday(due)
        assert period.start <= due <= period.end
    if period.about is not None and CALENDAR.is_workday(period.about):
        assert due == period.about
    if isinstance(one.on, NthDay) and one.on.name != "workday" and period.about is not None:
        assert period.about.strftime("%A").lower() == one.on.name


def test_no_two_periods_of_thirty_years_share_an_id() -> None:
    """Over all cadences: a task's identity never depends on knowing the plan's cadence."""
    seen: set[str] = set()
    for cadence in set(Cadence) - {Cadence.EVENT}:
        period = period_of(Rhythm(cadence), date(2020, 1, 1))
        while period.start.year < 2050:
            assert period.id not in seen
            seen.add(period.id)
            period = following(period)


@pytest.mark.parametrize(
    ("cadence", "on", "moved", "day", "due"),
    [
        ("month", (5, 15, 25), "later", "2026-10-03", "2026-10-08"),  # 国庆 until the 7th
        ("month", (5, 15, 25), "later", "2026-11-13", "2026-11-16"),  # the 15th is a Sunday
        ("month", (5, 15, 25), "earlier", "2026-11-13", "2026-11-13"),
        ("month", (5, 15, 25), "kept", "2026-11-13", "2026-11-15"),
        ("month", (15, 31), "earlier", "2026-02-27", "2026-02-28"),  # the last; a make-up day
        ("month", "last friday", "later", "2026-10-01", "2026-10-30"),
        ("month", "last saturday", "later", "2026-10-01", "2026-10-30"),  # Monday is November
        ("month", "2nd workday", "later", "2026-10-01", "2026-10-09"),
        ("quarter", "1st monday", "later", "2026-10-20", "2026-10-08"),  # 5 October rests
        ("quarter", "last workday", "later", "2027-01-01", "2027-03-31"),
        ("week", "friday", "later", "2026-11-16", "2026-11-20"),
        ("lunar_year", "12-08", "later", "2026-12-01", "2027-01-15"),  # 腊八 of the year of the horse
        ("lunar_year", "10 days before 春节", "later", "2026-12-01", "2027-01-27"),
        ("lunar_month", (1, 15), "later", "2025-08-05", "2025-08-08"),  # 闰六月十五
    ],
)
def test_the_due_day_of_a_certain_day(cadence: str, on: Written, moved: str, day: str, due: str) -> None:
    """Over holidays and make-up days, a month's and a quarter's end, and a leap month."""
    one = rhythm(Cadence(cadence), on, Moved(moved))
    assert due_day(period_of(one, date.fromisoformat(day)), CALENDAR).isoformat() == due


def test_a_leap_month_is_a_period_of_its_own() -> None:
    """2025 has two sixth months; a date of the sixth is had once."""
    ids = [one.start for one in months_of(2025) if one.number == 6]
    assert [period_of(Rhythm(Cadence.LUNAR_MONTH), day).id for day in ids] == ["2025L06", "2025L06r"]
    assert period_of(rhythm(Cadence.LUNAR_YEAR, "6-01"), date(2025, 12, 1)).about == date(2025, 6, 25)


def test_a_certain_day_is_told_of_before_it_comes() -> None:
    """`ahead` working days: of Sunday the 15th, moved to Monday, on Friday."""
    plan = replace(plan_of(Cadence.MONTH, 0), on=(5, 15, 25), ahead=1)
    assert told(plan, "2026-11-13") == {"open": "2026-11-13", "last": "2026-11-16", "end": "2026-11-23"}


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


@given(rhythms, days, st.integers(0, 400), st.integers(0, 30), st.booleans())
def test_steps_keep_their_order_and_fall_on_working_days(
    one: Rhythm, day: date, late: int, last_days: int, half_time: bool
) -> None:
    """Thirty years, any rhythm, any start: rising working days, opened in the window, told after it."""
    plan = replace(plan_of(Cadence.YEAR, last_days), half_time=half_time, ahead=last_days % 4)
    period = period_of(one, day)
    starts_on = period.start + timedelta(days=late - 30)
    found = steps(plan, period, starts_on, CALENDAR)
    due = due_day(period, CALENDAR)
    window = (max(period.start, starts_on) + timedelta(n) for n in range((period.end - starts_on).days + 31))
    assert bool(found) == any(CALENDAR.is_workday(d) for d in window if d <= min(due, period.end))
    if not found:
        return
    told_on = [step.day for step in found]
    assert told_on == sorted(set(told_on))
    assert all(CALENDAR.is_workday(step_day) for step_day in told_on)
    assert [step.kind for step in found] == [kind for kind in StepKind if kind in {s.kind for s in found}]
    assert (found[0].kind, found[-1].kind) == (StepKind.OPEN, StepKind.END)
    assert max(period.start, starts_on) <= told_on[0] <= due
    assert all(step_day <= due for step_day in told_on[:-1])
    assert told_on[-1] == CALENDAR.workday_on_or_after(following(period).start)
    assert half_time or StepKind.HALF not in {step.kind for step in found}
