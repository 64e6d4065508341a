"""Supervision of a unit 督办单位: the four steps over a department itself, without a matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed


class UnitSupervision(SQLModel, table=True):
    """One step over one unit of one place."""

    __tablename__ = "unit_supervision"
    __table_args__ = (UniqueConstraint("node_id", "unit", "seq"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    node_id: int = Field(foreign_key="grid_node.id", sa_type=BigInt)
    unit: str
    seq: int
    """The how manieth step over this unit it is: of two at once the database refuses one."""
    step: str
    ordered_by: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    demand: str | None = Field(default=None, sa_type=Sealed("unit_supervision.demand"))
    at: datetime
    due_at: datetime = Field(index=True)
    told_at: datetime | None = None
    """When the centre was told that the deadline has passed."""
    until: datetime | None = None
    """Since when it is over: it was lifted, the next step was taken, or it was taken back."""


def every(session: Session, node: int, unit: str) -> Sequence[UnitSupervision]:
    """Every step that was ever taken over a unit, oldest first."""
    asked = select(UnitSupervision).where(UnitSupervision.node_id == node, UnitSupervision.unit == unit)
    return session.exec(asked.order_by(col(UnitSupervision.seq))).all()


def current(session: Session, node: int, unit: str) -> UnitSupervision | None:
    """The step under which a unit stands now."""
    return next((one for one in reversed(every(session, node, unit)) if one.until is None), None)


def over(session: Session, units: Sequence[tuple[int, str]]) -> Sequence[UnitSupervision]:
    """The steps that stand over some units, each by its place and name."""
    found = (current(session, node, unit) for node, unit in units)
    return [one for one in found if one is not None]


def passed(session: Session, now: datetime, most: int) -> Sequence[int]:
    """The steps, by id, whose deadline has passed without anybody told; longest waiting first."""
    asked = select(UnitSupervision.id).where(
        col(UnitSupervision.due_at) <= now,
        col(UnitSupervision.told_at).is_(None),
        col(UnitSupervision.until).is_(None),
    )
    found = session.exec(asked.order_by(col(UnitSupervision.due_at), col(UnitSupervision.id)).limit(most))
    return [one or 0 for one in found]


def held(session: Session, row: int) -> UnitSupervision | None:
    """One step, held until the transaction ends."""
    return session.get(UnitSupervision, row, with_for_update=True, populate_existing=True)
