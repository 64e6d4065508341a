"""Times as they are said, and the days and hours that they mean, seen from the moment of the message."""

import re
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from nlp.facts import moment_words as words
from nlp.facts.lengths import before, length_of
from nlp.facts.named_days import day_named
from nlp.facts.numerals import count_of
from nlp.normalise import normalise

Kind = Literal["point", "duration", "range", "repeated"]

_NAMED = tuple(re.compile(rf"(?:{shape})的?") for shape in words.DAY_SHAPES.values())
_PART = re.compile("|".join(sorted(words.PARTS, key=len, reverse=True)))
_CLOCK = re.compile(words.CLOCK)
_CLOCK_PARTS = re.compile(r"(\w{1,3}?)(?:点|:)(半|一刻|三刻)?(\w{1,3}?)?(?:分|钟|多|左右|来钟)*")
_RANGE = re.compile(r"(?:从|自从?|打)?(.+?)(?:开始|起)?(?:一直)?[,，]?(?:到|至|[-~—])(.+)")
_SINCE = re.compile(r"(?:从|自从?|打)?(.+?)(?:开始|起|以来|之后|以后|后|就|至今)?")
_UNTIL_NOW = {"现在", "今天", "如今", "目前", "这会儿", "今", "当下"}
_AGO = re.compile(rf"{words.LENGTH}(?:之前|以前|前)")
_JUST = re.compile(words.NOW)
_LENGTH = re.compile(words.LENGTH)
_PER = re.compile(r"(?:一|1)(?:个月|天|年|小时|个?小时|周|个星期)")
_MONEY = tuple("0123456789元块千百万钱毛")
_PAY = re.compile(
    r"(?:只|才|就)?[给交收要挣发拿付得]?(?:我|他|你)?们?(?:[0-9]{2}|[一二两三四五六七八九十]+[百千万块])"
)
_COUNTS = tuple("有这那说几提讲差")
_A_MONTH = timedelta(days=27)
_AN_HOUR = timedelta(hours=1)

SHAPES = (words.ONE_TIME,)


class Moment(NamedTuple):
    """A time as it was said. A duration says how long, and not when."""

    said: str
    kind: Kind


class Span(NamedTuple):
    """From when until when (exclusive), on the clock of the message."""

    start: datetime
    end: datetime


def moments_in(text: str) -> list[Moment]:
    """Every time that is named, in order. `text` is plain."""
    shape = words.TIME if words.RANGES.search(text) else words.ONE_TIME
    found = [match for match in shape.finditer(_without_friends(text)) if not _is_no_time(text, match)]
    return [_moment(match) for match in found]


def resolve(said: str, at: datetime) -> Span | None:
    """What a time means, said at `at` (aware; its zone is that of the answer); None if nobody can tell.

    Past days are meant, unless the words name a coming one. A duration is taken to last until `at`, and an
    hour without a part of the day is the latest one. Repeated times and feasts of the moon give None.
    """
    try:
        return _resolve(normalise(said).replace(" ", ""), at)
    except (OverflowError, ValueError):
        return None  # before the first year or after the last


def _without_friends(text: str) -> str:
    if words.FRIEND_SIGNS.isdisjoint(text):
        return text
    return words.FALSE_FRIENDS.sub(lambda found: "\0" * len(found.group()), text)


def _is_no_time(text: str, match: re.Match[str]) -> bool:
    """A bare 一点 is a little, 第三天 is counted from another day, and 有两点要说 tells no hour."""
    said, before_it = match.group(), text[max(0, match.start() - 1) : match.start()]
    if words.BARE_CLOCK.fullmatch(said) or before_it == "第" or _is_rate(text, match):
        return True
    return before_it in _COUNTS and _CLOCK.fullmatch(said) is not None


def _is_rate(text: str, match: re.Match[str]) -> bool:
    """1500一个月, 一个月给三千: per what, and not how long."""
    before = text[max(0, match.start() - 1) : match.start()]
    return _PER.fullmatch(match.group()) is not None and (
        before in _MONEY or _PAY.match(text, match.end()) is not None
    )


def _moment(match: re.Match[str]) -> Moment:
    kind = match.lastgroup or "point"
    said = re.sub(r"^(?:从|自从?|打)(?=.)", "", match.group()) if kind == "range" else match.group()
    kinds: dict[str, Kind] = {"range": "range", "repeated": "repeated", "duration": "duration"}
    return Moment(said.removesuffix("的"), kinds.get(kind, "point"))


