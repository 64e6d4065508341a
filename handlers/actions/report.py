"""Report 登记: words become a ticket, and whoever decides is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers import facts
from handlers.actions.decide import ask_confirmation
from handlers.actions.files import note_files
from handlers.desk import Desk
from handlers.recent import Piece
from models.moves import Action
from models.outbox import Outgoing
from models.person import Identity
from models.source import TicketSource
from models.ticket import Status, Ticket, Urgency, next_number
from models.undo import Final
from nlp.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to become a ticket: the words, what they were judged to be, and where they belong."""

    text: str
    verdict: Verdict
    node_id: int
    source: str
    reporter: Identity | None
    group: int | None = None
    channel: str | None = None
    message_id: str | None = None
    source_id: str | None = None
    """What it is called where it comes from."""
    pieces: tuple[Piece, ...] = ()
    """The messages in which it was told, if several; and what came with them."""
    at: datetime | None = None
    """When it was said, if that was before this work."""


def open_ticket(desk: Desk, matter: Matter) -> Ticket:
    """Give the matter its number and its first event; nobody is told yet."""
    ticket = _ticket(desk, matter)
    desk.session.add(ticket)
    desk.session.flush()
    source, named = matter.source, matter.source_id
    desk.session.add(TicketSource(ticket=ticket.number, source=source, source_id=named, at=ticket.created_at))
    _record(desk, ticket, matter)
    desk.started, desk.final = ticket.number, Final.REPORTED
    return ticket


def report(desk: Desk, matter: Matter) -> tuple[Ticket, list[Outgoing]]:
    """Open a ticket and ask the owner (at once the chief too, if it is urgent) whether it is one."""
    ticket = open_ticket(desk, matter)
    return ticket, ask_confirmation(desk, ticket)


def _record(desk: Desk, ticket: Ticket, matter: Matter) -> None:
    """The first step; those of further messages are steps of their own, so that each can be recalled."""
    told = [one for one in matter.pieces if one.words]
    first = told[0].words if len(told) > 1 else matter.text
    about = {"category": ticket.category, "source": ticket.source, "urgency": ticket.urgency}
    desk.record(ticket, Action.REPORT, note=first, **about)
    desk.note_source(told[0].message_id if told else matter.message_id)
    for piece in told[1:]:
        desk.record(ticket, Action.SUPPLEMENT, note=piece.words, part=True)
        desk.note_source(piece.message_id)
    for piece in matter.pieces:
        if piece.attachments:
            note_files(desk, ticket, piece.message_id, piece.attachments)
            desk.note_source(piece.message_id)


def _ticket(desk: Desk, matter: Matter) -> Ticket:
    verdict = matter.verdict
    return Ticket(
        number=next_number(desk.session),
        kind=verdict.kind,
        category=verdict.category or "",
        status=Status.PENDING,
        urgency=Urgency(verdict.urgency),
        sensitive=verdict.sensitive,
        node_id=matter.node_id,
        level_id=matter.node_id,
        text=matter.text,
        facts=facts.kept(desk, verdict, matter.node_id, _name(matter)),
        source=matter.source,
        channel=matter.channel,
        chat_group_id=matter.group,
        message_id=matter.message_id,
        reporter_id=None if matter.reporter is None else matter.reporter.id,
        source_id=matter.source_id,
        created_at=matter.at or desk.now,
    )


def _name(matter: Matter) -> str | None:
    return None if matter.reporter is None else matter.reporter.name
