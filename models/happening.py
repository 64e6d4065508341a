"""What happens to a family, and calls for help at once: events that begin a task of a plan."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from models.calendar import Calendar


class Happening(StrEnum):
    """One kind of event, as plan files name it under `events`."""

    RETURN = "return"
    WEDDING = "wedding"
    FUNERAL = "funeral"
    ACCIDENT = "accident"
    ILLNESS = "illness"

    @property
    def label(self) -> str:
        """The users' word for it."""
        return WORDS[self][0]


WORDS: dict[Happening, tuple[str, ...]] = {
    Happening.RETURN: ("返乡",),
    Happening.WEDDING: ("红事", "喜事", "婚事", "办喜事", "结婚"),
    Happening.FUNERAL: ("白事", "丧事", "去世", "过世"),
    Happening.ACCIDENT: ("事故", "意外", "出事", "车祸"),
    Happening.ILLNESS: ("重病", "大病", "住院"),
}
"""What staff call it; the first is how it is told."""
_BY_WORD = {word: one for one, words in WORDS.items() for word in words}


def find_happening(word: str) -> Happening | None:
    """The event of a word."""
    return _BY_WORD.get(word)


def days_of(on: date, within: int, last_days: int, calendar: Calendar) -> tuple[date, date | None]:
    """When an event's task is due, `within` working days after it, and when it is reminded of."""
    due = calendar.add_workdays(on, within)
    last = calendar.add_workdays(due, -last_days)
    return due, last if last > on else None
