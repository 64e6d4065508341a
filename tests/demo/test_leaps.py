"""The clock's way: forward only, and nothing that is due is passed by."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import Clock
from bot.web.simulator.leaps import AT_ONCE, HOURS, Pace, Progress, next_day, quarters_end, stops
from models.calendar import Calendar

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 18, 12, 0, tzinfo=ZONE)
CALENDAR = Calendar(ZONE, (time(21), time(7, 30)), time(8, 30))

spans = st.timedeltas(timedelta(seconds=1), timedelta(days=20))


@given(st.lists(spans), spans)
def test_every_due_moment_is_stopped_at(ahead: list[timedelta], far: timedelta) -> None:
    """The clock goes only forward, stops at all that is due and at working hours, and ends at its goal."""
    due, target = sorted(START + span for span in ahead), START + far
    passed = list(stops(START, target, lambda here: next((one for one in due if one > here), None)))
    assert passed == sorted(set(passed))
    assert passed[-1] == target
    assert {one for one in due if one <= target} <= set(passed)
    days = [START.date() + timedelta(days=n) for n in range(far.days + 2)]
    hours = {datetime.combine(day, hour, ZONE) for day in days for hour in HOURS}
    assert {one for one in hours if START < one <= target} <= set(passed)


def test_what_arises_on_the_way_is_stopped_at_too() -> None:
    """Work done at a stop may set the next deadline; it is asked for after the stop."""
    due = [START + timedelta(minutes=10)]
    passed = []
    for stop in stops(START, START + timedelta(hours=1), lambda _: due[-1]):
        passed.append(stop)
        due.append(stop + timedelta(minutes=25))
    assert [(stop - START) / timedelta(minutes=1) for stop in passed] == [10, 35, 60]


def test_a_deadline_that_cannot_be_met_holds_nobody_up() -> None:
    """What was due before and still is (nobody can do it) does not keep the clock from going on."""
    passed = list(stops(START, START + timedelta(hours=1), lambda _: START))
    assert passed == [START + timedelta(hours=1)]


@given(st.integers(0, 2 * 365 * 24 * 60))
def test_the_quarters_end_is_told_on_a_working_morning(minutes: int) -> None:
    """It lies ahead, at most a quarter and its holidays away, on the first working day of a quarter."""
    now = datetime(2026, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes)
    told = quarters_end(CALENDAR, now)
    assert now < told <= now + timedelta(days=105)
    assert (told.time(), told.month % 3) == (time(8, 30), 1)
    assert told.date() == CALENDAR.workday_on_or_after(told.date().replace(day=1))


def test_a_day_leads_to_the_next_morning() -> None:
    """At noon and in the small hours alike."""
    assert next_day(START) == datetime(2026, 11, 19, 8, 30, tzinfo=ZONE)
    assert next_day(START.replace(hour=1)) == datetime(2026, 11, 19, 8, 30, tzinfo=ZONE)


def test_a_clock_is_never_set_back() -> None:
    """A moment that has passed changes nothing."""
    clock = Clock(lambda: START)
    clock.reach(START + timedelta(hours=1))
    clock.reach(START + timedelta(minutes=1))
    assert clock() == START + timedelta(hours=1)


@pytest.mark.parametrize(("days", "seconds"), [(0.04, 0), (1, 0), (10, 1.5), (92, 13.8), (400, 14)])
def test_the_pace(days: float, seconds: float) -> None:
    """An hour is at once, a quarter can be watched, and nothing takes for ever."""
    assert Pace().of(timedelta(days=days)) == pytest.approx(seconds)
    assert AT_ONCE.of(timedelta(days=days)) == 0


def test_the_share_of_the_way() -> None:
    """Between 0 and 1, also of a way that has no length."""
    goal = START + timedelta(hours=4)
    assert Progress(START, START + timedelta(hours=1), goal, "").share == 0.25
    assert Progress(START, START, START, "").share == 1
