"""The ladder 四级七天 as data: who answers for a matter next, and when somebody is told. Pure, but for one
question: who holds the posts of a rung.

A rung's time begins when a matter comes to it and ends the same clock time so many working days later. A
share of it is counted in office hours, so that what is said falls into them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.appointment import holders, reachable
from models.calendar import Calendar
from models.grid import GridNode
from models.person import Person
from models.role import Role

UNIT = "unit:"
DUE = 1.0
AFTER_MEETING = 1
"""Working days after a mediation in which its result is noted."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: who answers, at which level of the tree, for how many working days.

    `who`: a role, or `unit:司法所`. `at`: a level's name; where places of one county differ, several with a
    stroke between them: 村/社区.
    """

    name: str
    who: str
    at: str
    days: int

    @property
    def levels(self) -> tuple[str, ...]:
        """The names of the level."""
        return tuple(filter(None, re.split(r"[/、|\s]+", self.at)))

    @property
    def unit(self) -> str | None:
        """The unit that answers, if it is no role."""
        return self.who.removeprefix(UNIT) if self.who.startswith(UNIT) else None

    @property
    def role(self) -> Role:
        """The role that answers."""
        return Role.DEPARTMENT if self.unit else Role(self.who)


@dataclass(frozen=True, slots=True)
class Stage:
    """A moment of a rung's time: the share that is over, and when those concerned hear of it."""

    share: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """The time of a matter on one rung: since when, for how many working days."""

    since: datetime
    days: int
    meets_at: datetime | None = None
    """For when a mediation is booked."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """All rungs, and at which shares of a rung's time its handler is reminded; one after the due time counts
    on the last rung only, for from the others a matter has moved up by then.
    """

    rungs: Sequence[Rung] = ()
    remind_at: tuple[float, ...] = (0.75,)
    hold_days: int = 5
    """A mediation booked for at most so many working days after a due time holds it (约好的调解)."""

    def due_at(self, calendar: Calendar, stay: Stay) -> datetime:
        """When the time of a rung is over; a booked mediation has its day, and one more for its result."""
        due = due_at(calendar, stay)
        if stay.meets_at is None or stay.meets_at > calendar.after_workdays(due, self.hold_days):
            return due
        return max(due, calendar.after_workdays(stay.meets_at, AFTER_MEETING)) if self.hold_days else due

    def stages(self, calendar: Calendar, stay: Stay, *, is_last: bool) -> tuple[Stage, ...]:
        """Every moment of a rung at which something is said, in order; the share 1 is the due time."""
        due = self.due_at(calendar, stay)
        before = [one for one in self.remind_at if one < DUE] if stay.days else []
        after = [one for one in self.remind_at if one > DUE] if is_last and stay.days else []
        told = calendar.when_working(due)
        return (
            *(Stage(one, min(told, _share_at(calendar, stay, one))) for one in before),
            Stage(DUE, told),
            *(Stage(one, max(told, _share_at(calendar, stay, one))) for one in after),
        )


def due_at(calendar: Calendar, stay: Stay) -> datetime:
    """When the time of a rung is over."""
    return calendar.after_workdays(stay.since, stay.days)


def first_rung(ladder: Ladder, chain: Sequence[GridNode], level: GridNode) -> int:
    """On which rung a matter begins: the first whose place lies at or above the level of its handler.

    `chain`: the nodes of the matter's place, itself first. With no such rung it is the last.
    """
    for number, rung in enumerate(ladder.rungs):
        node = node_of(rung, chain)
        if node is not None and level.path.startswith(node.path):
            return number
    return max(len(ladder.rungs) - 1, 0)


def node_of(rung: Rung, chain: Sequence[GridNode]) -> GridNode | None:
    """The nearest node of a chain that has the rung's level; None if this place has none."""
    return next((node for node in chain if node.level in rung.levels), None)


def answerable(
    session: Session, rung: Rung, chain: Sequence[GridNode], now: datetime
) -> tuple[GridNode, list[Person]] | None:
    """The node of a rung and who answers there, those who can be reached first; None if nobody does."""
    node = node_of(rung, chain)
    if node is None:
        return None
    posts = holders(session, node.path, (rung.role,), now)
    people = [one for _, at, one in posts if at == node.id and (rung.unit or "") in (one.unit or "")]
    found = reachable(session, people) or people
    return (node, found) if found else None


def rungs_above(
    session: Session, ladder: Ladder, chain: Sequence[GridNode], after: int, now: datetime
) -> Iterator[tuple[int, GridNode, list[Person]]]:
    """The rungs above one that have somebody in office, nearest first."""
    for number in range(after + 1, len(ladder.rungs)):
        found = answerable(session, ladder.rungs[number], chain, now)
        if found is not None:
            yield number, *found


def _share_at(calendar: Calendar, stay: Stay, share: float) -> datetime:
    return calendar.when_working(calendar.after_office_days(stay.since, share * stay.days))
