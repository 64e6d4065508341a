"""Spans of time as people name their end: 2小时, 半小时, 30分钟, 3天, 到18点, 到明天, 到周五. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from handlers.dates import NUMERALS, day_of
from models.calendar import Calendar

UNITS = {
    "小时": timedelta(hours=1),
    "钟头": timedelta(hours=1),
    "分钟": timedelta(minutes=1),
    "分": timedelta(minutes=1),
    "天": timedelta(days=1),
}
AFTERNOON = {"下午", "晚上", "今晚", "傍晚"}

_SPAN = re.compile(rf"(\d{{1,4}}(?:\.5)?|[{''.join(NUMERALS)}]|半)个?(半)?(小时|钟头|分钟|分|天)")
_CLOCK = re.compile(
    r"[到至]?(今天|明天)?(早上|上午|中午|下午|傍晚|晚上|今晚)?(\d{1,2})(?:[:：](\d{2})|[点时](半|\d{1,2}分?)?)"
)


def end_of(words: str, now: datetime, calendar: Calendar) -> datetime | None:
    """When a span named by `words` ends; None if they name none, or one that has passed.

    A day without an hour means the end of that day's quiet hours; 今天 means midnight.
    """
    text = "".join(words.split())
    found = _span(text, now) or _clock(text, now, calendar) or _day(text, now, calendar)
    return found if found is not None and found > now else None


def _span(text: str, now: datetime) -> datetime | None:
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    word, half, unit = found.groups()
    count = 0.5 if word == "半" else float(NUMERALS.get(word) or word)
    return now + UNITS[unit] * (count + (0.5 if half else 0))


def _clock(text: str, now: datetime, calendar: Calendar) -> datetime | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    day, part, hour, minute, more = found.groups()
    hours = int(hour) + (12 if part in AFTERNOON and int(hour) < 12 else 0)
    minutes = int(minute or (30 if more == "半" else (more or "0").rstrip("分")))
    if hours > 23 or minutes > 59:
        return None
    midnight = calendar.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    moment = midnight + timedelta(days=1 if day == "明天" else 0, hours=hours, minutes=minutes)
    return moment if moment > now or day else moment + timedelta(days=1)


def _day(text: str, now: datetime, calendar: Calendar) -> datetime | None:
    today = calendar.today(now)
    day = day_of(text.lstrip("到至"), today)
    if day is None:
        return None
    if day == today:
        return calendar.local(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return calendar.at(day, calendar.quiet[1])
