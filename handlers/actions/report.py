"""Report 登记: words become a ticket, and whoever decides is asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from handlers.actions.decide import ask_confirmation
from handlers.desk import Desk
from models.moves import Action
from models.outbox import Outgoing
from models.person import Identity
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
    at: datetime | None = None
    """When it was said, if that was before this work."""


def open_ticket(desk: Desk, matter: Matter) -> Ticket:
    """Give the matter its number and its first event; nobody is told yet."""
    ticket = _ticket(desk, matter)
    desk.session.add(ticket)
    desk.session.flush()
    desk.record(
        ticket,
        Action.REPORT,
        note=matter.text,
        category=ticket.category,
        source=ticket.source,
        urgency=ticket.urgency,
    )
    desk.started, desk.final = ticket.number, Final.REPORTED
    return ticket


def report(desk: Desk, matter: Matter) -> tuple[Ticket, list[Outgoing]]:
    """Open a ticket and ask the owner (at once the chief too, if it is urgent) whether it is one."""
    ticket = open_ticket(desk, matter)
    return ticket, ask_confirmation(desk, ticket)


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
        facts=_facts(verdict),
        source=matter.source,
        channel=matter.channel,
        chat_group_id=matter.group,
        message_id=matter.message_id,
        reporter_id=None if matter.reporter is None else matter.reporter.id,
        source_id=matter.source_id,
        created_at=matter.at or desk.now,
    )


def _facts(verdict: Verdict) -> str:
    told = verdict.as_dict()
    kept = {key: told[key] for key in ("score", "evidence", "entities")}
    return json.dumps(kept, ensure_ascii=False)
