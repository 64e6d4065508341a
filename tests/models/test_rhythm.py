"""What a plan file may say of its days, and what it reads of what it may not."""

import pytest

from models.rhythm import Cadence, LunarDate, MonthDays, NthDay, Written, rhythm


def test_each_way_to_say_a_day() -> None:
    """Days of the month, weekdays, working days, lunar dates, days before 春节."""
    assert rhythm(Cadence.MONTH, (5, 15, 25)).on == MonthDays((5, 15, 25))
    assert rhythm(Cadence.WEEK, "friday").on == NthDay(1, "friday")
    assert rhythm(Cadence.QUARTER, "last workday").on == NthDay(-1, "workday")
    assert rhythm(Cadence.LUNAR_YEAR, "12-08").on == LunarDate(12, 8)
    assert rhythm(Cadence.MONTH).on is None


@pytest.mark.parametrize(
    ("cadence", "on", "told"),
    [
        (Cadence.MONTH, (), "days of the month from 1 to 31"),
        (Cadence.MONTH, (15, 5), "rising"),
        (Cadence.MONTH, (5, 32), "from 1 to 31"),
        (Cadence.MONTH, (28, 30), "February ends on the 28th"),
        (Cadence.LUNAR_MONTH, (30,), "29 days only"),
        (Cadence.WEEK, (5,), "belongs to cadence month, lunar_month"),
        (Cadence.WEEK, "last friday", "a week has each weekday once"),
        (Cadence.DAY, "friday", "belongs to cadence week, month"),
        (Cadence.MONTH, "12-08", "belongs to cadence lunar_year"),
        (Cadence.LUNAR_YEAR, "13-01", "write [5, 15, 25]"),
        (Cadence.LUNAR_YEAR, "400 days before 春节", "write [5, 15, 25]"),
        (Cadence.MONTH, "fridays", "write [5, 15, 25]"),
    ],
)
def test_a_day_that_cannot_be_is_refused(cadence: Cadence, on: Written, told: str) -> None:
    """The error begins with the key and says what may stand there."""
    with pytest.raises(ValueError, match=r"^on: ") as caught:
        rhythm(cadence, on)
    assert told in str(caught.value)
