"""Whom a ticket waits for, in the words of the page."""

from __future__ import annotations

import json
from datetime import datetime

from handlers.office import Office
from models import question
from models.database import Session
from models.event import timeline
from models.moves import Action
from models.person import Person
from models.ticket import Awaiting, Status, Ticket


def waits_for(office: Office, session: Session, ticket: Ticket, now: datetime) -> str:
    """Who is to act next, and how; "" once nobody is."""
    status = Status(ticket.status)
    if ticket.awaiting == Awaiting.APPROVAL:
        return f"等{_approver(session, ticket) or '上级'}同意办结"
    if ticket.awaiting == Awaiting.REPORTER:
        return "等反映人说满不满意"
    if status is Status.PENDING:
        return _owners_answer(office, session, ticket, now)
    handler = _name(session, ticket.handler_id)
    return {
        Status.CONFIRMED: f"等{handler or '经办人'}接单",
        Status.HANDLING: f"等{handler or '经办人'}办结",
    }.get(status, "")


def _owners_answer(office: Office, session: Session, ticket: Ticket, now: datetime) -> str:
    asked = question.about(session, ticket.number)
    if asked is None:
        return "等确认"
    names = "、".join(filter(None, (_name(session, one) for one in question.asked_people(session, asked))))
    if asked.next_at is None or asked.next_at <= now:
        return f"等{names}确认"
    at = office.calendar.local(asked.next_at)
    return f"等{names}确认，{at.month}月{at.day}日 {at:%H:%M} 还没回就再问"


def _approver(session: Session, ticket: Ticket) -> str:
    """Who was asked for the approval; the last request counts."""
    requests = [one for one in timeline(session, ticket.number) if one.action == Action.REQUEST_APPROVAL]
    asked = json.loads(requests[-1].detail).get("asked") if requests else None
    return _name(session, asked)


def _name(session: Session, person_id: int | None) -> str:
    person = session.get(Person, person_id) if person_id else None
    return person.name if person else ""
