"""Leases 值守: which scheduler leads, and when the clock's work was last done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col

from models.columns import BigInt


class Lease(SQLModel, table=True):
    """A right held by one process for a time; `fence` grows each time it changes hands."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    holder: str = ""
    fence: int = Field(default=0, sa_type=BigInt)
    until: datetime


class SchedulerRun(SQLModel, table=True):
    """The last completed round of the scheduler, in real time and in the county's clock."""

    __tablename__ = "scheduler_run"

    name: str = Field(primary_key=True)
    finished_at: datetime
    county_time: datetime


def take(session: Session, name: str, holder: str, now: datetime, until: datetime) -> bool:
    """Take or keep a lease: by its holder at any time, by another once it ran out."""
    free = or_(col(Lease.holder) == holder, col(Lease.until) <= now)
    taken = session.execute(
        update(Lease)
        .where(col(Lease.name) == name, free)
        .values(holder=holder, until=until, fence=Lease.fence + 1)
        .returning(col(Lease.name))
    ).first()
    if taken is None and session.get(Lease, name) is None:
        return _first(session, name, holder, until)
    return taken is not None


def release(session: Session, name: str, holder: str, now: datetime) -> None:
    """Give a lease back, so that the next need not wait for its end."""
    session.execute(
        update(Lease).where(col(Lease.name) == name, col(Lease.holder) == holder).values(until=now)
    )


def note_run(session: Session, finished_at: datetime, county_time: datetime) -> None:
    """Write that a round of the scheduler was completed."""
    session.merge(SchedulerRun(name="scheduler", finished_at=finished_at, county_time=county_time))


def last_run(session: Session) -> SchedulerRun | None:
    """The last completed round of the scheduler."""
    return session.get(SchedulerRun, "scheduler")


def _first(session: Session, name: str, holder: str, until: datetime) -> bool:
    try:
        with session.begin_nested():
            session.add(Lease(name=name, holder=holder, fence=1, until=until))
    except IntegrityError:
        return False
    return True
