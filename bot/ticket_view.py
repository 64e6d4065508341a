"""A ticket as other programs see it (CONTRACT): the API and `ticket show --json` give the same object."""

from __future__ import annotations

import json
from datetime import datetime, tzinfo

from handlers.facts import masked_facts
from models import announcement, gathering
from models.attachment import Attachment, of_ticket
from models.database import Session
from models.event import TicketEvent, timeline
from models.grid import GridNode
from models.joiner import joined
from models.mediation import Attempt, Mediation, latest
from models.merging import family
from models.signature import current
from models.source import TicketSource, sources_of
from models.ticket import Ticket


def ticket_object(session: Session, ticket: Ticket, zone: tzinfo) -> dict[str, object]:
    """The object of one ticket; times in ISO 8601 on the county's clock, `grid` by its code."""
    node = session.get(GridNode, ticket.node_id)
    numbers = [one.number for one in family(session, ticket)]
    return {
        "number": ticket.number,
        "kind": ticket.kind,
        "category": ticket.category,
        "status": ticket.status,
        "awaiting": ticket.awaiting,
        "flags": list(ticket.flags),
        "urgency": ticket.urgency,
        "grid": None if node is None else node.code,
        "text": ticket.text,
        "source": ticket.source,
        "created_at": _iso(ticket.created_at, zone),
        "due_at": _iso(ticket.due_at, zone),
        "events": [_event_object(event) for event in timeline(session, ticket.number)],
        "facts": masked_facts(ticket),
        "sources": [_source_object(one, zone) for one in sources_of(session, numbers)],
        "households": gathering.households(session, ticket),
        "merged_into": ticket.merged_into,
        "merged": numbers[1:],
        "attachments": [_file_object(one, zone) for one in of_ticket(session, numbers)],
        "gathering": _gathering_object(session, ticket),
        "parent": _parent(session, ticket),
        "announcement": _announcement_object(announcement.latest(session, ticket.number), zone),
        "mediation": _mediation_object(session, latest(session, ticket.number), zone),
    }


def _gathering_object(session: Session, ticket: Ticket) -> dict[str, object] | None:
    """Of one matter that many groups told: its name, what rests under it, and from how many groups."""
    found = gathering.of(session, ticket)
    if found is None:
        return None
    children = [one.ticket for one in gathering.children(session, ticket.number)]
    reports = len(children) + len(joined(session, ticket.number))
    groups = len(gathering.groups(session, ticket))
    return {"matter": found.matter, "children": children, "reports": reports, "groups": groups}


def _parent(session: Session, ticket: Ticket) -> int | None:
    found = gathering.parent_of(session, ticket.number)
    return None if found is None else found.parent


def _announcement_object(found: announcement.Announcement | None, zone: tzinfo) -> dict[str, object] | None:
    """What all were told last, and when it is to be over."""
    if found is None:
        return None
    until = _iso(found.expected_at, zone)
    return {"words": found.words, "at": _iso(found.at, zone), "expected_at": until}


def _source_object(source: TicketSource, zone: tzinfo) -> dict[str, object]:
    return {"source": source.source, "source_id": source.source_id, "at": _iso(source.at, zone)}


def _file_object(file: Attachment, zone: tzinfo) -> dict[str, object]:
    """How far a file has come; where it lies is for nobody's eyes."""
    return {
        "ticket": file.ticket,
        "kind": file.kind,
        "state": file.state,
        "outcome": file.outcome,
        "media": file.media,
        "size": file.size,
        "at": _iso(file.at, zone),
    }


def _mediation_object(session: Session, found: Mediation | None, zone: tzinfo) -> dict[str, object] | None:
    """When and how far, without the names of those who met."""
    if found is None:
        return None
    return {
        "at": _iso(found.at, zone),
        "attempt": Attempt(found.attempt).label if found.attempt else None,
        "outcome": found.outcome,
        "agreed_on": found.agreed_on and found.agreed_on.isoformat(),
        "confirmed_on": found.confirmed_on and found.confirmed_on.isoformat(),
        "signatures": [
            {"state": one.state, "at": _iso(one.answered_at, zone)} for one in current(session, found.id or 0)
        ],
    }


def _event_object(event: TicketEvent) -> dict[str, object]:
    return {
        "seq": event.seq,
        "action": event.action,
        "at": event.at,
        "actor": event.actor,
        "channel": event.channel,
        "detail": json.loads(event.detail),
        "note": event.note,
    }


def _iso(moment: datetime | None, zone: tzinfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")
