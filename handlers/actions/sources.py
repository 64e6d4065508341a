"""Sources 来源: what another line took down of a matter that is a ticket already is added to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.actions.decide import settle
from handlers.desk import Desk
from handlers.wording import excerpt, mark
from models.moves import Action
from models.outbox import Outgoing
from models.source import TicketSource
from models.ticket import Status, Ticket


@dataclass(frozen=True, slots=True)
class Received:
    """What a line took down: its name, the number there, when, and the words."""

    source: str
    source_id: str
    at: datetime
    text: str


def add(desk: Desk, ticket: Ticket, received: Received, why: str) -> list[Outgoing]:
    """The ticket has one more source, and is confirmed by it; whoever handles it hears the words."""
    number, line, named = ticket.number, received.source, received.source_id
    desk.session.add(TicketSource(ticket=number, source=line, source_id=named, at=received.at))
    desk.record(ticket, Action.SOURCE, note=received.text, source=received.source)
    told = settle(desk, ticket, to_chief=False, why=why) if ticket.status == Status.PENDING else []
    text = f"{mark(ticket)}又从{received.source[:10]}收到同一件事\n{excerpt(received.text, 200)}"
    return told + desk.tell(desk.person(ticket.handler_id), text, ticket)
