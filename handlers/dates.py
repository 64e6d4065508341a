"""Days as people name them: 周五, 下周三, 11-30, 11月30日, 明天, 3天后. Pure; today is an argument."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

WEEKDAYS = {
    **{word: number for number, word in enumerate("一二三四五六日")},
    "天": 6,
    **{str(number + 1): number for number in range(7)},
}
NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
NEAR = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3}
MOST_DAYS_AHEAD = 400

_WEEKDAY = re.compile(r"(这|本|下|下下)?个?(?:周|星期|礼拜)([一二三四五六日天1-7])")
_DATE = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})[日号]")
_AHEAD = re.compile(r"(?:过)?(\d{1,3}|[一二两三四五六七八九十])(天|日|周|个?星期)(?:后|以后|之后)")


def day_of(words: str, today: date) -> date | None:
    """The day that `words` name, seen from `today`; None if they name none.

    A weekday is the next one after today, `下周三` that of the next calendar week; a date without a year is
    the next one from today on. A day that has passed is named all the same.
    """
    text = "".join(words.split())
    if text in NEAR:
        return today + timedelta(days=NEAR[text])
    for shape, read in _SHAPES:
        found = shape.fullmatch(text)
        if found:
            return read(found, today)
    return None


def _weekday(found: re.Match[str], today: date) -> date:
    week, weekday = found[1], WEEKDAYS[found[2]]
    if week is None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    monday = today - timedelta(days=today.weekday())
    weeks = {"下": 1, "下下": 2}.get(week, 0)
    return monday + timedelta(weeks=weeks, days=weekday)


def _date(found: re.Match[str], today: date) -> date | None:
    month, day = int(found[2]), int(found[3])
    if found[1]:
        return _valid(int(found[1]), month, day)
    this_year = _valid(today.year, month, day)
    if this_year is not None and this_year >= today:
        return this_year
    next_year = _valid(today.year + 1, month, day)
    # "9月30日" said in October is a slip, not a plan for next year; "1月5日" said in December is not.
    soon = next_year is not None and (next_year - today).days <= MOST_DAYS_AHEAD // 2
    return next_year if soon else this_year


def _day_of_month(found: re.Match[str], today: date) -> date | None:
    day = int(found[1])
    if day >= today.day:
        return _valid(today.year, today.month, day)
    after = today.month % 12 + 1
    return _valid(today.year + (after == 1), after, day)


def _ahead(found: re.Match[str], today: date) -> date | None:
    count = NUMERALS.get(found[1]) or int(found[1])
    days = count * (1 if found[2] in "天日" else 7)
    return today + timedelta(days=days) if days <= MOST_DAYS_AHEAD else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
    (_WEEKDAY, _weekday),
    (_DATE, _date),
    (_DAY_OF_MONTH, _day_of_month),
    (_AHEAD, _ahead),
)
