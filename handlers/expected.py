"""When a thing is to be over, in what is told of it: 预计今晚8点恢复, 大概两小时, 明早修好. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from handlers.dates import NUMERALS, day_of
from models.calendar import Calendar

FURTHEST = timedelta(days=30)
_HOURS = {**{str(n): n for n in range(25)}, **NUMERALS, "十一": 11, "十二": 12, "零": 0}
_NUMBER = rf"\d{{1,3}}(?:\.5)?|[{''.join(NUMERALS)}]{{1,2}}|半"
_SPAN = re.compile(rf"(?P<count>{_NUMBER})(?:多)?个?(?P<half>半)?(?P<unit>小时|钟头|分钟)(?!前)")
_DAYS = (
    r"今天|今日|今|明天|明日|明|后天|大后天|\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号]"
    r"|(?:这|本|下)?(?:周|星期)[一二三四五六日天]"
)
_PARTS = "凌晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚|夜里"
_CLOCK = re.compile(
    rf"(?P<day>{_DAYS})?(?P<part>{_PARTS})?"
    r"(?P<hour>\d{1,2}|十[一二]|[一两二三四五六七八九十])"
    r"(?:[:：](?P<minute>[0-5]\d)|[点时](?!间)(?:钟)?(?P<more>半|一刻|三刻|[0-5]?\d分?)?)(?!以?前来|多次)"
)
_DAY = re.compile(rf"(?P<day>{_DAYS})(?P<part>{_PARTS})?")
_SHORT = {"今": "今天", "今日": "今天", "明": "明天", "明日": "明天"}
_UNITS = {"小时": timedelta(hours=1), "钟头": timedelta(hours=1), "分钟": timedelta(minutes=1)}
_AFTERNOON = {"下午", "傍晚", "晚上", "晚", "夜里"}
_NIGHT = {"晚上", "晚", "夜里"}
_MORNING = {"凌晨", "早上", "早晨", "早", "上午"}
_SOON = timedelta(hours=8)
"""So far ahead an hour without a part of the day is looked for: 8点 in the afternoon is 20:00."""
_MORE = {None: 0, "半": 30, "一刻": 15, "三刻": 45}
_ENDS = {"凌晨": 6, "早上": 9, "早晨": 9, "早": 9, "上午": 12, "中午": 13, "下午": 18, "傍晚": 19}
"""Until which hour a part of a day without an hour lasts; the night and a bare day until midnight."""


def expected_at(words: str, now: datetime, calendar: Calendar) -> datetime | None:
    """The last moment that the words name and that lies ahead, within a month; None if they name none."""
    text = "".join(words.split())
    ahead = [one for one in _moments(text, now, calendar) if now < one <= now + FURTHEST]
    return max(ahead, default=None)


def _moments(text: str, now: datetime, calendar: Calendar) -> list[datetime]:
    found = [one for each in _CLOCK.finditer(text) if (one := _clock(each, now, calendar))]
    found += [one for each in _SPAN.finditer(text) if (one := _span(each, now))]
    if found:
        return found
    return [one for each in _DAY.finditer(text) if (one := _end_of_day(each, now, calendar))]


def _span(found: re.Match[str], now: datetime) -> datetime | None:
    word = found["count"]
    count = 0.5 if word == "半" else float(_HOURS.get(word) or word if word[0].isdigit() else _HOURS[word])
    return now + _UNITS[found["unit"]] * (count + (0.5 if found["half"] else 0))


def _clock(found: re.Match[str], now: datetime, calendar: Calendar) -> datetime | None:
    hour, more, part = _HOURS.get(found["hour"].lstrip("0") or "0"), found["more"], found["part"]
    minute = int(found["minute"] or 0) or _MORE.get(more, 0) or int((more or "0").rstrip("分半一三刻") or 0)
    if hour is None or hour > 24 or minute > 59:
        return None
    if found["hour"] == "一" and not (part or found["day"]):
        return None  # 一点办法都没有
    if part in _AFTERNOON and hour < 12:
        hour += 12
    elif part in _NIGHT and hour == 12:
        hour = 24
    midnight = _midnight(found["day"], now, calendar)
    if midnight is None:
        return None
    moment = midnight + timedelta(hours=hour, minutes=minute)
    if found["day"] is not None or moment > now:
        return moment
    if part is not None:
        return moment + timedelta(days=1) if part in _MORNING else None
    later = (moment + timedelta(hours=12), moment + timedelta(hours=24))
    return next((one for one in later if now < one <= now + _SOON), None)


def _end_of_day(found: re.Match[str], now: datetime, calendar: Calendar) -> datetime | None:
    midnight = _midnight(found["day"], now, calendar)
    return None if midnight is None else midnight + timedelta(hours=_ENDS.get(found["part"] or "", 24))


def _midnight(day: str | None, now: datetime, calendar: Calendar) -> datetime | None:
    today = calendar.today(now)
    named = today if day is None else day_of(_SHORT.get(day, day), today)
    return None if named is None else calendar.at(named, datetime.min.time())
