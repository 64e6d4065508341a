"""Lead cadres 包案领导 and support teams 五包一: who answers for a hard case, and who helps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt
from models.measure import Measure
from models.person import Person
from models.ticket import IN_WORK, Ticket


class Lead(SQLModel, table=True):
    """One named leader and one responsible unit for a ticket, from when until when."""

    __tablename__ = "lead"
    __table_args__ = (UniqueConstraint("ticket", "seq"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", sa_type=BigInt)
    seq: int
    """The step of the timeline that named him."""
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=BigInt)
    unit: str
    heard: str
    """The ticket's status as the lead last heard of it."""
    since: datetime
    until: datetime | None = None
    """Since when another leads, or it was taken back."""


class Supporter(SQLModel, table=True):
    """One member of a ticket's support team."""

    __tablename__ = "supporter"
    __table_args__ = (UniqueConstraint("ticket", "seq", "person_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", sa_type=BigInt)
    seq: int
    person_id: int = Field(foreign_key="person.id", sa_type=BigInt)
    since: datetime
    until: datetime | None = None


def lead_of(session: Session, ticket: int) -> Lead | None:
    """Who leads a ticket now."""
    asked = select(Lead).where(Lead.ticket == ticket, col(Lead.until).is_(None))
    return session.exec(asked.order_by(col(Lead.id).desc())).first()


def every_lead(session: Session, ticket: int) -> Sequence[Lead]:
    """Who ever led a ticket, oldest first."""
    return session.exec(select(Lead).where(Lead.ticket == ticket).order_by(col(Lead.id))).all()


def supporters(session: Session, ticket: int) -> Sequence[Supporter]:
    """A ticket's support team now, in the order in which they were named."""
    asked = select(Supporter).where(Supporter.ticket == ticket, col(Supporter.until).is_(None))
    return session.exec(asked.order_by(col(Supporter.id))).all()


def people_of(session: Session, team: Sequence[Supporter]) -> list[Person]:
    """The people of a team, in its order."""
    return [session.get_one(Person, one.person_id) for one in team]


def works_on(session: Session, ticket: int, person: int) -> bool:
    """Whether a person leads a ticket, is of its team, or owns one of its measures."""
    lead = lead_of(session, ticket)
    team = {one.person_id for one in supporters(session, ticket)}
    owned = select(Measure.id).where(
        Measure.ticket == ticket, Measure.owner_id == person, col(Measure.until).is_(None)
    )
    return (
        (lead is not None and lead.person_id == person)
        or person in team
        or (session.exec(owned).first() is not None)
    )


def led_by(session: Session, person: int) -> Sequence[Ticket]:
    """The tickets in work that a person leads, newest first."""
    asked = (
        select(Ticket)
        .join(Lead, col(Lead.ticket) == col(Ticket.number))
        .where(Lead.person_id == person, col(Lead.until).is_(None), col(Ticket.status).in_(IN_WORK))
    )
    return session.exec(asked.order_by(col(Ticket.number).desc())).all()
