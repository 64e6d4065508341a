"""Arrivals 报到: which units were whistled for (吹哨), until when, and when each came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt
from models.ticket import IN_WORK, Ticket


class Arrival(SQLModel, table=True):
    """One unit of one whistle."""

    __tablename__ = "arrival"
    __table_args__ = (UniqueConstraint("ticket", "seq", "unit"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", sa_type=BigInt)
    seq: int
    """The step of the timeline that whistled for it."""
    unit: str = Field(index=True)
    called_by: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    at: datetime
    due_at: datetime = Field(index=True)
    arrived_at: datetime | None = None
    arrived_by: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    told_at: datetime | None = None
    """When it was told upward that the unit did not come in time."""
    until: datetime | None = None
    """Since when it is over: 撤哨, the matter is done, or the whistle was taken back."""

    @property
    def minutes(self) -> int | None:
        """How many whole minutes the unit took; None if it has not come."""
        return None if self.arrived_at is None else int((self.arrived_at - self.at).total_seconds() // 60)


def board(session: Session, ticket: int) -> Sequence[Arrival]:
    """The units that are whistled for to a ticket now, come or not, in the order of the whistles."""
    asked = select(Arrival).where(Arrival.ticket == ticket, col(Arrival.until).is_(None))
    return session.exec(asked.order_by(col(Arrival.id))).all()


def every(session: Session, ticket: int) -> Sequence[Arrival]:
    """All that was ever whistled for to a ticket, oldest first."""
    asked = select(Arrival).where(Arrival.ticket == ticket)
    return session.exec(asked.order_by(col(Arrival.id))).all()


def awaited(session: Session, unit: str) -> Sequence[Ticket]:
    """The tickets in work to which a unit is whistled for and has not come, newest first."""
    asked = (
        select(Ticket)
        .join(Arrival, col(Arrival.ticket) == col(Ticket.number))
        .where(
            Arrival.unit == unit,
            col(Arrival.arrived_at).is_(None),
            col(Arrival.until).is_(None),
            col(Ticket.status).in_(IN_WORK),
        )
    )
    return session.exec(asked.order_by(col(Ticket.number).desc())).all()


def late(session: Session, now: datetime, most: int) -> Sequence[int]:
    """The tickets, by number, with a unit whose time has passed without it and without anybody told."""
    asked = (
        select(Arrival.ticket)
        .join(Ticket, col(Ticket.number) == col(Arrival.ticket))
        .where(
            col(Arrival.due_at) <= now,
            col(Arrival.arrived_at).is_(None),
            col(Arrival.told_at).is_(None),
            col(Arrival.until).is_(None),
            col(Ticket.status).in_(IN_WORK),
        )
        .distinct()
        .order_by(col(Arrival.ticket))
        .limit(most)
    )
    return session.exec(asked).all()
