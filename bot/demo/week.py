"""The village week of data/week.toml: its scenes' lines in the order of time, from Monday morning on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.demo.names import table
from bot.demo.screenplay import WEEKDAYS, Line, PlayError, read

ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Cue:
    """One line's turn: `at` counts from Monday 00:00; lines of one `scene` are about one ticket."""

    at: timedelta
    scene: str
    line: Line

    @property
    def when(self) -> str:
        """Its day and clock: 周二 19:30."""
        minutes = self.at // timedelta(minutes=1)
        return f"周{WEEKDAYS[self.at.days]} {minutes // 60 % 24:02}:{minutes % 60:02}"


def the_week() -> list[Cue]:
    """Every line of the week, by its time."""
    return sorted((cue for told in table("week")["scene"] for cue in _cues(told)), key=lambda cue: cue.at)


def monday_of(cues: Sequence[Cue], now: datetime) -> datetime:
    """The Monday, 00:00, of the first week whose first line still lies ahead."""
    monday = datetime.combine(now.date() - timedelta(days=now.weekday()), time(), tzinfo=now.tzinfo)
    return monday if monday + cues[0].at > now else monday + ONE_WEEK


def _cues(told: dict[str, str]) -> Iterator[Cue]:
    at: timedelta | None = None
    for line in read(told["lines"]):
        at = line.at if line.at is not None else at + line.after if at is not None else None
        if at is None:
            raise PlayError(f"{told['name']}: the first line needs a day and a clock")
        yield Cue(at, told["name"], line)
