"""Whom the plans serve: enrolled people, and places that have a role in office; and who has no task yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import starmap

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col

from models.appointment import Appointment, in_office
from models.enrolment import Coverage, Enrolment
from models.grid import GridNode
from models.person import Person
from models.plan import Plan, Whom
from models.task import Task

_TABLES = SQLModel.metadata.tables
_ENROLMENT = _TABLES[str(Enrolment.__tablename__)].c
_PERSON = _TABLES[str(Person.__tablename__)].c
_POST = _TABLES[str(Appointment.__tablename__)].c
_NODE = _TABLES[str(GridNode.__tablename__)].c
_COVERAGE = _TABLES[str(Coverage.__tablename__)]
_EVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Since when a place is served that needs nobody in office for it."""


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


def enrolled(session: Session, plan: Plan) -> Iterator[Served]:
    """Every person whom a plan serves, in the order of their enrolments."""
    return starmap(Served, session.execute(_served(plan).order_by(_ENROLMENT.id)))


def uncovered(session: Session, plan: Plan, day: date) -> list[int]:
    """The enrolments of a plan that have no task for `day`, by id; some of them may not be due for one."""
    asked = select(_ENROLMENT.id).where(_of(plan), _until(plan) < day)
    return sorted(session.execute(asked).scalars())


def hold_uncovered(session: Session, plan: Plan, ids: Sequence[int], day: date) -> list[Served]:
    """Those of the enrolments that still have no task for `day`, held until the transaction ends.

    So no two runners open a task, and none is opened for an enrolment that is just being ended.
    """
    asked = _served(plan).where(_ENROLMENT.id.in_(ids), _until(plan) < day)
    held = asked.order_by(_ENROLMENT.id).with_for_update(of=Enrolment)
    return list(starmap(Served, session.execute(held)))


def cover(session: Session, plan: Plan, ids: Sequence[int], until: date) -> None:
    """Note that enrolments have their task of the period that ends on `until`."""
    if plan.enrolled_as == plan.code:
        session.execute(update(Enrolment).where(col(Enrolment.id).in_(ids)).values(covered_until=until))
    elif ids:
        rows = [{"enrolment_id": one, "plan": plan.code, "until": until} for one in ids]
        is_sqlite = session.get_bind().dialect.name == "sqlite"
        new = (sqlite.insert if is_sqlite else postgresql.insert)(_COVERAGE)
        key, newer = ["enrolment_id", "plan"], {"until": new.excluded.until}
        session.connection().execute(new.on_conflict_do_update(index_elements=key, set_=newer), rows)


def opened_places(session: Session, plan: str, period: str) -> set[int]:
    """The places that have their task of `period`, however it stands."""
    asked = select(col(Task.node_id)).where(
        col(Task.plan) == plan, col(Task.period) == period, col(Task.person_id).is_(None)
    )
    return set(session.execute(asked).scalars())


def unopened_places(session: Session, plan: Plan, period: str, now: datetime) -> list[Served]:
    """The places that a plan serves and that have no task of `period`.

    By role: those that have it in office at `now`, since their earliest holder. By level: all of it.
    """
    if plan.whom is Whom.PLACE:
        level = select(_NODE.id).where(_NODE.level == plan.level, ~_task(_NODE.id, plan, period))
        return [Served(node, _EVER) for node in session.execute(level.order_by(_NODE.id)).scalars()]
    asked = (
        select(_POST.node_id, func.min(_POST.since))
        .where(_POST.role == plan.role, in_office(now), ~_task(_POST.node_id, plan, period))
        .group_by(_POST.node_id)
        .order_by(_POST.node_id)
    )
    return list(starmap(Served, session.execute(asked)))


def places_of_level(session: Session, level: str) -> list[Served]:
    """All places of a level."""
    nodes = session.execute(select(_NODE.id).where(_NODE.level == level).order_by(_NODE.id))
    return [Served(node, _EVER) for node in nodes.scalars()]


def _task(node: ColumnElement[int], plan: Plan, period: str) -> ColumnElement[bool]:
    subject = literal("node:") + cast(node, String)
    return exists().where(
        col(Task.plan) == plan.code, col(Task.subject) == subject, col(Task.period) == period
    )


def _served(plan: Plan) -> Select[tuple[int, datetime, int, int | None, int, date]]:
    columns = (_PERSON.node_id, _ENROLMENT.since, _PERSON.id, _ENROLMENT.responsible_id, _ENROLMENT.id)
    return (
        select(*columns, _until(plan))
        .join(Person, _PERSON.id == _ENROLMENT.person_id)
        .where(_PERSON.erased_at.is_(None), _PERSON.node_id.is_not(None), _of(plan))
    )


def _until(plan: Plan) -> ColumnElement[date]:
    """Until when an enrolment has its tasks of a plan: its own column, or a row for each further plan."""
    if plan.enrolled_as == plan.code:
        return _ENROLMENT.covered_until
    until = select(_COVERAGE.c.until).where(
        _COVERAGE.c.enrolment_id == _ENROLMENT.id, _COVERAGE.c.plan == plan.code
    )
    return func.coalesce(until.scalar_subquery(), literal(date.min, _COVERAGE.c.until.type))


def _of(plan: Plan) -> ColumnElement[bool]:
    return and_(_ENROLMENT.plan == plan.enrolled_as, _ENROLMENT.ended_at.is_(None))
