"""Matters 事项: tickets as reports count them, without a word of anybody.

One matter is one: what is not confirmed yet, was refused, taken back or merged into another is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from models.event import TicketEvent, standing
from models.grid import GridNode, under
from models.moves import Action
from models.portions import portions
from models.reports.span import ONE_DAY
from models.ticket import Flag, Status, Ticket

COUNTED = (Status.CONFIRMED, Status.HANDLING, Status.RESOLVED, Status.REVISITED, Status.CLOSED)
ANSWERS = (
    Action.SATISFIED,
    Action.MOSTLY_SATISFIED,
    Action.PARTLY_SOLVED,
    Action.UNSATISFIED,
)
"""What reporters said on results."""
AGAIN = (Action.UNSATISFIED, Action.PARTLY_SOLVED, Action.RELAPSE)
"""What brings a matter back that had a result."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One ticket, as far as it is counted; times as stored, aware."""

    number: int
    kind: str
    category: str
    status: str
    urgency: str
    flags: Sequence[str]
    source: str
    node_id: int
    path: str
    created_at: datetime
    resolved_at: datetime | None
    due_at: datetime | None

    def is_new(self, begins: datetime, ends: datetime) -> bool:
        """Whether it was registered between two moments, the second not counted."""
        return begins <= self.created_at < ends

    def is_open(self, at: datetime) -> bool:
        """Whether it was registered before a moment and had no result then."""
        return self.created_at < at and (self.resolved_at is None or self.resolved_at >= at)

    def is_late(self, at: datetime) -> bool:
        """Whether its due time, where it stands now, was before a moment."""
        return self.due_at is not None and self.due_at < at

    def has(self, flag: Flag) -> bool:
        """Whether a flag stands on it."""
        return flag in self.flags

    def is_solved(self, begins: datetime, ends: datetime) -> bool:
        """Whether its result came between two moments; one that was opened again has none."""
        return self.resolved_at is not None and begins <= self.resolved_at < ends


def matters(session: Session, path: str, since: datetime, until: datetime) -> list[Matter]:
    """What lies under a node and began before `until`, but for what ended before `since`."""
    columns = [
        col(GridNode.path) if one.name == "path" else getattr(Ticket, one.name) for one in fields(Matter)
    ]
    asked = select(*columns).join(GridNode, col(GridNode.id) == col(Ticket.node_id)).where(under(path))
    asked = asked.where(
        col(Ticket.status).in_(COUNTED),
        col(Ticket.created_at) < until,
        or_(
            col(Ticket.resolved_at).is_(None),
            col(Ticket.resolved_at) >= since,
            col(Ticket.created_at) >= since,
        ),
    )
    return [Matter(*row) for row in session.exec(asked.order_by(col(Ticket.number)))]


def first_day(session: Session, path: str) -> datetime | None:
    """When the first matter under a node was registered: before that nothing is known of it."""
    asked = select(func.min(Ticket.created_at)).join(GridNode, col(GridNode.id) == col(Ticket.node_id))
    return session.exec(asked.where(under(path), col(Ticket.status).in_(COUNTED))).one()


def said_between(
    session: Session, numbers: Collection[int], begins: datetime, ends: datetime
) -> Mapping[str, Sequence[int]]:
    """Of which tickets each of `ANSWERS` and `AGAIN` was said between two moments, and not taken back."""
    steps: dict[int, list[TicketEvent]] = defaultdict(list)
    for some in portions(sorted(_spoken_of(session, begins, ends) & set(numbers))):
        asked = select(TicketEvent).where(col(TicketEvent.ticket).in_(some))
        asked = asked.where(col(TicketEvent.action).in_((*ANSWERS, *AGAIN, Action.UNDO)))
        for one in session.exec(asked.order_by(col(TicketEvent.ticket), col(TicketEvent.seq))):
            steps[one.ticket].append(one)
    found: dict[str, list[int]] = defaultdict(list)
    for ticket, events in steps.items():
        for one in standing(events):
            if begins <= datetime.fromisoformat(one.at) < ends:
                found[one.action].append(ticket)
    return found


def _spoken_of(session: Session, begins: datetime, ends: datetime) -> set[int]:
    """The tickets with such steps in these days, or a day before or after: as their days are written."""
    first, last = (begins - ONE_DAY).isoformat(), (ends + ONE_DAY).isoformat()
    asked = select(TicketEvent.ticket).where(col(TicketEvent.action).in_((*ANSWERS, *AGAIN)))
    return set(session.exec(asked.where(col(TicketEvent.at).between(first, last)).distinct()))
