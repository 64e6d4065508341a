"""The agenda 日程: what is stored to come due next, each a question to an index.

Only what has a moment of its own stands here; days on which plans speak follow from the calendar.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models.arrival import Arrival
from models.broadcast import BroadcastGroup
from models.coming import Coming
from models.grid import GridNode, under
from models.question import Question
from models.supervision import Supervision
from models.ticket import IN_WORK, Ticket

EVERYWHERE = "/"


def next_question(session: Session, after: datetime, path: str = EVERYWHERE) -> Question | None:
    """The open question that goes on first after a moment; with a `path`, of tickets at or below it."""
    asked = select(Question).where(col(Question.closed_at).is_(None), col(Question.next_at) > after)
    if path != EVERYWHERE:
        asked = (
            asked.join(Ticket, col(Ticket.number) == col(Question.ticket))
            .join(GridNode, col(GridNode.id) == col(Ticket.node_id))
            .where(under(path))
        )
    return session.exec(asked.order_by(col(Question.next_at), col(Question.id)).limit(1)).first()


def next_broadcast(session: Session, after: datetime) -> datetime | None:
    """When a notice that waits goes to its groups, first after a moment."""
    asked = select(BroadcastGroup.next_at).where(col(BroadcastGroup.next_at) > after)
    return session.exec(asked.order_by(col(BroadcastGroup.next_at)).limit(1)).first()


def next_rung(session: Session, after: datetime, path: str = EVERYWHERE) -> Ticket | None:
    """The ticket of which the ladder says something first after a moment, at its `step_at`."""
    asked = select(Ticket).where(col(Ticket.step_at) > after)
    if path != EVERYWHERE:
        asked = asked.join(GridNode, col(GridNode.id) == col(Ticket.node_id)).where(under(path))
    return session.exec(asked.order_by(col(Ticket.step_at), col(Ticket.number)).limit(1)).first()


def next_coming(session: Session, after: datetime, path: str = EVERYWHERE) -> Coming | None:
    """What goes on first for a ticket after a moment: asking once more, a revisit, a mediation's morning."""
    asked = select(Coming).where(col(Coming.until).is_(None), col(Coming.next_at) > after)
    if path != EVERYWHERE:
        asked = (
            asked.join(Ticket, col(Ticket.number) == col(Coming.ticket))
            .join(GridNode, col(GridNode.id) == col(Ticket.node_id))
            .where(under(path))
        )
    return session.exec(asked.order_by(col(Coming.next_at), col(Coming.id)).limit(1)).first()


def next_arrival(session: Session, after: datetime, path: str = EVERYWHERE) -> tuple[datetime, int] | None:
    """When the first unit that is whistled for after a moment has to be there, and to which ticket."""
    waits = (col(Arrival.arrived_at).is_(None), col(Arrival.until).is_(None))
    asked = select(Arrival.due_at, Arrival.ticket).where(*waits, col(Arrival.due_at) > after)
    return session.exec(_of_open(asked, col(Arrival.ticket), path).order_by(col(Arrival.due_at))).first()


def next_step(session: Session, after: datetime, path: str = EVERYWHERE) -> tuple[datetime, int] | None:
    """When the first step of supervision after a moment runs out, and over which ticket."""
    stands = (col(Supervision.told_at).is_(None), col(Supervision.until).is_(None))
    asked = select(Supervision.due_at, Supervision.ticket).where(*stands, col(Supervision.due_at) > after)
    of_open = _of_open(asked, col(Supervision.ticket), path)
    return session.exec(of_open.order_by(col(Supervision.due_at))).first()


def _of_open(asked: Select[datetime, int], number: Mapped[int], path: str) -> Select[datetime, int]:
    """The question narrowed to tickets in work, at or below a place."""
    asked = asked.join(Ticket, col(Ticket.number) == number).where(col(Ticket.status).in_(IN_WORK)).limit(1)
    if path != EVERYWHERE:
        asked = asked.join(GridNode, col(GridNode.id) == col(Ticket.node_id)).where(under(path))
    return asked
