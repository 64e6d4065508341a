"""Mediation 调解: when and where the parties meet, what was tried, what came of it, what they agreed."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum, StrEnum

from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed


class Attempt(IntEnum):
    """The four attempts 情理法诉, in their order."""

    FEELING = 1
    REASON = 2
    LAW = 3
    COURT = 4

    @property
    def label(self) -> str:
        """The users' word for it."""
        return "情理法诉"[self - 1]


class Outcome(StrEnum):
    """What came of it."""

    SETTLED = "settled"
    PARTLY = "partly"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The users' word for it."""
        return OUTCOME_LABELS[self]


OUTCOME_LABELS = {Outcome.SETTLED: "成功", Outcome.PARTLY: "部分", Outcome.FAILED: "不成"}


class Mediation(SQLModel, table=True):
    """One mediation of a dispute. With an outcome other than 部分 it is over; `until`: called off."""

    __tablename__ = "mediation"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", index=True, sa_type=BigInt)
    at: datetime | None = None
    room: str | None = Field(default=None, sa_type=Sealed("mediation.room"))
    """A room of the county, or wherever else they meet: perhaps at somebody's home."""
    parties: str | None = Field(default=None, sa_type=Sealed("mediation.parties"))
    present: str | None = Field(default=None, sa_type=Sealed("mediation.present"))
    mediator_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    attempt: int = 0
    """The furthest `Attempt`; 0: none yet."""
    outcome: str | None = None
    agreement: str | None = Field(default=None, sa_type=Sealed("mediation.agreement"))
    agreed_on: date | None = None
    confirmed_on: date | None = None
    """司法确认: when a court confirmed the agreement."""
    until: datetime | None = None


def latest(session: Session, ticket: int) -> Mediation | None:
    """The newest mediation of a ticket that was not called off."""
    asked = select(Mediation).where(Mediation.ticket == ticket, col(Mediation.until).is_(None))
    return session.exec(asked.order_by(col(Mediation.id).desc())).first()


def under_way(session: Session, ticket: int) -> Mediation | None:
    """The mediation of a ticket that has not ended."""
    found = latest(session, ticket)
    return found if found is not None and found.outcome in (None, Outcome.PARTLY) else None
