"""What a watcher asks of the whole: figures and gaps, never words or names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, or_
from sqlmodel import Session, col, select

from models.appointment import Appointment, in_office
from models.group import OWNER, ChatGroup, GroupKeeper
from models.person import Identity, Person
from models.receipt import Quarantine
from models.task import Task, TaskStatus
from models.ticket import OPEN, Ticket


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits for somebody."""

    quarantined: int
    tickets_overdue: int
    tasks_overdue: int


def backlog(session: Session, now: datetime, today: date) -> Backlog:
    """The counts at `now`; `today` is the county's date."""
    overdue_tickets = select(func.count()).where(col(Ticket.status).in_(OPEN), col(Ticket.due_at) < now)
    overdue_tasks = select(func.count()).where(Task.status == TaskStatus.OPEN, Task.due_on < today)
    return Backlog(
        quarantined=session.exec(select(func.count()).select_from(Quarantine)).one(),
        tickets_overdue=session.exec(overdue_tickets).one(),
        tasks_overdue=session.exec(overdue_tasks).one(),
    )


def staff_without_account(session: Session, now: datetime) -> Sequence[str]:
    """The import codes of people in office whom no channel reaches."""
    holds_post = exists().where(col(Appointment.person_id) == col(Person.id), in_office(now))
    reached = exists().where(col(Identity.person_id) == col(Person.id))
    return session.exec(select(Person.code).where(holds_post, ~reached).order_by(Person.code)).all()


def groups_without_owner(session: Session, now: datetime) -> Sequence[str]:
    """The ids, with their channels, of bound groups that nobody owns."""
    owned = exists().where(
        col(GroupKeeper.group_id) == col(ChatGroup.id),
        col(GroupKeeper.kind) == OWNER,
        col(GroupKeeper.since) <= now,
        or_(col(GroupKeeper.until).is_(None), col(GroupKeeper.until) > now),
    )
    asked = select(ChatGroup).where(~owned, col(ChatGroup.unbound_at).is_(None)).order_by(col(ChatGroup.id))
    return [f"{group.channel}/{group.group_id}" for group in session.exec(asked)]
