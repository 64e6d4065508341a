"""Whom the plans serve: enrolled people, and places that have a role in office; and who has no task yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import starmap

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, literal, select, update
from sqlmodel import Session, SQLModel, col

from models.appointment import Appointment, in_office
from models.enrolment import Enrolment
from models.person import Person
from models.task import Task

_TABLES = SQLModel.metadata.tables
_ENROLMENT = _TABLES[str(Enrolment.__tablename__)].c
_PERSON = _TABLES[str(Person.__tablename__)].c
_POST = _TABLES[str(Appointment.__tablename__)].c
_SERVED = (
    select(
        _PERSON.node_id,
        _ENROLMENT.since,
        _PERSON.id,
        _ENROLMENT.responsible_id,
        _ENROLMENT.id,
        _ENROLMENT.covered_until,
    )
    .join(Person, _PERSON.id == _ENROLMENT.person_id)
    .where(_PERSON.erased_at.is_(None), _PERSON.node_id.is_not(None))
)


@dataclass(frozen=True, slots=True)
class Served:
    """Whom a plan serves and since when: an enrolled person, or (no person) a place that has the role."""

    node_id: int
    since: datetime
    person_id: int | None = None
    responsible_id: int | None = None
    enrolment_id: int = 0
    covered_until: date = date.min

    @property
    def subject(self) -> str:
        """The subject of its tasks."""
        return f"node:{self.node_id}" if self.person_id is None else f"person:{self.person_id}"


def enrolled(session: Session, plan: str) -> Iterator[Served]:
    """Every person whom a plan serves, in the order of their enrolments."""
    return starmap(Served, session.execute(_SERVED.where(_of(plan)).order_by(_ENROLMENT.id)))


def uncovered(session: Session, plan: str, day: date) -> list[int]:
    """The enrolments of a plan that have no task for `day`, by id; some of them may not be due for one."""
    asked = select(_ENROLMENT.id).where(_of(plan), _ENROLMENT.covered_until < day)
    return sorted(session.execute(asked).scalars())


def hold_uncovered(session: Session, ids: Sequence[int], day: date) -> list[Served]:
    """Those of the enrolments that still have no task for `day`, held until the transaction ends.

    So no two runners open a task, and none is opened for an enrolment that is just being ended.
    """
    asked = _SERVED.where(
        _ENROLMENT.id.in_(ids), _ENROLMENT.ended_at.is_(None), _ENROLMENT.covered_until < day
    )
    held = asked.order_by(_ENROLMENT.id).with_for_update(of=Enrolment)
    return list(starmap(Served, session.execute(held)))


def cover(session: Session, ids: Sequence[int], until: date) -> None:
    """Note that enrolments have their task of the period that ends on `until`."""
    session.execute(update(Enrolment).where(col(Enrolment.id).in_(ids)).values(covered_until=until))


def opened_places(session: Session, plan: str, period: str) -> set[int]:
    """The places that have their task of `period`, however it stands."""
    asked = select(col(Task.node_id)).where(
        col(Task.plan) == plan, col(Task.period) == period, col(Task.person_id).is_(None)
    )
    return set(session.execute(asked).scalars())


def unopened_places(session: Session, plan: str, period: str, role: str, now: datetime) -> list[Served]:
    """The places that have a role in office at `now` and no task of `period`, since their earliest holder."""
    subject = literal("node:") + cast(_POST.node_id, String)
    task = exists().where(col(Task.plan) == plan, col(Task.subject) == subject, col(Task.period) == period)
    asked = (
        select(_POST.node_id, func.min(_POST.since))
        .where(_POST.role == role, in_office(now), ~task)
        .group_by(_POST.node_id)
        .order_by(_POST.node_id)
    )
    return list(starmap(Served, session.execute(asked)))


def _of(plan: str) -> ColumnElement[bool]:
    return and_(_ENROLMENT.plan == plan, _ENROLMENT.ended_at.is_(None))
