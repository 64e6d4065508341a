"""Pieces 分几条说的: of a matter told in several messages one is taken back, and its words are erased."""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.actions import facts
from handlers.desk import Desk
from models import event, retraction, undo
from models.event import TicketEvent
from models.moves import Action
from models.ticket import Ticket
from nlp.belonging import joined


def erase_piece(desk: Desk, ticket: Ticket, event_id: int) -> bool:
    """Erase the words of one message that started a ticket, if the others still report it; False if not.

    Files that came with a report without words of their own are always taken out of it.
    """
    steps = event.timeline(desk.session, ticket.number)
    mine = next((one for one in steps if one.id == event_id), None)
    if mine is not None and mine.action == Action.ATTACH:
        erase_step(desk, ticket, event_id)
        desk.record(ticket, Action.ERASE, step=mine.seq)
        return True
    left = joined(one.note or "" for one in _pieces(steps) if one.id != event_id)
    if mine is None or not mine.note or not left or desk.office.classify(left).category is None:
        return False
    erase_step(desk, ticket, event_id)
    ticket.text = left
    undo.settle_about(desk.session, Ticket, [ticket.number])
    desk.record(ticket, Action.ERASE, step=mine.seq)
    return True


def erase_step(desk: Desk, ticket: Ticket | None, event_id: int) -> None:
    """Erase the words of one step: in the timeline, in what was said of it, in what was read from it."""
    steps = [] if ticket is None else event.timeline(desk.session, ticket.number)
    words = next((one.note for one in steps if one.id == event_id), None)
    event.erase_note(desk.session, event_id)
    if ticket is not None and words:
        retraction.erase_part(desk.session, ticket.number, words)
        facts.drop(ticket, words, joined(one.note or "" for one in steps if one.id != event_id))


def _pieces(steps: Sequence[TicketEvent]) -> list[TicketEvent]:
    """The steps that hold the words by which a matter was reported."""
    return [one for one in steps if one.action == Action.REPORT or json.loads(one.detail).get("part")]
