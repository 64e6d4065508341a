"""The ladder explained: every due time of a matter that is left alone, and who is told; nothing is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models import grid
from models.appointment import in_office_at
from models.calendar import Calendar
from models.database import Session
from models.grid import GridNode
from models.ladder import AFTER_MEETING, DUE, Ladder, Rung, Stay, due_at, node_of
from models.role import HANDLERS, SUPERIORS, Role


@dataclass(frozen=True, slots=True)
class Place:
    """One real place: the nodes from it to the root, and which posts somebody holds on them."""

    chain: Sequence[GridNode]
    posts: dict[int, list[tuple[Role, str | None]]]
    """By node id: roles in office, a department with its unit."""

    def answers(self, rung: Rung, *, first: bool) -> list[str]:
        """The posts that answer on a rung, as "chief 网格长 at C3"; none if nobody is in office there."""
        node = node_of(rung, self.chain)
        if node is None:
            return []
        roles = HANDLERS if first and rung.role in HANDLERS else (rung.role,)
        return [
            f"{role} {unit or role.label} at {node.code}"
            for wanted in roles
            for role, unit in self.posts.get(node.id or 0, [])
            if role is wanted and (rung.unit or "") in (unit or "")
        ]


def place_of(session: Session, path: str, now: datetime) -> Place:
    """What the ladder of a place depends on."""
    roles = tuple(dict.fromkeys((*HANDLERS, *SUPERIORS, *Role)))
    return Place(grid.chain(session, path), in_office_at(session, path, roles, now))


def explain(ladder: Ladder, calendar: Calendar, start: datetime, place: Place | None) -> dict[str, Any]:
    """Every rung with its reminders, its due time and what happens then.

    `start`: when the matter was confirmed. Without a place every rung counts as held; with one a rung that it
    has not, or on which nobody is in office, is skipped.
    """
    skipped: list[dict[str, str]] = []
    held: list[tuple[Rung, list[str]]] = []
    for rung in ladder.rungs:
        posts = [f"{rung.who} at {rung.at}"] if place is None else place.answers(rung, first=not held)
        if posts:
            held.append((rung, posts))
        else:
            skipped.append({"name": rung.name, "why": _why(rung, place)})
    rungs = list(_rungs(ladder, calendar, start, held))
    held_by = {"mediation_within_days": ladder.hold_days, "days_after_it": AFTER_MEETING}
    return {"start": _iso(calendar, start), "rungs": rungs, "skipped": skipped, "held": held_by}


def _rungs(
    ladder: Ladder, calendar: Calendar, start: datetime, held: list[tuple[Rung, list[str]]]
) -> Iterator[dict[str, Any]]:
    since = start
    for number, (rung, posts) in enumerate(held):
        above = held[number + 1] if number + 1 < len(held) else None
        stay = Stay(since, rung.days)
        stages = ladder.stages(calendar, stay, is_last=above is None)
        due = due_at(calendar, stay)
        yield {
            "name": rung.name,
            "answers": posts,
            "working_days": rung.days,
            "since": _iso(calendar, since),
            "due_at": _iso(calendar, due),
            "tells": [
                {
                    "at": _iso(calendar, stage.at),
                    "share": stage.share,
                    "does": _deed(stage.share, above),
                    "told": [*posts, *(above[1] if above and stage.share == DUE else [])],
                }
                for stage in stages
            ],
        }
        since = due


def _deed(share: float, above: tuple[Rung, list[str]] | None) -> str:
    if share != DUE:
        return "reminds"
    return f"moves up to {above[0].name}" if above else "comes under supervision 督办"


def _why(rung: Rung, place: Place | None) -> str:
    if place is None or node_of(rung, place.chain) is None:
        return f"this place has no level {rung.at}"
    return f"nobody in office as {rung.who}"


def _iso(calendar: Calendar, moment: datetime) -> str:
    return calendar.local(moment).isoformat(timespec="minutes")
