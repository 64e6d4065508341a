"""Tasks 任务: one plan, one subject, one period; told in digests, ticked off by reply."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, func, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Json, Sealed


class TaskStatus(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    ENDED = "ended"
    """不需要: the person wants no more of it."""
    MISSED = "missed"
    """The period passed with something left open; told one level up."""


class Turn(StrEnum):
    """Why a task is told to whoever owes it; the first three are the plan's own steps (`StepKind`)."""

    OPEN = "open"
    HALF = "half"
    LAST = "last"
    AGAIN = "again"
    """Nobody answered last time (没打通)."""
    MOVED = "moved"
    """It was put off to this day (改期)."""


class Task(SQLModel, table=True):
    """What is owed to one subject in one period. `subject` is "person:<id>" or "node:<id>".

    `next_on` is the day of the next turn (a date of the county's zone) and `next_step` its `Turn`; None when
    nothing more will be said to the responsible person. `tell_on` is the day from which one superior
    (`tell_to_id`) is to hear of it: that it was missed or, while it is open, that nobody answers.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("plan", "subject", "period"),
        Index("ix_task_status_next", "status", "next_on"),
        Index("ix_task_status_ends", "status", "ends_on"),
        Index("ix_task_responsible_status", "responsible_id", "status"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    plan: str
    subject: str
    period: str
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True, sa_type=BigInt)
    node_id: int = Field(foreign_key="grid_node.id", index=True, sa_type=BigInt)
    responsible_id: int = Field(foreign_key="person.id", sa_type=BigInt)
    number: int | None = None
    """Its number in the responsible person's list, from the first digest until it ends."""
    starts_on: date
    due_on: date
    ends_on: date
    """The last day of the period; after it what is open counts as missed."""
    done_parts: list[str] = Field(default_factory=list, sa_type=Json)
    status: str = TaskStatus.OPEN
    next_on: date | None = None
    next_step: str | None = None
    tell_on: date | None = Field(default=None, index=True)
    tell_to_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInt)
    tries: int = 0
    """How often 没打通 was said."""
    note: str | None = Field(default=None, sa_type=Sealed("task.note"))
    closed_at: datetime | None = None


def open_list(session: Session, responsible_id: int) -> Sequence[Task]:
    """A person's numbered open tasks, by number."""
    asked = select(Task).where(
        Task.responsible_id == responsible_id,
        Task.status == TaskStatus.OPEN,
        col(Task.number).is_not(None),
    )
    return session.exec(asked.order_by(col(Task.number))).all()


def numbered(session: Session, responsible_id: int, numbers: Collection[int]) -> dict[int, Task]:
    """The open tasks behind numbers of a person's list; a number without one is left out."""
    wanted = set(numbers)
    return {
        task.number: task
        for task in open_list(session, responsible_id)
        if task.number is not None and task.number in wanted
    }


def highest_number(session: Session, responsible_id: int) -> int:
    """The highest number of a person's open list; 0 if the list is empty."""
    asked = select(func.max(Task.number)).where(
        Task.responsible_id == responsible_id, Task.status == TaskStatus.OPEN
    )
    return session.exec(asked).one() or 0


def free_number(session: Session, task: Task) -> None:
    """Give a task that is open again another number if its own was given away meanwhile."""
    same = select(Task.id).where(
        Task.responsible_id == task.responsible_id,
        Task.status == TaskStatus.OPEN,
        Task.number == task.number,
        Task.id != task.id,
    )
    if task.status == TaskStatus.OPEN and session.exec(same).first() is not None:
        task.number = highest_number(session, task.responsible_id) + 1
        session.add(task)


def change_open(session: Session, task: Task, **values: object) -> bool:
    """Write `values` if the task is still open; False if it ended meanwhile, and nothing was written."""
    changed = session.execute(
        update(Task)
        .where(col(Task.id) == task.id, col(Task.status) == TaskStatus.OPEN)
        .values(**values)
        .returning(col(Task.id))
    ).first()
    return changed is not None


def open_of(session: Session, person_id: int, plans: Collection[str]) -> Sequence[Task]:
    """Every open task of one person and some plans, whoever owes it."""
    asked = select(Task).where(
        Task.person_id == person_id, col(Task.plan).in_(plans), Task.status == TaskStatus.OPEN
    )
    return session.exec(asked.order_by(col(Task.id))).all()


def latest_event(session: Session, plan: str, person_id: int, what: str, since: date) -> Task | None:
    """The latest task of a plan that began with an event of one kind for a person, not before a day."""
    asked = select(Task).where(
        Task.plan == plan,
        Task.person_id == person_id,
        col(Task.period).between(f"{what}@{since}", f"{what}@9999"),
    )
    return session.exec(asked.order_by(col(Task.period).desc())).first()


def end_plans_for(session: Session, person_id: int, plans: Collection[str], now: datetime) -> None:
    """End every open task of one person and some plans, whoever owes it: no more of it is wanted."""
    session.execute(
        update(Task)
        .where(
            col(Task.person_id) == person_id,
            col(Task.plan).in_(plans),
            col(Task.status) == TaskStatus.OPEN,
        )
        .values(status=TaskStatus.ENDED, closed_at=now)
    )
