"""到期: what the ladder has due, each moment in its own transaction, once.

A handler is reminded, and at the due time the matter moves up by itself. After a pause of the scheduler only
the latest is said: nobody is reminded of what has moved up since.
"""

from __future__ import annotations

from datetime import datetime

from handlers import ways
from handlers.actions import approval, ladder, news
from handlers.actions.assign import notify_handler
from handlers.actions.due import each
from handlers.actions.ladder import Why
from handlers.actions.supervise import supervise
from handlers.desk import Desk
from handlers.office import Office
from handlers.wording import clock, excerpt, label, mark, name_of
from models import question
from models import ticket as tickets
from models.ladder import DUE
from models.moves import TO_BE_DONE
from models.outbox import Outgoing
from models.person import Person
from models.question import ANSWER_COUNTS
from models.supervision import Cause
from models.ticket import Awaiting, Request, Ticket


def carry_up(office: Office, now: datetime) -> list[str]:
    """Do what is due of every ticket, longest waiting first; what was done, without names."""
    return each(office, now, tickets.steps_due, _go_on)


def _go_on(desk: Desk, number: int) -> str | None:
    ticket = tickets.held(desk.session, number)
    if ticket is None or ticket.step_at is None or ticket.step_at > desk.now:
        return None
    line, said = _step(desk, ticket)
    desk.session.add(ticket)
    ways.say(desk, ways.place(desk, said), f"ladder:{number}:{ticket.last_seq}:{ticket.rung_told}")
    return f"ticket {number}: {line}"


def _step(desk: Desk, ticket: Ticket) -> tuple[str, list[Outgoing]]:
    if ticket.status not in TO_BE_DONE or ticket.awaiting == Awaiting.REPORTER:
        ticket.step_at = None
        return "nothing is due any more", []
    asked = question.place_of(desk.session, ticket.number)
    if asked is not None and asked.closed_at is None and desk.now < asked.asked_at + ANSWER_COUNTS:
        ticket.step_at = asked.asked_at + ANSWER_COUNTS
        return "waits for the reporter", []
    return _carry(desk, ticket)


def _carry(desk: Desk, ticket: Ticket) -> tuple[str, list[Outgoing]]:
    before, rung, above = desk.person(ticket.handler_id), ladder.rung_of(desk, ticket), None
    last = ticket.last_seq
    shares = [one.share for one in ladder.passed(desk, ticket)]
    while DUE in shares:
        up = ladder.climb(desk, ticket, Why("due", since=ticket.due_at))
        if up is None:
            break
        above = up
        shares = [one.share for one in ladder.passed(desk, ticket)]
    ladder.note_told(desk, ticket, shares[-1] if shares else ticket.rung_told)
    said = [] if above is None else _tell_up(desk, ticket, before, rung.name)
    said += news.passed_on(desk, ticket, last) if above is not None else []
    if DUE in shares:
        return "the ladder has ended", said + _at_the_top(desk, ticket)
    if above is not None:
        return f"moved up to rung {(ticket.rung or 0) + 1}", said
    return "reminded", _remind(desk, ticket)


def _remind(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """Whoever it waits for: the handler, or whoever is to approve what he did."""
    due = ticket.due_at
    until = "已过期" if due is None or due <= desk.now else f"{clock(desk, due)}到期"
    if ticket.awaiting == Awaiting.APPROVAL and ticket.request == Request.CLOSE:
        text = f"请审批{mark(ticket)}的办结申请，{until}"
        return desk.tell(approval.approver(desk, ticket), text, ticket)
    text = f"请抓紧办理{mark(ticket)}（{label(desk, ticket)}），{until}"
    return desk.tell(desk.person(ticket.handler_id), text, ticket)


def _tell_up(desk: Desk, ticket: Ticket, before: Person | None, rung: str) -> list[Outgoing]:
    """Both levels hear of it: who had it, and who has it now, until when."""
    now = desk.person(ticket.handler_id)
    name = ladder.rung_of(desk, ticket).name
    name = "上级" if name == rung else name
    told = desk.tell(before, f"{mark(ticket)}到期没办结，已上报{name}{name_of(now)}", ticket)
    until = f"，请在{clock(desk, ticket.due_at)}前办好" if ticket.due_at else ""
    lines = [f"{rung}到期没办结{until}"]
    if ticket.awaiting == Awaiting.APPROVAL:
        number, result = ticket.number, excerpt(ticket.result or "", 100)
        lines.append(f"已报请办结：{result}（同意 {number}，或 退回 {number} 理由）")
    return told + notify_handler(desk, ticket, *lines)


def _at_the_top(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """Nobody is above: the matter comes under supervision; if it stands there already, one word."""
    return supervise(desk, ticket, Cause.LADDER) or _remind(desk, ticket)
