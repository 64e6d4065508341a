"""The duty roster 接访值班: who is on duty at a place on a day, and whether he was reminded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import UniqueConstraint, or_, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt
from models.grid import GridNode, under


class Duty(SQLModel, table=True):
    """One place has one person on duty a day."""

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("day", "node_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    day: date
    node_id: int = Field(foreign_key="grid_node.id", sa_type=BigInt)
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=BigInt)
    told_at: datetime | None = None
    """When whoever is on duty was reminded."""


def untold(session: Session, first: date, last: date) -> Sequence[Duty]:
    """The duties of some days of which nobody was reminded yet, both days included."""
    asked = select(Duty).where(col(Duty.day).between(first, last), col(Duty.told_at).is_(None))
    return session.exec(asked.order_by(col(Duty.day), col(Duty.id))).all()


def claim(session: Session, duty: Duty, now: datetime) -> bool:
    """Note that a duty is told now; False if another runner was first, or somebody else has it by now."""
    told = session.execute(
        update(Duty)
        .where(
            col(Duty.id) == duty.id,
            col(Duty.told_at).is_(None),
            col(Duty.person_id) == duty.person_id,
        )
        .values(told_at=now)
        .returning(col(Duty.id))
    ).first()
    return told is not None


def of_day(session: Session, day: date, person_id: int, paths: Sequence[str]) -> Sequence[Duty]:
    """A person's duties of a day, at or below one of some places."""
    asked = (
        select(Duty)
        .join(GridNode, col(GridNode.id) == col(Duty.node_id))
        .where(Duty.day == day, Duty.person_id == person_id, or_(*(under(path) for path in paths)))
    )
    return session.exec(asked.order_by(col(Duty.id)).with_for_update(of=Duty)).all()


def ahead_of(session: Session, person_id: int, today: date) -> Sequence[Duty]:
    """A person's duties from today on."""
    asked = select(Duty).where(Duty.person_id == person_id, col(Duty.day) >= today)
    return session.exec(asked.order_by(col(Duty.day))).all()
