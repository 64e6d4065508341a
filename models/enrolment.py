"""Enrolments 帮扶登记: people served by a plan, by an authorised entry with reason and consent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed


class Enrolment(SQLModel, table=True):
    """One person in one plan. It ends by the person's word, and stays, locked, as the record of consent."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("person_id", "plan"),
        Index("ix_enrolment_plan_covered", "plan", "covered_until"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    person_id: int = Field(foreign_key="person.id", sa_type=BigInt)
    plan: str
    reason: str = Field(sa_type=Sealed("enrolment.reason"))
    consent_on: date
    responsible_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    """Who acts; None: the nearest holder of the plan's role."""
    since: datetime
    covered_until: date = date.min
    """The end of the last period whose task was opened: who is before today has the next one coming."""
    ended_at: datetime | None = None
    ended_by_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    end_note: str | None = Field(default=None, sa_type=Sealed("enrolment.end_note"))


class Coverage(SQLModel, table=True):
    """Until when an enrolment has its task of a further plan that it counts for (`Plan.enrolment`)."""

    __tablename__ = "coverage"
    __table_args__ = (UniqueConstraint("enrolment_id", "plan"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    enrolment_id: int = Field(foreign_key="enrolment.id", sa_type=BigInt)
    plan: str
    until: date


def enrolment_of(session: Session, person_id: int, plan: str) -> Enrolment | None:
    """A person's enrolment in a plan, open or ended."""
    asked = select(Enrolment).where(Enrolment.person_id == person_id, Enrolment.plan == plan)
    return session.exec(asked).first()


def open_of(session: Session, person_id: int) -> Sequence[Enrolment]:
    """What a person is enrolled in now, in the order of entry."""
    asked = select(Enrolment).where(Enrolment.person_id == person_id, col(Enrolment.ended_at).is_(None))
    return session.exec(asked.order_by(col(Enrolment.id))).all()


def end(session: Session, enrolment: Enrolment, by: int | None, note: str, now: datetime) -> bool:
    """End an enrolment for good and lock its note; False if it had ended before."""
    ended = session.execute(
        update(Enrolment)
        .where(col(Enrolment.id) == enrolment.id, col(Enrolment.ended_at).is_(None))
        .values(ended_at=now, ended_by_id=by, end_note=note)
        .returning(col(Enrolment.id))
    ).first()
    return ended is not None
