"""Erasure 删除: what is wiped of a person's enrolments and tasks, and beside a ticket; counts stay."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, select

from models import undo
from models.enrolment import Enrolment
from models.measure import Measure
from models.mediation import Mediation
from models.supervision import Supervision
from models.task import Task, TaskStatus


def matter(session: Session, ticket: int) -> None:
    """Wipe the words that stand beside a ticket, in what was ordered and done about it."""
    orders = session.exec(select(Supervision).where(Supervision.ticket == ticket)).all()
    undo.settle_about(session, Supervision, [one.id or 0 for one in orders])
    for one in orders:
        one.demand = None
        session.add(one)
    done = session.exec(select(Measure).where(Measure.ticket == ticket)).all()
    undo.settle_about(session, Measure, [one.id or 0 for one in done])
    for measure in done:
        measure.content, measure.outcome = "", None
        session.add(measure)
    met = session.exec(select(Mediation).where(Mediation.ticket == ticket)).all()
    undo.settle_about(session, Mediation, [one.id or 0 for one in met])
    for meeting in met:
        meeting.room = meeting.parties = meeting.present = meeting.agreement = None
        session.add(meeting)


def end_plans(session: Session, person_id: int, now: datetime) -> None:
    """End every enrolment and open task of a person, and wipe the words that stand in them."""
    entries = session.exec(select(Enrolment).where(Enrolment.person_id == person_id)).all()
    tasks = session.exec(select(Task).where(Task.person_id == person_id)).all()
    undo.settle_about(session, Enrolment, [one.id or 0 for one in entries])
    undo.settle_about(session, Task, [task.id or 0 for task in tasks])
    for one in entries:
        one.reason, one.end_note = "", None
        one.ended_at = one.ended_at or now
        session.add(one)
    for task in tasks:
        task.note = None
        if task.status == TaskStatus.OPEN:
            task.status, task.closed_at, task.next_on = TaskStatus.ENDED, now, None
        session.add(task)
