"""Merge 并案: two tickets of one matter; one ends, the other lives, and both reporters hear of it."""

from __future__ import annotations

from handlers.actions import approval, guard, ladder, rest
from handlers.actions.assign import hand_to, notify_handler
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import excerpt, mark
from models import gathering, merging, question
from models.appointment import first_handler
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Status, Ticket, Urgency

GRAVER = (Urgency.NORMAL, Urgency.URGENT, Urgency.EMERGENCY)


def merge(desk: Desk, gone: Ticket, lives: Ticket) -> list[Outgoing]:
    """合并 17 12: 17 ends, 12 lives and is as grave and as private as either was."""
    if gone.number == lives.number:
        raise Refusal(f"{mark(gone)}不能并入自己，请写两个编号，例：合并 17 12")
    guard.check(desk, gone, Action.MERGE)
    guard.check(desk, lives, Action.TAKE_IN)
    told = desk.to_reporter(gone, f"{mark(gone)}和{mark(lives)}是同一件事，并在一起办")
    _end(desk, gone, lives)
    urgency = max(Urgency(gone.urgency), Urgency(lives.urgency), key=GRAVER.index)
    lives.urgency, lives.sensitive = urgency, lives.sensitive or gone.sensitive
    desk.record(lives, Action.TAKE_IN, number=gone.number)
    return told + _tell_handlers(desk, gone, lives)


def split(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """拆分 17: it was another matter after all, and is to be handled by itself again."""
    guard.check(desk, ticket, Action.SPLIT)
    return release(desk, ticket)


def release(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """What was merged is handled by itself again, whoever says so, or because what lived was withdrawn."""
    row = gathering.parent_of(desk.session, ticket.number)
    if row is not None:
        return rest.wake(desk, row)
    lives = merging.survivor(desk.session, ticket)
    ticket.status, ticket.merged_into, ticket.closed_at = Status.CONFIRMED, None, None
    ticket.confirmed_at = ticket.confirmed_at or desk.now
    desk.record(ticket, Action.SPLIT, frm=lives.number)
    place = desk.place(ticket).path
    hand_to(desk, ticket, desk.person(ticket.handler_id) or first_handler(desk.session, place, desk.now))
    ladder.begin(desk, ticket)
    told = desk.to_reporter(ticket, f"{mark(ticket)}改为单独办理")
    return told + notify_handler(desk, ticket)


def _end(desk: Desk, gone: Ticket, lives: Ticket) -> None:
    if gathering.is_parent(desk.session, lives):
        rest.lay_down(desk, lives, gone)
    gone.status, gone.merged_into, gone.closed_at = Status.MERGED, lives.number, desk.now
    approval.settle(gone)
    ladder.stop(gone)
    question.close(desk.session, gone, desk.now)
    desk.record(gone, Action.MERGE, into=lives.number)


def _tell_handlers(desk: Desk, gone: Ticket, lives: Ticket) -> list[Outgoing]:
    """Whoever handles what lives hears the words of what ended; they stay words of that ticket."""
    words = f"{mark(gone)}已并入{mark(lives)}，请一并办理\n反映：{excerpt(gone.text, 200)}"
    told = desk.tell(desk.person(lives.handler_id), words, gone)
    if gone.handler_id == lives.handler_id:
        return told
    return told + desk.tell(
        desk.person(gone.handler_id), f"{mark(gone)}已并入{mark(lives)}，不用再单独办", gone
    )
