"""Calls 群众按“1”: a resident calls the chief of the grid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Json

ANSWER_COUNTS = timedelta(hours=2)
"""How long after a call somebody's word counts as the answer."""


class ChiefCall(SQLModel, table=True):
    """One call of the chief. `answered_at` measures the time to the answer, by place; nobody is ranked by it.

    Who answered is not kept.
    """

    __tablename__ = "chief_call"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    identity_id: int | None = Field(default=None, foreign_key="identity.id", index=True, sa_type=BigInt)
    """Who called; None once that has aged: place and times are what is counted."""
    node_id: int = Field(foreign_key="grid_node.id", sa_type=BigInt)
    chief_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    at: datetime = Field(index=True)
    answered_at: datetime | None = None
    called: list[int] = Field(default_factory=list, sa_type=Json, sa_column_kwargs={"server_default": "[]"})
    """The ids of those who were called, in that order, while an answer counts."""
    next_at: datetime | None = Field(default=None, index=True)
    """When the next is called; None if nobody is."""


def last_call(session: Session, identity: int) -> datetime | None:
    """When an identity last called its chief."""
    asked = select(ChiefCall.at).where(ChiefCall.identity_id == identity)
    return session.exec(asked.order_by(col(ChiefCall.at).desc())).first()


def waiting(session: Session, now: datetime) -> Sequence[ChiefCall]:
    """The calls of which somebody's answer still counts; there are few."""
    asked = select(ChiefCall).where(
        col(ChiefCall.at) > now - ANSWER_COUNTS, col(ChiefCall.answered_at).is_(None)
    )
    return session.exec(asked.order_by(col(ChiefCall.at))).all()


def answer(session: Session, call_id: int, now: datetime) -> bool:
    """Note when a call was answered, once."""
    noted = session.execute(
        update(ChiefCall)
        .where(col(ChiefCall.id) == call_id, col(ChiefCall.answered_at).is_(None))
        .values(answered_at=now, next_at=None)
        .returning(col(ChiefCall.id))
    ).first()
    return noted is not None


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """The ids of the calls that go to the next person now, longest waiting first."""
    asked = select(ChiefCall.id).where(col(ChiefCall.next_at) <= now)
    found = session.exec(asked.order_by(col(ChiefCall.next_at), col(ChiefCall.id)).limit(most))
    return [one or 0 for one in found]


def held(session: Session, call_id: int) -> ChiefCall | None:
    """A call, held until the transaction ends."""
    return session.get(ChiefCall, call_id, with_for_update=True, populate_existing=True)
