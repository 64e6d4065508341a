"""The days that words name, seen from today: 上周三, 去年十月, 3号, 国庆."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from nlp.facts.moment_words import RELATIVE
from nlp.facts.numerals import DIGITS, count_of

Days = tuple[date, date]
"""From the first to the day after the last."""
Groups = Mapping[str, str | None]

_SOON = timedelta(days=31)
"""A date without a year is the coming one if it is so near, else the latest."""
_YEARS = {"今年": 0, "去年": -1, "上一年": -1, "前年": -2, "大前年": -3, "明年": 1}
_WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
_MONTHS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1}
_WEEKDAYS = {word: number for number, word in enumerate("一二三四五六日")} | {"天": 6, "末": 5}
_THIRDS = {"初": (1, 11), "上旬": (1, 11), "中旬": (11, 21), "下旬": (21, None), "底": (21, None)}
_SEASONS = {
    "年初": (1, 3), "初": (1, 3), "年中": (5, 8), "年底": (11, 13),
    "底": (11, 13), "上半年": (1, 7), "下半年": (7, 13),
    "春天": (3, 6), "春上": (3, 6), "夏天": (6, 9), "夏里": (6, 9), "夏": (6, 9),
    "秋天": (9, 12), "秋里": (9, 12),
}  # fmt: skip
_FEASTS = {
    "国庆": (10, 1, 8),
    "国庆节": (10, 1, 8),
    "十一期间": (10, 1, 8),
    "五一": (5, 1, 6),
    "五一节": (5, 1, 6),
    "元旦": (1, 1, 4),
    "元旦节": (1, 1, 4),
}
"""Month, first day and the day after the last; those of the moon are not counted here."""


def day_named(found: re.Match[str], today: date) -> Days | None:
    """The days of a match of one of `moment_words.DAY_SHAPES`; None if there are no such days."""
    groups = found.groupdict()
    for name, read in _READERS.items():
        if groups.get(name):
            return read(groups, today)
    return None


def _near(groups: Groups, today: date) -> Days:
    return _one(today + timedelta(days=RELATIVE[groups.get("near") or groups["nearer"] or ""]))


def _weekday(groups: Groups, today: date) -> Days:
    """周三 alone is the latest one; 周末 has two days."""
    said, week = groups["weekday"] or "", groups["week"]
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=_WEEKDAYS[said])
    if week:
        day += timedelta(weeks=_WEEKS[week.rstrip("个")])
    elif day > today:
        day -= timedelta(weeks=1)
    return day, day + timedelta(days=2 if said == "末" else 1)


def _iso(groups: Groups, _: date) -> Days | None:
    return _day(int(groups["iso_year"] or 0), int(groups["iso_month"] or 0), int(groups["iso_day"] or 0))


def _date(groups: Groups, today: date) -> Days | None:
    month, day, third = count_of(groups["month"] or ""), groups["day"], groups["third"]
    year = _year(groups["year"], today)
    if month is None or (day and day.startswith(("初", "廿"))):
        return None  # by the moon
    number = count_of(day) if day else None
    if groups["year"]:
        return _of_month(year, month, number, third)
    found = (_of_month(today.year + one, month, number, third) for one in (1, 0, -1, -2, -3, -4))
    return next((days for days in found if days and days[0] <= today + _SOON), None)


def _monthday(groups: Groups, today: date) -> Days | None:
    """3号 alone is the latest one."""
    number, which = count_of(groups["monthday"] or ""), groups["which"]
    if number is None:
        return None
    if which:
        first = _shifted(today, _MONTHS[which.removesuffix("月").rstrip("个")])
        return _day(first.year, first.month, number)
    for months in range(0, -4, -1):
        first = _shifted(today, months)
        days = _day(first.year, first.month, number)
        if days and days[0] <= today:
            return days
    return None


def _month(groups: Groups, today: date) -> Days | None:
    first = _shifted(today, _MONTHS[(groups["rel_month"] or "").removesuffix("月").rstrip("个")])
    return _of_month(first.year, first.month, None, groups["month_third"])


def _week(groups: Groups, today: date) -> Days:
    monday = today - timedelta(days=today.weekday())
    start = monday + timedelta(weeks=_WEEKS[(groups["rel_week"] or "").rstrip("个")])
    return start, start + timedelta(days=7)


def _feast(groups: Groups, today: date) -> Days | None:
    feast = _FEASTS.get(groups["feast"] or "")
    if feast is None or groups["beside"] not in (None, "期间", "那天", "当天", "的时候", "时"):
        return None
    month, first, last = feast
    year = _year(groups["feast_year"], today)
    if not groups["feast_year"] and date(year, month, first) > today:
        year -= 1
    return date(year, month, first), date(year, month, last)


def _yearly(groups: Groups, today: date) -> Days | None:
    year, season = _year(groups["only_year"], today), groups["season"]
    if season is None:
        return date(year, 1, 1), date(year + 1, 1, 1)
    if season not in _SEASONS:
        return date(year, 12, 1), date(year + 1, 3, 1)  # winter
    first, after = _SEASONS[season]
    return date(year, first, 1), date(year + after // 13, (after - 1) % 12 + 1, 1)


def _year(said: str | None, today: date) -> int:
    if not said or said in _YEARS:
        return today.year + _YEARS.get(said or "", 0)
    figures = "".join(str(DIGITS.get(char, char)) for char in said.rstrip("年"))
    return int(figures) + (2000 if len(figures) == 2 else 0)


def _of_month(year: int, month: int, day: int | None, third: str | None) -> Days | None:
    if day is not None:
        return _day(year, month, day)
    first = date(year, month, 1)
    after = _shifted(first, 1)
    if third is None:
        return first, after
    low, high = _THIRDS[third]
    return first.replace(day=low), first.replace(day=high) if high else after


def _shifted(day: date, months: int) -> date:
    """The first of the month so many months away."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _day(year: int, month: int, day: int) -> Days | None:
    try:
        return _one(date(year, month, day))
    except ValueError:
        return None


def _one(day: date) -> Days:
    return day, day + timedelta(days=1)


_READERS: dict[str, Callable[[Groups, date], Days | None]] = {
    "near": _near,
    "nearer": _near,
    "weekday": _weekday,
    "iso_day": _iso,
    "month": _date,
    "monthday": _monthday,
    "rel_month": _month,
    "rel_week": _week,
    "feast": _feast,
    "only_year": _yearly,
}
