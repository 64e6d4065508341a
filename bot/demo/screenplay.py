"""Screenplays: who says what after which time, in a form that reads like a play.

A line is `+delay who（where）：words`: the delay counts from the line before (分 minutes, 时 hours, 天 days;
none for at once). Instead of a delay a line may begin with a day of the week and a clock, `周二 08:30`. `{n}`
becomes the number of the scene's ticket, `{1}`, `{2}`, … the numbers of the speaker's open tasks.

Where: nothing for the residents' group; （私） to the bot in private; （工作群） in the workers' group, to
the bot by @; （工作群闲聊） there, to colleagues; （点） presses the button that is called so, or says it in
private where there is none; （收回） takes back one's own words that begin so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

WEEKDAYS = "一二三四五六日"
LINE = re.compile(
    r"(?:\+(?P<count>\d+)(?P<unit>[分时天])\s+|周(?P<day>[一二三四五六日])\s+(?P<clock>\d\d:\d\d)\s+)?"
    r"(?P<who>[^\s（：]+)(?:（(?P<way>[^）]+)）)?：(?P<words>.+)"
)
UNITS = {"分": timedelta(minutes=1), "时": timedelta(hours=1), "天": timedelta(days=1)}


class PlayError(ValueError):
    """A line that does not read like one of a play; the message holds it."""


class Way(StrEnum):
    """Where a line is said, or what is done instead of saying it."""

    GROUP = ""
    PRIVATE = "私"
    WORKERS = "工作群"
    AMONG_WORKERS = "工作群闲聊"
    PRESS = "点"
    RECALL = "收回"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `after` the one before it, or at a moment of the week, counted from its beginning."""

    who: str
    words: str
    after: timedelta
    way: Way = Way.GROUP
    at: timedelta | None = None

    @property
    def private(self) -> bool:
        """Whether it is said to the bot alone."""
        return self.way is Way.PRIVATE


def read(play: str, words: Mapping[str, str] | None = None) -> list[Line]:
    """The lines of a play; `words` are put in for their names in braces, `{n}` and numbers stay."""
    filled = play
    for name, word in (words or {}).items():
        filled = filled.replace(f"{{{name}}}", word)
    return [_line(text) for text in filled.splitlines() if text.strip()]


def _line(text: str) -> Line:
    found = LINE.fullmatch(text.strip())
    if found is None or (found["way"] or "") not in set(Way):
        raise PlayError(text)
    after = int(found["count"]) * UNITS[found["unit"]] if found["count"] else timedelta(0)
    at = _moment(found["day"], found["clock"]) if found["day"] else None
    return Line(found["who"], found["words"].strip(), after, Way(found["way"] or ""), at)


def _moment(day: str, clock: str) -> timedelta:
    told = time.fromisoformat(clock)
    return timedelta(days=WEEKDAYS.index(day), hours=told.hour, minutes=told.minute)
