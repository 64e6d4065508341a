"""Working days, local time and quiet hours, against published facts and by property."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Calendar
from models.holidays import Overrides, days_fixed_by_law, days_off, load_overrides

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(SHANGHAI, (time(21), time(7, 30)), time(8, 30))
SATURDAY = 5

days = st.dates(date(2004, 1, 1), date(2060, 12, 31))
minutes = st.integers(0, 15 * 366 * 24 * 60)
moments = minutes.map(lambda n: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=n))


def a_day(text: str) -> date:
    return date.fromisoformat(text)


def here(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024-02-10", "2024-02-17"),
        ("2024-10-01", "2024-10-07"),
        ("2025-01-28", "2025-02-04"),
        ("2025-10-01", "2025-10-08"),
        ("2026-02-15", "2026-02-23"),
        ("2026-10-01", "2026-10-07"),
    ],
)
def test_a_published_holiday_is_off_from_its_first_to_its_last_day(first: str, last: str) -> None:
    """As in the State Council's notices of the years 2024 to 2026."""
    day = a_day(first)
    while day <= a_day(last):
        assert not CALENDAR.is_workday(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    "day", ["2024-02-04", "2024-10-12", "2025-01-26", "2025-10-11", "2026-02-14", "2026-09-20", "2026-10-10"]
)
def test_a_make_up_day_is_a_working_day_though_it_is_a_weekend(day: str) -> None:
    """调休: a Saturday or Sunday on which offices work."""
    assert a_day(day).weekday() >= SATURDAY
    assert CALENDAR.is_workday(a_day(day))


def test_a_year_not_published_yet_has_weekends_and_the_days_fixed_by_law() -> None:
    """2030: 春节 3 February, 清明 5 April, 端午 5 June, 中秋 12 September; no make-up days."""
    by_law = {
        "2030-01-01",
        *("2030-02-02", "2030-02-03", "2030-02-04", "2030-02-05"),
        "2030-04-05",
        *("2030-05-01", "2030-05-02"),
        "2030-06-05",
        "2030-09-12",
        *("2030-10-01", "2030-10-02", "2030-10-03"),
    }
    off_weekdays = {day for day in days_off(2030) if day.weekday() < SATURDAY}
    assert off_weekdays == {a_day(day) for day in by_law if a_day(day).weekday() < SATURDAY}
    assert len(days_off(2030)) == 104 + len(off_weekdays)


@pytest.mark.parametrize("year", range(2008, 2027))
def test_the_law_agrees_with_the_published_years(year: int) -> None:
    """Nineteen years of notices bear out our lunar dates and 清明; 除夕 and 2 May are law only since 2025."""
    not_off = days_fixed_by_law(year) - days_off(year)
    new_years_eve = min(day for day in days_fixed_by_law(year) if day > date(year, 1, 1))
    assert not_off <= (set() if year >= 2025 else {new_years_eve, date(year, 5, 2)})


def test_the_county_corrects_the_official_calendar_day_by_day() -> None:
    """Overrides win over a published holiday and over a weekday."""
    overrides = Overrides(off=frozenset({a_day("2026-11-23")}), work=frozenset({a_day("2026-10-01")}))
    county = Calendar(SHANGHAI, CALENDAR.quiet, CALENDAR.digest_at, overrides)
    assert county.is_workday(a_day("2026-10-01"))
    assert not county.is_workday(a_day("2026-11-23"))


def test_overrides_are_read_from_a_file(tmp_path: Path) -> None:
    """`off` and `work` are lists of TOML dates; both may be left out."""
    file = tmp_path / "holidays.toml"
    file.write_text("off = [2027-02-05, 2027-02-08]\n", encoding="utf-8")
    assert load_overrides(file) == Overrides(off=frozenset({a_day("2027-02-05"), a_day("2027-02-08")}))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("off = 3", "off: not a list of dates"),
        ('off = ["2027-02-05"]', "off: not a list of dates"),
        ("work = [2027-02-05T08:00:00]", "work: not a list of dates"),
        ("of = []", "of: unknown key"),
        ("off = [2027-02-05]\nwork = [2027-02-05]", "2027-02-05 stands in both"),
        ("off = [", "not a TOML file"),
    ],
)
def test_a_bad_overrides_file_is_refused_with_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    """The administrator reads what to put right, not a traceback of a parser."""
    file = tmp_path / "holidays.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=told) as caught:
        load_overrides(file)
    assert str(file) in str(caught.value)


