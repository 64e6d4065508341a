"""Retention 到期清除: what is kept for so long only, and how it goes; counts, places and times stay.

Tickets age by months from their end; what merely helped to carry messages goes by days. What has gone is not
found again, so every question here may be asked at any time, and a round may end anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, or_
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.coming import Coming
from models.mediation import Mediation
from models.supervision import Supervision
from models.ticket import Status, Ticket

ENDED = (Status.CLOSED, Status.REJECTED, Status.WITHDRAWN)
"""What was merged ages with the ticket that lives."""
COURT_DAYS = timedelta(days=30)
"""司法确认 is counted down so long from the agreement."""


class RetentionRun(SQLModel, table=True):
    """The last time that nothing was left to forget."""

    __tablename__ = "retention_run"

    name: str = Field(primary_key=True)
    day: date
    """The county's day."""
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class Cut:
    """What ended before `closed` has aged, what was carried before `carried` is dropped."""

    closed: datetime
    carried: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows of one table that go by age: which are due, and how some of them go; how many went."""

    table: str
    due: Callable[[Cut], SelectOfScalar[Any]]
    forget: Callable[[Session, Cut, int], int]


def aged(cut: Cut) -> SelectOfScalar[int]:
    """The tickets, by number, that ended before the cut and of which nothing is under way."""
    since = cut.today - COURT_DAYS
    number = col(Ticket.number)
    under_way = (
        exists().where(col(Coming.ticket) == number, col(Coming.until).is_(None)),
        exists().where(col(Supervision.ticket) == number, col(Supervision.until).is_(None)),
        exists().where(
            col(Mediation.ticket) == number,
            col(Mediation.agreed_on) >= since,
            col(Mediation.confirmed_on).is_(None),
        ),
    )
    new = or_(col(Ticket.aged_seq).is_(None), col(Ticket.aged_seq) < col(Ticket.last_seq))
    ended = (col(Ticket.status).in_(ENDED), col(Ticket.closed_at) < cut.closed)
    return select(Ticket.number).where(*ended, new, *(~one for one in under_way))


def some(session: Session, asked: SelectOfScalar[Any], most: int) -> list[int]:
    """The first ids that a question gives."""
    return list(session.exec(asked.limit(most)))


def count(session: Session, asked: SelectOfScalar[Any]) -> int:
    """How many rows a question gives."""
    return session.exec(select(func.count()).select_from(asked.subquery())).one()


def is_done(session: Session, today: date) -> bool:
    """Whether everything was forgotten today."""
    run = last_run(session)
    return run is not None and run.day >= today


def last_run(session: Session) -> RetentionRun | None:
    """When nothing was left to forget last."""
    return session.get(RetentionRun, "retention")


def note_run(session: Session, today: date, now: datetime) -> None:
    """Write that nothing is left to forget."""
    session.merge(RetentionRun(name="retention", day=today, finished_at=now))
