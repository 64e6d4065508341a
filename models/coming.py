"""Coming 待到期: what the bot says or does about a ticket by itself, at a moment that is still to come.

One row an occasion: the same ticket, matter and day are never planned twice, whoever plans them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt
from models.ticket import Ticket


class Due(StrEnum):
    """What is to come."""

    ANSWER = "answer"
    """The reporter's word on the result: asked for once more, then no longer waited for."""
    REVISIT = "revisit"
    """回访: whoever handled the matter looks whether it has stayed quiet."""
    MEETING = "meeting"
    """The morning of a mediation."""
    EXPECTED = "expected"
    """The end of an outage that was announced: if it passes, whoever handles it is asked once."""
    COURT = "court"
    """司法确认: the last day on which a court may be asked to confirm an agreement."""


class Outcome(StrEnum):
    """How a revisit ended."""

    QUIET = "quiet"
    RELAPSE = "relapse"
    MISSED = "missed"


class Coming(SQLModel, table=True):
    """One occasion; `stage` counts what was said, `next_at` is when it goes on, `until` when it ended."""

    __tablename__ = "coming"
    __table_args__ = (
        UniqueConstraint("ticket", "due", "day"),
        Index("ix_coming_until_next", "until", "next_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", sa_type=BigInt)
    due: str
    day: date
    """For which day it was planned: what is counted from it does not drift, however late it is done."""
    stage: int = 0
    next_at: datetime | None = None
    until: datetime | None = None
    outcome: str | None = None


def planned(session: Session, ticket: int, due: Due, day: date) -> Coming | None:
    """The row of an occasion, open or ended."""
    asked = select(Coming).where(Coming.ticket == ticket, Coming.due == due, Coming.day == day)
    return session.exec(asked).first()


def open_of(session: Session, ticket: int, *dues: Due) -> Sequence[Coming]:
    """What is still to come for a ticket, of these kinds or of all, earliest first."""
    asked = select(Coming).where(Coming.ticket == ticket, col(Coming.until).is_(None))
    if dues:
        asked = asked.where(col(Coming.due).in_(dues))
    return session.exec(asked.order_by(col(Coming.day), col(Coming.id))).all()


def quiet_since(session: Session, ticket: int, day: date) -> int:
    """How many revisits planned for after a day found it quiet."""
    asked = select(Coming.id).where(
        Coming.ticket == ticket, Coming.outcome == Outcome.QUIET, col(Coming.day) > day
    )
    return len(session.exec(asked).all())


def due_at(session: Session, now: datetime, most: int) -> Sequence[int]:
    """The ids of what goes on now, longest waiting first."""
    asked = select(Coming.id).where(col(Coming.until).is_(None), col(Coming.next_at) <= now)
    found = session.exec(asked.order_by(col(Coming.next_at), col(Coming.id)).limit(most))
    return [one or 0 for one in found]


def revisits_due(session: Session, person: int, today: date) -> Sequence[Ticket]:
    """The tickets that a person who handled them is to revisit, by today, longest waiting first."""
    asked = (
        select(Ticket)
        .join(Coming, col(Coming.ticket) == col(Ticket.number))
        .where(
            Ticket.handler_id == person,
            Coming.due == Due.REVISIT,
            col(Coming.until).is_(None),
            col(Coming.day) <= today,
        )
    )
    return session.exec(asked.order_by(col(Coming.day), col(Coming.id))).all()
