"""In hand 手上的事: everything that one of the staff answers for at a moment, so that a successor can."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from models.appointment import Appointment, in_office
from models.coming import Coming
from models.enrolment import Enrolment
from models.group import GroupKeeper
from models.lead import Lead, Supporter
from models.measure import Measure
from models.mediation import Mediation, Outcome
from models.question import Asked, Question
from models.task import Task, TaskStatus
from models.ticket import IN_WORK, OPEN, Ticket


def tickets(session: Session, person: int) -> Sequence[Ticket]:
    """The tickets he handles that are open or still to be revisited, oldest first."""
    waits = select(Coming.ticket).where(Coming.ticket == Ticket.number, col(Coming.until).is_(None))
    alive = or_(col(Ticket.status).in_(OPEN), waits.exists())
    asked = select(Ticket).where(Ticket.handler_id == person, alive)
    return session.exec(asked.order_by(col(Ticket.number))).all()


def tasks(session: Session, person: int) -> Sequence[Task]:
    """The open tasks that he owes; they are held until the transaction ends."""
    asked = select(Task).where(Task.responsible_id == person, Task.status == TaskStatus.OPEN)
    return session.exec(asked.order_by(col(Task.id)).with_for_update()).all()


def enrolments(session: Session, person: int) -> Sequence[Enrolment]:
    """The people in plans for whom he is named, and whose plan has not ended."""
    asked = select(Enrolment).where(Enrolment.responsible_id == person, col(Enrolment.ended_at).is_(None))
    return session.exec(asked.order_by(col(Enrolment.id)).with_for_update()).all()


def posts(session: Session, person: int, now: datetime) -> Sequence[Appointment]:
    """The posts that he holds, or will hold."""
    ends = or_(col(Appointment.until).is_(None), col(Appointment.until) > now)
    asked = select(Appointment).where(Appointment.person_id == person, ends)
    return session.exec(asked.order_by(col(Appointment.id))).all()


def holds(session: Session, person: int, post: Appointment, now: datetime) -> bool:
    """Whether somebody holds such a post already."""
    same = (Appointment.role == post.role, Appointment.node_id == post.node_id)
    asked = select(Appointment.id).where(Appointment.person_id == person, *same, in_office(now))
    return session.exec(asked).first() is not None


def keepings(session: Session, person: int, now: datetime) -> Sequence[GroupKeeper]:
    """The groups that he owns, or deputises for."""
    ends = or_(col(GroupKeeper.until).is_(None), col(GroupKeeper.until) > now)
    asked = select(GroupKeeper).where(GroupKeeper.person_id == person, ends)
    return session.exec(asked.order_by(col(GroupKeeper.id))).all()


def questions(session: Session, person: int) -> Sequence[Question]:
    """The open questions that were put to him."""
    asked = select(Question).join(Asked, col(Asked.question_id) == col(Question.id))
    asked = asked.where(Asked.person_id == person, col(Question.closed_at).is_(None))
    return session.exec(asked.order_by(col(Question.id))).all()


def meetings(session: Session, person: int) -> Sequence[Mediation]:
    """The mediations under way that he leads."""
    going_on = or_(col(Mediation.outcome).is_(None), col(Mediation.outcome) == Outcome.PARTLY)
    alive = and_(col(Mediation.until).is_(None), going_on)
    return session.exec(select(Mediation).where(Mediation.mediator_id == person, alive)).all()


def leads(session: Session, person: int) -> Sequence[Lead]:
    """The hard cases in work that he leads."""
    asked = select(Lead).join(Ticket, col(Ticket.number) == col(Lead.ticket))
    asked = asked.where(Lead.person_id == person, col(Lead.until).is_(None), col(Ticket.status).in_(IN_WORK))
    return session.exec(asked.order_by(col(Lead.id))).all()


def teams(session: Session, person: int) -> Sequence[Supporter]:
    """The support teams of matters in work that he is of."""
    asked = select(Supporter).join(Ticket, col(Ticket.number) == col(Supporter.ticket))
    alive = (col(Supporter.until).is_(None), col(Ticket.status).in_(IN_WORK))
    return session.exec(asked.where(Supporter.person_id == person, *alive).order_by(col(Supporter.id))).all()


def measures(session: Session, person: int) -> Sequence[Measure]:
    """The measures that he has still to carry out."""
    alive = (col(Measure.done_at).is_(None), col(Measure.until).is_(None))
    asked = select(Measure).where(Measure.owner_id == person, *alive)
    return session.exec(asked.order_by(col(Measure.id))).all()
