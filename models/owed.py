"""What is owed: tasks as far as reminding needs them, light enough for a county's whole year.

The same objects are stored by the runner and only counted on by the preview.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, cast, exists, func, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col

from models.appointment import Appointment, in_office
from models.outbox import OutboxMessage
from models.person import Identity
from models.portions import portions
from models.task import Task, TaskStatus


@dataclass(slots=True)
class Owed:
    """One row of `Task` without its note; a new one has no id yet."""

    plan: str
    subject: str
    period: str
    person_id: int | None
    node_id: int
    responsible_id: int
    starts_on: date
    due_on: date
    ends_on: date
    next_on: date | None
    next_step: str | None
    number: int | None = None
    done_parts: list[str] = field(default_factory=list)
    status: str = TaskStatus.OPEN
    tell_on: date | None = None
    tell_to_id: int | None = None
    id: int | None = None


_TASK = SQLModel.metadata.tables[str(Task.__tablename__)]
_COLUMNS = [_TASK.c[one.name] for one in fields(Owed)]
_OPEN = _TASK.c.status == TaskStatus.OPEN
_WAITING = _OPEN | _TASK.c.tell_on.is_not(None)
_WRITTEN = (
    "plan",
    "subject",
    "period",
    "person_id",
    "node_id",
    "responsible_id",
    "starts_on",
    "due_on",
    "ends_on",
    "next_on",
    "next_step",
)
_KEPT = ("responsible_id", "number", "next_on", "next_step", "status", "tell_on", "tell_to_id")


def add_new(session: Session, new: Sequence[Owed]) -> int:
    """Write tasks, without those whose plan, subject and period are there already; how many were written."""
    if not new:
        return 0
    rows = [{name: getattr(owed, name) for name in _WRITTEN} for owed in new]
    fixed = {"done_parts": [], "status": TaskStatus.OPEN, "tries": 0}
    if session.get_bind().dialect.name == "sqlite":
        many = sqlite.insert(_TASK).on_conflict_do_nothing().returning(_TASK.c.id)
        return len(session.execute(many, [row | fixed for row in rows]).all())
    # One array a column: PostgreSQL's driver takes long to read a statement with a parameter for each value.
    given = [_unnested(name, [row[name] for row in rows]) for name in _WRITTEN]
    same = [literal(value, _TASK.c[name].type) for name, value in fixed.items()]
    one = postgresql.insert(_TASK).from_select([*_WRITTEN, *fixed], select(*given, *same))
    return len(session.execute(one.on_conflict_do_nothing().returning(_TASK.c.id)).all())


def _unnested(name: str, values: list[Any]) -> ColumnElement[Any]:
    array = postgresql.ARRAY(_TASK.c[name].type)
    return func.unnest(cast(literal(values, array), array))


def save(session: Session, changed: Sequence[Owed], now: datetime | None = None) -> None:
    """Write what reminding changes of tasks that are still open, or were told as missed.

    With `now` they end at that moment. Rows are to be held by this transaction (see `due_of`), and a task
    that was ticked off is not touched in any case.
    """
    if not changed:
        return
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _KEPT} | (
        {"closed_at": now} if now else {}
    )
    alive = _OPEN | (_TASK.c.status == TaskStatus.MISSED)
    statement = update(_TASK).where(_TASK.c.id == bindparam("old_id"), alive).values(values)
    rows = [{"old_id": owed.id} | {f"new_{name}": getattr(owed, name) for name in _KEPT} for owed in changed]
    session.connection().execute(statement, rows)


def all_waiting(session: Session, plans: Collection[str]) -> list[Owed]:
    """Every task of `plans` about which something may still be said."""
    return _load(session, _WAITING, _of(plans))


def due_of(session: Session, person_id: int, day: date, plans: Collection[str]) -> list[Owed]:
    """What a person is to be told of what he owes, up to `day`; held until the transaction ends."""
    return _load(session, col(Task.responsible_id) == person_id, _due(day), _of(plans), hold=True)


def tellings_to(session: Session, person_id: int, day: date, plans: Collection[str]) -> list[Owed]:
    """What a superior is to be told, up to `day`; held until the transaction ends."""
    return _load(session, col(Task.tell_to_id) == person_id, col(Task.tell_on) <= day, _of(plans), hold=True)


def people_due(session: Session, day: date, plans: Collection[str]) -> list[int]:
    """Who has something to be told, as responsible person or as superior, by id."""
    owing = select(_TASK.c.responsible_id).where(_due(day), _of(plans))
    telling = select(_TASK.c.tell_to_id).where(col(Task.tell_on) <= day, _of(plans))
    return sorted(int(person) for person in session.execute(owing.union(telling)).scalars() if person)


def said(session: Session, keys: Sequence[str]) -> set[str]:
    """Those of the outbox keys that are there."""
    asked = (
        select(col(OutboxMessage.key)).where(col(OutboxMessage.key).in_(some)) for some in portions(keys)
    )
    return {key for one in asked for key in session.execute(one).scalars()}


def overdue(session: Session, day: date, plans: Collection[str]) -> list[int]:
    """The open tasks whose period ended before `day`, by id."""
    return _ids(session, _OPEN, col(Task.ends_on) < day, _of(plans))


def unheard(session: Session) -> int:
    """How many open tasks lie with people who have no account, so that nobody is told before the end."""
    account = exists().where(col(Identity.person_id) == col(Task.responsible_id))
    return int(session.execute(select(func.count()).select_from(Task).where(_OPEN, ~account)).scalar_one())


def orphaned(session: Session, now: datetime, plans: Mapping[str, str | None]) -> list[int]:
    """The waiting tasks whose responsible person, or superior to be told, holds no post any more, by id.

    `plans`: for each the role that must be held at the very place, or None if any post will do.
    """
    deaf = col(Task.tell_on).is_not(None) & ~_holds_post(Task.tell_to_id, now)
    idle = [
        (col(Task.plan) == plan) & ~_holds_post(Task.responsible_id, now, role)
        for plan, role in plans.items()
    ]
    return _ids(session, (_OPEN & or_(*idle)) | deaf, _of(plans))


def hold(session: Session, ids: Sequence[int]) -> list[Owed]:
    """Those of the tasks about which something may still be said, held until the transaction ends."""
    return _load(session, _TASK.c.id.in_(ids), _WAITING, hold=True)


def _ids(session: Session, *which: ColumnElement[bool]) -> list[int]:
    return sorted(session.execute(select(_TASK.c.id).where(*which)).scalars())


def _holds_post(person: Any, now: datetime, role: str | None = None) -> ColumnElement[bool]:
    held = exists().where(col(Appointment.person_id) == person, in_office(now))
    if role is None:
        return held
    return held.where(col(Appointment.role) == role, col(Appointment.node_id) == col(Task.node_id))


def _of(plans: Collection[str]) -> ColumnElement[bool]:
    return col(Task.plan).in_(sorted(plans))


def _due(day: date) -> ColumnElement[bool]:
    return _OPEN & (col(Task.next_on) <= day) & (col(Task.ends_on) >= day)


def _load(session: Session, *which: ColumnElement[bool], hold: bool = False) -> list[Owed]:
    asked = select(*_COLUMNS).where(*which).order_by(_TASK.c.id)
    return [Owed(*row) for row in session.execute(asked.with_for_update() if hold else asked)]
