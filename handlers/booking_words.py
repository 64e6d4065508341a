"""预约: the time, the place and the people in what is said of a meeting, in any order. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from handlers.dates import NUMERALS, day_of

_SPLIT = re.compile(r"[\s,，、;；。]+")
_LABEL = re.compile(r"(?:当事人|双方|时间|地点)[:：]?")
_MEDIATOR = re.compile(r"(?:调解员|调解人|主持人?)[:：]?(.*)")
_HOURS = {**{str(n): n for n in range(25)}, **NUMERALS, "十一": 11, "十二": 12}
_CLOCK = re.compile(
    r"(?P<day>.*?)(?P<part>早上|早晨|上午|中午|下午|傍晚|晚上|今晚)?"
    rf"(?P<hour>\d{{1,2}}|[{''.join(NUMERALS)}]{{1,2}})"
    r"(?:[:：](?P<minute>[0-5]\d)|[点时](?P<more>半|一刻|三刻|整|[0-5]?\d分?)?)"
)
_PARTS = {"早上", "早晨", "上午", "中午", "下午", "傍晚", "晚上", "今晚"}
_AFTER_NOON = {"下午", "傍晚", "晚上", "今晚"}
_OFFICES_OPEN = 7
"""An hour before it, said without a part of the day, is one of the afternoon."""
_MORE = {None: 0, "": 0, "整": 0, "半": 30, "一刻": 15, "三刻": 45}


@dataclass(frozen=True, slots=True)
class Booking:
    """What was said of a meeting, as far as it was."""

    day: date | None = None
    clock: time | None = None
    room: str | None = None
    parties: tuple[str, ...] = ()
    mediator: str | None = None
    part: str | None = None
    """下午, said apart from the hour."""


def read(words: str, today: date, rooms: Collection[str]) -> Booking:
    """What `words` say of a meeting; a place is one of `rooms`, or begins with 在; the rest are people."""
    booking, awaits_mediator = Booking(), False
    for token in _tokens(words):
        named = _MEDIATOR.fullmatch(token)
        if awaits_mediator or named:
            name = named[1] if named else token
            awaits_mediator = not name
            booking = replace(booking, mediator=name or None)
        else:
            booking = _with(booking, token, today, rooms)
    return booking


def _tokens(words: str) -> Iterator[str]:
    for token in _SPLIT.split(words):
        bare = _LABEL.sub("", token, count=1) if _LABEL.match(token) else token
        if bare:
            yield bare


def _with(booking: Booking, token: str, today: date, rooms: Collection[str]) -> Booking:
    when = _when(booking, token, today)
    if when is not None:
        return when
    if token.startswith("在") and len(token) > 1:
        return replace(booking, room=token[1:])
    if any(room in token for room in rooms):
        return replace(booking, room=token)
    return replace(booking, parties=(*booking.parties, token))


def _when(booking: Booking, token: str, today: date) -> Booking | None:
    """With what a token tells of the time: a day, a part of it, an hour, or all in one; else None."""
    clock = _CLOCK.fullmatch(token)
    if clock is not None and (not clock["day"] or day_of(clock["day"], today)):
        day = day_of(clock["day"], today) if clock["day"] else _evening(clock["part"], today)
        return replace(booking, clock=_time(clock, clock["part"] or booking.part), day=day or booking.day)
    part = next((one for one in _PARTS if token.endswith(one)), None)
    before = token.removesuffix(part or "")
    day = day_of(before, today) if before else None
    if day is None and (before or part is None):
        return None
    return replace(booking, day=day or booking.day, part=part or booking.part)


def _evening(part: str | None, today: date) -> date | None:
    return today if part == "今晚" else None


def _time(found: re.Match[str], part: str | None) -> time | None:
    hour = _HOURS.get(found["hour"].lstrip("0") or "0")
    more = found["more"]
    minute = int(found["minute"] or 0) or _MORE.get(more, 0) or int((more or "0").rstrip("分整半") or 0)
    if hour is None:
        return None
    if hour < 12 and (part in _AFTER_NOON or (part is None and hour < _OFFICES_OPEN)):
        hour += 12
    since_midnight = timedelta(hours=hour, minutes=minute)
    if since_midnight >= timedelta(days=1):
        return None
    return time(hour, minute)
