"""The lunar calendar 农历, in days of the common one. The only door to lunar_python.

A lunar year runs from 正月初一 to 除夕 and is called by the common year in which it begins. A leap month 闰月
is a month of its own, after the month whose number it repeats.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from lunar_python import Lunar, LunarYear

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LunarMonth:
    """One month of a lunar year, both ends included; 29 or 30 days."""

    year: int
    number: int
    is_leap: bool
    start: date
    end: date


def lunar_day(year: int, month: int, day: int) -> date:
    """A day of the month of that number, never of its leap month; the 30th of a short month is its 29th."""
    found = next(one for one in months_of(year) if one.number == month and not one.is_leap)
    return min(found.start + ONE_DAY * (day - 1), found.end)


def spring_festival(year: int) -> date:
    """春节: the first day of a lunar year."""
    return months_of(year)[0].start


def lunar_year_of(day: date) -> int:
    """The lunar year that a day lies in."""
    return day.year if day >= spring_festival(day.year) else day.year - 1


def lunar_month_of(day: date) -> LunarMonth:
    """The lunar month that a day lies in."""
    return next(one for one in months_of(lunar_year_of(day)) if one.start <= day <= one.end)


@cache
def months_of(year: int) -> tuple[LunarMonth, ...]:
    """The twelve or thirteen months of a lunar year, in order."""
    first = _as_date(Lunar.fromYmd(year, 1, 1).getSolar())
    months: list[LunarMonth] = []
    for one in LunarYear.fromYear(year).getMonths():
        if one.getYear() == year:
            last = first + ONE_DAY * (one.getDayCount() - 1)
            months.append(LunarMonth(year, abs(one.getMonth()), one.getMonth() < 0, first, last))
            first = last + ONE_DAY
    return tuple(months)


@cache
def clear_and_bright(year: int) -> date:
    """清明 is a solar term, so it is looked up by the sun and not by the moon."""
    return _as_date(Lunar.fromYmd(year, 1, 1).getJieQiTable()["清明"])


def _as_date(solar: Any) -> date:
    return date(solar.getYear(), solar.getMonth(), solar.getDay())
