"""Extension 延期: the handler asks for more working days, a superior agrees or sends it back."""

from __future__ import annotations

import re

from handlers.actions import approval, guard, ladder
from handlers.actions.assign import begin_work
from handlers.dates import NUMERALS
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import clock, mark
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Flag, Request, Ticket

MOST_DAYS = 30
_COUNT = rf"\d{{1,3}}|[{''.join(NUMERALS)}]"
_DAYS = re.compile(rf"({_COUNT})\s*个?(?:工作日|天|日)[\s,，;；。:：]*")


def ask(desk: Desk, ticket: Ticket, words: str) -> list[Outgoing]:
    """延期 17 3天 等配件到货: asks the nearest superior; whoever asks accepts the matter by it."""
    guard.check(desk, ticket, Action.ASK_EXTENSION)
    approval.refuse_if_open(ticket)
    days, reason = _read(ticket, words)
    superior = approval.find(desk, ticket)
    begin_work(desk, ticket)
    approval.open_request(desk, ticket, Request.EXTEND, days)
    desk.record(ticket, Action.ASK_EXTENSION, note=reason, days=days, asked=superior.id)
    due = f"，现在{clock(desk, ticket.due_at)}到期" if ticket.due_at else ""
    return approval.put(desk, ticket, superior, f"延期{days}个工作日{due}：{reason}")


def grant(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """同意: so many working days more; its handler hears until when."""
    days = ticket.request_days or 0
    desk.record(ticket, Action.EXTEND, days=days, requested_by=ticket.requester_id)
    approval.settle(ticket)
    ticket.flags = sorted({*ticket.flags, Flag.EXTENDED})
    ladder.extend(desk, ticket, days)
    until = clock(desk, ticket.due_at) if ticket.due_at else ""
    return desk.tell(desk.person(ticket.handler_id), f"{mark(ticket)}已同意延期，改为{until}到期", ticket)


def _read(ticket: Ticket, words: str) -> tuple[int, str]:
    """The days, wherever they stand, and the reason: the other words."""
    number = ticket.number
    told = _DAYS.search(words)
    days = 0 if told is None else NUMERALS.get(told[1]) or int(told[1])
    if told is None or not 1 <= days <= MOST_DAYS:
        raise Refusal(f"{mark(ticket)}请写明延期1到{MOST_DAYS}天，例：延期 {number} 3天 等配件")
    reason = (words[: told.start()] + words[told.end() :]).strip()
    if not reason:
        raise Refusal(f"{mark(ticket)}请写明延期理由，例：延期 {number} {days}天 等配件")
    return days, reason
