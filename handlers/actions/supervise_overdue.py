"""督办到期: the centre hears once that a deadline has passed, and what may follow."""

from __future__ import annotations

from datetime import datetime

from handlers import ways
from handlers.actions.due import each
from handlers.actions.orders import following
from handlers.actions.supervise import coordinator
from handlers.desk import Desk
from handlers.office import Office
from handlers.wording import mark
from models import supervision
from models import ticket as tickets
from models.moves import MOVES, Action
from models.outbox import Choice, Outgoing
from models.supervision import Supervision
from models.ticket import IN_WORK, Ticket


def tell_passed(office: Office, now: datetime) -> list[str]:
    """Tell of every deadline that has passed, each in its own transaction, once; not in the quiet hours."""
    return [] if office.calendar.is_quiet(now) else each(office, now, supervision.passed, _tell)


def _tell(desk: Desk, supervision_id: int) -> str | None:
    standing = desk.session.get_one(Supervision, supervision_id)
    ticket = tickets.held(desk.session, standing.ticket)
    desk.session.refresh(standing)
    if standing.told_at or standing.until or ticket is None or ticket.status not in IN_WORK:
        return None
    standing.told_at = desk.now
    desk.session.add(standing)
    ways.say(desk, ways.place(desk, _said(desk, ticket, standing)), f"supervision:{supervision_id}")
    return f"ticket {ticket.number}: the deadline of {standing.step} has passed"


def _said(desk: Desk, ticket: Ticket, standing: Supervision) -> list[Outgoing]:
    whom = coordinator(desk, ticket, standing.ordered_by)
    passed = f"{mark(ticket)}{MOVES[Action(standing.step)].label}到期没办结"
    step = following(standing.step)
    if step is None:
        return desk.tell(whom, passed, ticket)
    label = MOVES[step].label
    told = desk.tell(whom, f"{passed}，需要时可发：{label} {ticket.number}", ticket)
    return [one.offering(Choice(label, f"{label} {ticket.number}")) for one in told]
