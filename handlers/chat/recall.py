"""撤回消息: a recalled message takes with it what it started, and its words are erased."""

from __future__ import annotations

from handlers.actions import parts
from handlers.actions.files import erase_files
from handlers.actions.joining import leave
from handlers.actions.pieces import erase_piece, erase_step
from handlers.actions.reporter import end_withdrawn, erase_words
from handlers.actions.unsure import forget
from handlers.desk import Desk
from handlers.hearing import Heard
from models import joiner, question
from models import ticket as tickets
from models.moves import Action
from models.outbox import Outgoing
from models.receipt import Receipt, receipt_of
from models.ticket import IN_WORK, Ticket


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Undo what the recalled message started; a message without effect left nothing to undo."""
    recalled = heard.message.recall_of
    if recalled is None:
        return None
    for asked in question.from_message(desk.session, f"{heard.message.channel}/{recalled}"):
        forget(desk, asked)
        desk.has_effect = True
    receipt = receipt_of(desk.session, heard.message.channel, recalled)
    return [] if receipt is None else _undo(desk, receipt)


def _undo(desk: Desk, receipt: Receipt) -> list[Outgoing]:
    ticket = tickets.by_number(desk.session, receipt.ticket or 0)
    if not receipt.started:
        erase_files(desk, receipt)
        joined = joiner.of_event(desk.session, receipt.event_id or 0)
        if joined is not None:
            return leave(desk, joined)[2]
        if receipt.event_id is not None:
            erase_step(desk, ticket, receipt.event_id)
            desk.has_effect = True
        return []
    if ticket is None or not (desk.reported(ticket) or desk.keeps_group):
        return []
    if parts.of(desk, ticket):
        told = parts.told_in(desk, ticket, receipt.event_id or 0)
        erase_step(desk, ticket, receipt.event_id or 0)
        desk.has_effect = True
        return [said for one in told for said in _take_back(desk, one)]
    if erase_piece(desk, ticket, receipt.event_id or 0):
        return []
    return _take_back(desk, ticket)


def _take_back(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    if ticket.status in IN_WORK:
        return end_withdrawn(desk, ticket)
    erase_words(desk, ticket)
    desk.record(ticket, Action.ERASE)
    return []