def test_an_overrides_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A missing file is a mistake of the configuration, not an empty list."""
    with pytest.raises(ValueError, match="cannot be read"):
        load_overrides(tmp_path / "none.toml")


def test_the_working_day_around_a_holiday() -> None:
    """National Day 2026: 30 September is the last working day before it, 8 October the first after."""
    assert CALENDAR.workday_on_or_before(a_day("2026-10-04")) == a_day("2026-09-30")
    assert CALENDAR.workday_on_or_after(a_day("2026-10-04")) == a_day("2026-10-08")
    assert CALENDAR.add_workdays(a_day("2026-09-30"), 3) == a_day("2026-10-10")  # a Saturday, made up
    assert CALENDAR.add_workdays(a_day("2026-10-08"), -1) == a_day("2026-09-30")
    assert CALENDAR.add_workdays(a_day("2026-10-04"), 0) == a_day("2026-10-08")


@given(days, st.integers(-40, 40).filter(bool))
def test_adding_working_days_and_counting_them_are_inverse(day: date, n: int) -> None:
    """Whatever the start, n working days further lie n working days, and the answer is one."""
    reached = CALENDAR.add_workdays(day, n)
    assert CALENDAR.is_workday(reached)
    assert CALENDAR.workdays_between(day, reached) == n


@given(days)
def test_the_nearest_working_days_enclose_every_day(day: date) -> None:
    """On or before <= day <= on or after, all the same on a working day."""
    before, after = CALENDAR.workday_on_or_before(day), CALENDAR.workday_on_or_after(day)
    assert before <= day <= after
    assert (before == after) == CALENDAR.is_workday(day)


def test_local_time_is_the_countys() -> None:
    """23:30 in London's winter is the next morning in the county."""
    moment = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert CALENDAR.local(moment) == moment
    assert CALENDAR.today(moment) == a_day("2026-11-22")
    assert CALENDAR.at(a_day("2026-11-22"), time(8, 30)) == datetime(2026, 11, 22, 0, 30, tzinfo=UTC)


def test_a_naive_moment_is_refused() -> None:
    """Nobody knows when it is."""
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.today(here("2026-11-22").replace(tzinfo=None))


@pytest.mark.parametrize(
    ("moment", "loud"),
    [
        ("2026-11-22T20:59", "2026-11-22T20:59"),
        ("2026-11-22T21:00", "2026-11-23T07:30"),
        ("2026-11-23T00:00", "2026-11-23T07:30"),
        ("2026-11-23T07:29", "2026-11-23T07:30"),
        ("2026-11-23T07:30", "2026-11-23T07:30"),
    ],
)
def test_quiet_hours_span_midnight(moment: str, loud: str) -> None:
    """From 21:00 to 07:30 nothing is sent; it waits for the morning."""
    assert CALENDAR.is_quiet(here(moment)) == (moment != loud)
    assert CALENDAR.next_loud(here(moment)) == here(loud)


def test_quiet_hours_may_lie_within_one_day_or_be_none() -> None:
    """12:00 to 14:00 is a midday rest; equal ends mean no quiet hours."""
    siesta = Calendar(SHANGHAI, (time(12), time(14)), time(8, 30))
    assert siesta.next_loud(here("2026-11-22T13:00")) == here("2026-11-22T14:00")
    assert not siesta.is_quiet(here("2026-11-22T23:00"))
    assert not Calendar(SHANGHAI, (time(0), time(0)), time(8, 30)).is_quiet(here("2026-11-22T00:00"))


@given(moments)
def test_the_next_loud_moment_is_loud_and_not_earlier(moment: datetime) -> None:
    """Waiting ends, and never in the past."""
    loud = CALENDAR.next_loud(moment)
    assert loud >= moment
    assert not CALENDAR.is_quiet(loud)


@pytest.mark.parametrize(
    ("moment", "n", "deadline"),
    [
        ("2026-11-20T15:00", 1, "2026-11-23T15:00"),  # Friday -> Monday
        ("2026-11-21T22:00", 1, "2026-11-24T08:30"),  # Saturday counts from Monday's opening
        ("2026-11-21T22:00", 0, "2026-11-23T08:30"),
        ("2026-09-30T10:00", 2, "2026-10-09T10:00"),  # over National Day
    ],
)
def test_a_deadline_of_working_days(moment: str, n: int, deadline: str) -> None:
    """The same clock time n working days later; a day off counts from the next opening."""
    assert CALENDAR.after_workdays(here(moment), n) == here(deadline)


def test_a_deadline_does_not_lie_in_the_past() -> None:
    """A negative number of days is a mistake of the caller."""
    with pytest.raises(ValueError, match="ahead"):
        CALENDAR.after_workdays(here("2026-11-20T15:00"), -1)


@given(moments, st.integers(0, 15))
def test_more_working_days_are_a_later_deadline(moment: datetime, n: int) -> None:
    """Deadlines keep their order."""
    assert moment <= CALENDAR.after_workdays(moment, n) < CALENDAR.after_workdays(moment, n + 1)
