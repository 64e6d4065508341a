"""Screenplays: who says what after which time, in a form that reads like a play.

A line is `+delay who（私）：words`: the delay counts from the line before (分 minutes, 时 hours, 天 days;
none for at once), （私） is said to the bot in private. `{n}` becomes the number of the scene's ticket.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

LINE = re.compile(
    r"(?:\+(?P<count>\d+)(?P<unit>[分时天])\s+)?(?P<who>[^\s（：]+)(?P<private>（私）)?：(?P<words>.+)"
)
UNITS = {"分": timedelta(minutes=1), "时": timedelta(hours=1), "天": timedelta(days=1)}


class PlayError(ValueError):
    """A line that does not read like one of a play; the message holds it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `after` the one before it."""

    who: str
    words: str
    after: timedelta
    private: bool


def read(play: str, words: Mapping[str, str] | None = None) -> list[Line]:
    """The lines of a play; `words` are put in for their names in braces, `{n}` stays."""
    filled = play
    for name, word in (words or {}).items():
        filled = filled.replace(f"{{{name}}}", word)
    return [_line(text) for text in filled.splitlines() if text.strip()]


def _line(text: str) -> Line:
    found = LINE.fullmatch(text.strip())
    if found is None:
        raise PlayError(text)
    after = int(found["count"]) * UNITS[found["unit"]] if found["count"] else timedelta(0)
    return Line(found["who"], found["words"].strip(), after, private=bool(found["private"]))
