"""Supervision 督办: four steps over a matter that is not done in time, each with a unit and a deadline.

It stands over a matter and the unit that owes it, never over a resident.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed
from models.moves import Action
from models.ticket import IN_WORK, Ticket

STEPS = (Action.SUPERVISE, Action.CIRCULATE, Action.SUMMON, Action.LIST)
"""督办, 通报, 约谈, 挂牌督办, in this order."""


class Cause(StrEnum):
    """Why a ticket came under supervision."""

    ORDER = "order"
    """Somebody of the centre said so."""
    TRANSFERS = "transfers"
    """It was handed on three times."""
    LADDER = "ladder"
    """Its time ran out at the top of the ladder."""


class Supervision(SQLModel, table=True):
    """One step of the supervision of a ticket."""

    __tablename__ = "supervision"
    __table_args__ = (UniqueConstraint("ticket", "seq"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", sa_type=BigInt)
    seq: int
    """The step of the timeline that ordered it."""
    step: str
    cause: str
    unit: str
    """Who owes it: a department, else the place at whose level it is handled."""
    ordered_by: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    """None: it came by itself."""
    demand: str | None = Field(default=None, sa_type=Sealed("supervision.demand"))
    at: datetime
    due_at: datetime = Field(index=True)
    told_at: datetime | None = None
    """When the centre was told that the deadline has passed."""
    until: datetime | None = None
    """Since when it is over: the matter is done, the next step was taken, or it was taken back."""


def current(session: Session, ticket: int) -> Supervision | None:
    """The step under which a ticket stands now."""
    asked = select(Supervision).where(Supervision.ticket == ticket, col(Supervision.until).is_(None))
    return session.exec(asked.order_by(col(Supervision.id).desc())).first()


def of_ticket(session: Session, ticket: int) -> Sequence[Supervision]:
    """Every step that was ever taken over a ticket, oldest first."""
    asked = select(Supervision).where(Supervision.ticket == ticket)
    return session.exec(asked.order_by(col(Supervision.id))).all()


def passed(session: Session, now: datetime, most: int) -> Sequence[int]:
    """The steps, by id, whose deadline has passed without the matter done and without anybody told."""
    asked = (
        select(Supervision.id)
        .join(Ticket, col(Ticket.number) == col(Supervision.ticket))
        .where(
            col(Supervision.due_at) <= now,
            col(Supervision.told_at).is_(None),
            col(Supervision.until).is_(None),
            col(Ticket.status).in_(IN_WORK),
        )
        .order_by(col(Supervision.due_at), col(Supervision.id))
        .limit(most)
    )
    return [one or 0 for one in session.exec(asked)]
