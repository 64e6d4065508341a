"""How long: 三个月, 半年, 两个半小时, 十来天; calendar units are counted on the calendar."""

import calendar
import re
from datetime import datetime, timedelta
from typing import NamedTuple

from nlp.facts.numerals import value_of

_SPECIAL = {"俩": 2.0, "仨": 3.0}
_ABOUT = {"半": 0.5, "大半": 0.5, "小半": 0.5}
_HOURS = {"小时": 1.0, "钟头": 1.0, "分钟": 1 / 60}
_DAYS = {"天": 1.0, "晚上": 1.0, "宿": 1.0, "周": 7.0, "星期": 7.0, "礼拜": 7.0}
_MONTHS = {"月": 1.0, "季度": 3.0, "年": 12.0, "年头": 12.0}
_DAYS_OF_A_MONTH = 30


class Length(NamedTuple):
    """A length of time; only one of the three is not 0, but for half a month."""

    months: int = 0
    days: float = 0
    hours: float = 0


def length_of(found: re.Match[str]) -> Length | None:
    """The length that a match of `moment_words.LENGTH` names; None if it is only about how long (好几天)."""
    groups = found.groupdict()
    unit = groups["unit"] or groups["about_unit"]
    number = groups["number"]
    count = _SPECIAL.get(number) or value_of(number) if number else _ABOUT.get(groups["about"])
    if count is None:
        return None
    if groups["half"] or (unit.startswith("个半") and number):
        count += 0.5
    return _in_units(count, unit.removeprefix("个").removeprefix("半"))


def before(at: datetime, length: Length) -> datetime:
    """The moment that lies so long before `at`, on the same clock. Raises OverflowError, ValueError."""
    month = at.year * 12 + at.month - 1 - length.months
    year, month = divmod(month, 12)
    day = min(at.day, calendar.monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day) - timedelta(days=length.days, hours=length.hours)


def _in_units(count: float, unit: str) -> Length | None:
    if unit in _HOURS:
        return Length(hours=count * _HOURS[unit])
    if unit in _DAYS:
        return Length(days=count * _DAYS[unit])
    if unit not in _MONTHS:
        return None
    months = count * _MONTHS[unit]
    return Length(months=int(months), days=(months - int(months)) * _DAYS_OF_A_MONTH)
