"""Whom the plans serve: enrolled people, and places that have a role in office; and who has no task yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import starmap
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, exists, func, literal, select
from sqlmodel import Session, SQLModel, col

from models.appointment import Appointment, in_office
from models.enrolment import Enrolment
from models.person import Person
from models.task import Task

_TABLES = SQLModel.metadata.tables
_ENROLMENT = _TABLES[str(Enrolment.__tablename__)].c
_PERSON = _TABLES[str(Person.__tablename__)].c
_POST = _TABLES[str(Appointment.__tablename__)].c


@dataclass(frozen=True, slots=True)
class Served:
    """Whom a plan serves and since when: an enrolled person, or (no person) a place that has the role."""

    node_id: int
    since: datetime
    person_id: int | None = None
    responsible_id: int | None = None
    enrolment_id: int = 0

    @property
    def subject(self) -> str:
        """The subject of its tasks."""
        return f"node:{self.node_id}" if self.person_id is None else f"person:{self.person_id}"


def enrolled(session: Session, plan: str) -> Iterator[Served]:
    """Every person whom a plan serves, in the order of their enrolments."""
    return starmap(Served, session.execute(_enrolled(plan)))


def opened_subjects(session: Session, plan: str, period: str) -> set[str]:
    """The subjects that have their task of `period`, however it stands."""
    asked = select(col(Task.subject)).where(col(Task.plan) == plan, col(Task.period) == period)
    return set(session.execute(asked).scalars())


def unopened(session: Session, plan: str, period: str, after: int, most: int) -> list[Served]:
    """Up to `most` of the people whom a plan serves without a task of `period`, after the enrolment `after`.

    Held until the transaction ends, so that no task is opened for an enrolment that is just being ended.
    """
    asked = _enrolled(plan).where(
        _ENROLMENT.id > after, ~_task(plan, period, "person:", _ENROLMENT.person_id)
    )
    held = asked.limit(most).with_for_update(read=True, of=Enrolment)
    return list(starmap(Served, session.execute(held)))


def unopened_places(session: Session, plan: str, period: str, role: str, now: datetime) -> list[Served]:
    """The places that have a role in office at `now` and no task of `period`, since their earliest holder."""
    asked = (
        select(_POST.node_id, func.min(_POST.since))
        .where(_POST.role == role, in_office(now), ~_task(plan, period, "node:", _POST.node_id))
        .group_by(_POST.node_id)
        .order_by(_POST.node_id)
    )
    return list(starmap(Served, session.execute(asked)))


def _enrolled(plan: str) -> Select[Any]:
    return (
        select(_PERSON.node_id, _ENROLMENT.since, _PERSON.id, _ENROLMENT.responsible_id, _ENROLMENT.id)
        .join(Person, _PERSON.id == _ENROLMENT.person_id)
        .where(
            _ENROLMENT.plan == plan,
            _ENROLMENT.ended_at.is_(None),
            _PERSON.erased_at.is_(None),
            _PERSON.node_id.is_not(None),
        )
        .order_by(_ENROLMENT.id)
    )


def _task(plan: str, period: str, kind: str, subject_id: ColumnElement[int]) -> ColumnElement[bool]:
    subject = literal(kind) + cast(subject_id, String)
    return exists().where(col(Task.plan) == plan, col(Task.subject) == subject, col(Task.period) == period)
