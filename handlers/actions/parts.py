"""Parts 拆出的事: what was divided off a ticket, and where its words still stand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from handlers.desk import Desk
from models import event, retraction
from models import ticket as tickets
from models.event import TicketEvent
from models.moves import Action
from models.ticket import Status, Ticket

WORDS = 4
"""So many characters in a row are words, and no chance."""


def of(desk: Desk, ticket: Ticket) -> list[Ticket]:
    """The tickets that were divided off one and have not come back to it (撤销)."""
    return [one for one in _divided_off(desk, ticket) if one.status != Status.MERGED]


def told_in(desk: Desk, ticket: Ticket, event_id: int) -> Sequence[Ticket]:
    """Of a ticket and its parts those of whose words some stand in one step of its timeline."""
    steps = event.timeline(desk.session, ticket.number)
    words = next((one.note for one in steps if one.id == event_id), None) or ""
    return [one for one in (ticket, *of(desk, ticket)) if _share(one.text, words)]


def forget(desk: Desk, ticket: Ticket) -> None:
    """The words of a ticket are being erased, also where it was divided from, and in what came back to it."""
    for one in _divided_off(desk, ticket):
        if one.status == Status.MERGED and one.merged_into == ticket.number:
            one.text, one.facts = "", None
            event.erase_notes(desk.session, one.number)
            desk.session.add(one)
    for source in _sources(desk, ticket):
        for step in event.timeline(desk.session, source.number):
            if step.note and ticket.text and ticket.text in step.note:
                event.erase_note(desk.session, step.id or 0)
        if ticket.text:
            retraction.erase_part(desk.session, source.number, ticket.text, least=len(ticket.text))


def _share(one: str, other: str) -> bool:
    return any(one[at : at + WORDS] in other for at in range(len(one) - WORDS + 1))


def _divided_off(desk: Desk, ticket: Ticket) -> list[Ticket]:
    return list(_named(desk, [n for one in _details(desk, ticket) for n in one.get("into", [])]))


def _sources(desk: Desk, ticket: Ticket) -> list[Ticket]:
    return list(_named(desk, [one["frm"] for one in _details(desk, ticket) if "frm" in one]))


def _named(desk: Desk, numbers: Sequence[int]) -> Iterator[Ticket]:
    found = (tickets.by_number(desk.session, number) for number in numbers)
    return (one for one in found if one is not None)


def _details(desk: Desk, ticket: Ticket) -> list[dict[str, Any]]:
    steps: Sequence[TicketEvent] = event.timeline(desk.session, ticket.number)
    return [json.loads(one.detail) for one in steps if one.action == Action.DIVIDE]
