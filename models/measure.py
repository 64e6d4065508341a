"""Measures 措施: what is done for one hard case (一户一策), each with an owner and an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint, func
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed
from models.ticket import IN_WORK, Ticket


class Measure(SQLModel, table=True):
    """One measure of a ticket, under its number within it."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("ticket", "number"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", sa_type=BigInt)
    number: int
    method: str | None = None
    """One of the county's methods (教育, 帮扶 …), if the words begin with one."""
    content: str = Field(sa_type=Sealed("measure.content"))
    owner_id: int = Field(foreign_key="person.id", index=True, sa_type=BigInt)
    at: datetime
    done_at: datetime | None = None
    outcome: str | None = Field(default=None, sa_type=Sealed("measure.outcome"))
    until: datetime | None = None
    """Since when it counts no more: it was taken back."""


def measures(session: Session, ticket: int) -> Sequence[Measure]:
    """The measures of a ticket in the order of their numbers."""
    asked = select(Measure).where(Measure.ticket == ticket, col(Measure.until).is_(None))
    return session.exec(asked.order_by(col(Measure.number))).all()


def next_measure(session: Session, ticket: int) -> int:
    """The number of a ticket's next measure; one that was taken back keeps its own."""
    asked = select(func.max(Measure.number)).where(Measure.ticket == ticket)
    return (session.exec(asked).one() or 0) + 1


def owed_by(session: Session, person: int) -> Sequence[Measure]:
    """The measures that a person still owes, of tickets in work."""
    asked = (
        select(Measure)
        .join(Ticket, col(Ticket.number) == col(Measure.ticket))
        .where(
            Measure.owner_id == person,
            col(Measure.done_at).is_(None),
            col(Measure.until).is_(None),
            col(Ticket.status).in_(IN_WORK),
        )
    )
    return session.exec(asked.order_by(col(Measure.ticket), col(Measure.number))).all()