def _resolve(said: str, at: datetime) -> Span | None:
    if _JUST.fullmatch(said):
        return Span(at - _AN_HOUR, at)
    ago = _AGO.fullmatch(said)
    if ago:
        return _ago(ago, at)
    length = _LENGTH.fullmatch(said)
    if length:
        lasting = length_of(length)
        return None if lasting is None else _ordered(before(at, lasting), at)
    return _point(said, at) or _range(said, at)


def _ago(found: re.Match[str], at: datetime) -> Span | None:
    """Three days ago is that day, three hours ago about that hour."""
    length = length_of(found)
    if length is None:
        return None
    moment = before(at, length)
    if length.hours:
        return Span(moment - _AN_HOUR / 2, moment + _AN_HOUR / 2)
    return _hours(moment.date(), (0, 24), at)


def _range(said: str, at: datetime) -> Span | None:
    both = _RANGE.fullmatch(said)
    if both:
        start = _start(both[1], at)
        if both[2] in _UNTIL_NOW:
            return None if start is None else _ordered(start.start, at)
        end = None if start is None else _end(both[1], both[2], start, at)
        return None if start is None or end is None else _ordered(start.start, end.end)
    since = _SINCE.fullmatch(said)
    start = _start(since[1], at) if since and since[1] != said else None
    return None if start is None else _ordered(start.start, at)


def _start(said: str, at: datetime) -> Span | None:
    ago = _AGO.fullmatch(said)
    return _ago(ago, at) if ago else _point(said, at)


def _end(first: str, last: str, start: Span, at: datetime) -> Span | None:
    """今天两点到四点 ends on the same day, 3号到5号 in the same month."""
    if _CLOCK.fullmatch(last):
        return _point(_CLOCK.sub("", first) + last, at)
    end = _point(last, at)
    return end if end is None or end.end > start.start else _point(last, start.start + _A_MONTH)


def _ordered(start: datetime, end: datetime) -> Span | None:
    return Span(start, end) if start < end else None


def _point(said: str, at: datetime) -> Span | None:
    """A day (or a longer time), then a part of it, then an hour."""
    rest, days = said, None
    for shape in _NAMED:
        found = shape.match(said)
        if found and (days := day_named(found, at.date())) is not None:
            rest = said[found.end() :]
            break
    part = _PART.match(rest)
    rest = rest[part.end() :] if part else rest
    clock = _CLOCK.fullmatch(rest)
    if rest and not clock:
        return None
    if days is None and part is None and clock is None:
        return None
    return _within(days, part.group() if part else None, clock.group() if clock else None, at)


def _within(days: tuple[date, date] | None, part: str | None, clock: str | None, at: datetime) -> Span | None:
    if days is not None and part is None and clock is None:
        return Span(_midnight(days[0], at), _midnight(days[1], at))
    hours = _clock(clock, part) if clock else words.PARTS[part or ""]
    if hours is None:
        return None
    if days is not None:
        return _hours(days[0], hours, at) if days[1] - days[0] == timedelta(days=1) else None
    today = _hours(at.date(), hours, at)
    return today if today.start <= at else _hours(at.date() - timedelta(days=1), hours, at)


def _clock(said: str, part: str | None) -> tuple[float, float] | None:
    """The hour, from a quarter before to a quarter after it at the most."""
    found = _CLOCK_PARTS.fullmatch(said)
    hour = count_of(found[1]) if found else None
    if found is None or hour is None or hour > 24:
        return None
    minutes = {"半": 30, "一刻": 15, "三刻": 45}.get(found[2] or "") or count_of(found[3] or "") or 0
    if part in words.AFTERNOON and hour == 12 and words.PARTS[part or ""][0] >= 18:
        hour = 24
    elif part in words.AFTERNOON and hour < 12 and not (words.PARTS[part or ""][1] > 24 and hour < 6):
        hour += 12
    if part is not None and words.PARTS[part][1] > 24 and hour < 6:
        hour += 24
    start = hour + minutes / 60
    return start, start + (1 if "多" in said else 0.25)


def _hours(day: date, hours: tuple[float, float], at: datetime) -> Span:
    midnight = _midnight(day, at)
    return Span(midnight + timedelta(hours=hours[0]), midnight + timedelta(hours=hours[1]))


def _midnight(day: date, at: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=at.tzinfo)
