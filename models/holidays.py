"""Which days are off: by the State Council's published calendar, else by law; a county may correct both.

The only door to `chinese_calendar` (official days off and make-up days 调休). Days are calendar dates in the
county's time zone.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import chinese_calendar

from models.lunar import clear_and_bright, lunar_day, spring_festival

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Overrides:
    """A county's own word on single days; it wins over the official calendar and the law."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()


NO_OVERRIDES = Overrides()


def load_overrides(path: Path) -> Overrides:
    """Read `off = [dates]` and `work = [dates]`; a ValueError names the file, the key and the remedy."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(
            f"{path}: cannot be read ({error.strerror}); correct [schedules] holidays"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: not a TOML file in UTF-8 ({error}); correct it") from error
    if unknown := sorted(document.keys() - {"off", "work"}):
        raise ValueError(f"{path}: {unknown[0]}: unknown key; only off and work may stand here")
    off, work = (_dates(path, key, document.get(key, [])) for key in ("off", "work"))
    if both := sorted(off & work):
        raise ValueError(f"{path}: off, work: {both[0]} stands in both; remove it from one")
    return Overrides(off, work)


def _dates(path: Path, key: str, value: Any) -> frozenset[date]:
    # A TOML date-time is also a `date` in Python; a day off has no clock time.
    days = value if isinstance(value, list) else [None]
    if not all(isinstance(day, date) and not isinstance(day, datetime) for day in days):
        raise ValueError(f"{path}: {key}: not a list of dates; write for example {key} = [2027-02-05]")
    return frozenset(days)


@cache
def days_off(year: int) -> frozenset[date]:
    """Every day of `year` on which offices rest: as published, or by law until it is published."""
    days = _days_of(year)
    try:
        return frozenset(day for day in days if chinese_calendar.is_holiday(day))
    except NotImplementedError:  # the library's word for a year outside its data
        weekends = frozenset(day for day in days if day.weekday() >= SATURDAY)
        return weekends | days_fixed_by_law(year)


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    length = date(year, 12, 31).toordinal() - first.toordinal() + 1
    return [first + timedelta(days=n) for n in range(length)]


def days_fixed_by_law(year: int) -> frozenset[date]:
    """《全国年节及纪念日放假办法》, as in force since 2025, article 2; no make-up days."""
    new_year = spring_festival(year)
    return frozenset(
        {
            date(year, 1, 1),
            *(new_year + timedelta(days=n) for n in (-1, 0, 1, 2)),  # 除夕 to 初三
            clear_and_bright(year),
            *(date(year, 5, day) for day in (1, 2)),
            lunar_day(year, 5, 5),  # 端午
            lunar_day(year, 8, 15),  # 中秋
            *(date(year, 10, day) for day in (1, 2, 3)),
        }
    )
