"""The signed timeline 步步签字: append-only events, each tied to the one before by an HMAC."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BigInt, Sealed, keys_of
from models.crypto import KeyRing
from models.ticket import Ticket, newest_number

BOT = "bot"
"""The actor of what the clock or the bot itself does."""
UNDO = "undo"
"""The step that takes steps back; which ones stands in its detail."""


class TicketEvent(SQLModel, table=True):
    """One step of a ticket. The link covers every column but `note`, which is covered through its digest.

    So a note can be erased (with its salt) and the chain still holds; a changed note shows.
    """

    __tablename__ = "ticket_event"
    __table_args__ = (UniqueConstraint("ticket", "seq"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
    ticket: int = Field(foreign_key="ticket.number", sa_type=BigInt)
    seq: int
    action: str
    at: str
    """ISO 8601 with the county's offset."""
    actor: str
    """"bot", "person:<id>" or "identity:<id>": nothing that names anyone."""
    channel: str
    detail: str
    """Facts of the step as canonical JSON: statuses, codes, ids; no words of people."""
    note: str | None = Field(default=None, sa_type=Sealed("ticket_event.note"))
    note_salt: str | None = None
    note_digest: str | None = None
    link: str


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be written of one step."""

    action: str
    at: datetime
    actor: str
    channel: str
    detail: Mapping[str, object] = field(default_factory=dict)
    note: str | None = None


def append(session: Session, ticket: Ticket, step: Step) -> TicketEvent:
    """Write one step. Two at once collide on (ticket, seq), and the loser's transaction is tried again."""
    salt = secrets.token_hex(16) if step.note is not None else None
    event = TicketEvent(
        ticket=ticket.number,
        seq=ticket.last_seq + 1,
        action=step.action,
        at=step.at.isoformat(timespec="seconds"),
        actor=step.actor,
        channel=step.channel,
        detail=json.dumps(step.detail, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        note=step.note,
        note_salt=salt,
        note_digest=None if step.note is None or salt is None else _digest(salt, step.note),
        link="",
    )
    event.link = _link(keys_of(session.get_bind().dialect), event, ticket.last_link)
    ticket.last_seq, ticket.last_link = event.seq, event.link
    session.add(ticket)
    session.flush()  # the ticket first, as everybody does: whoever comes second waits here, holding nothing
    session.add(event)
    session.flush()
    return event


def erase_notes(session: Session, ticket: int) -> None:
    """Erase the personal words of a ticket's timeline; the chain stays whole."""
    for event in timeline(session, ticket):
        event.note, event.note_salt = None, None
        session.add(event)


def erase_note(session: Session, event_id: int) -> None:
    """Erase the words of one event."""
    found = session.get(TicketEvent, event_id)
    if found is not None:
        found.note, found.note_salt = None, None
        session.add(found)


def timeline(session: Session, ticket: int) -> Sequence[TicketEvent]:
    """The events of a ticket, oldest first."""
    asked = select(TicketEvent).where(TicketEvent.ticket == ticket).order_by(col(TicketEvent.seq))
    return session.exec(asked).all()


def standing(events: Sequence[TicketEvent]) -> list[TicketEvent]:
    """The steps that hold: those that were taken back (撤销), and the taking back, are left out."""
    spans = [_undone(one) for one in events if one.action == UNDO]
    return [
        one
        for one in events
        if one.action != UNDO and not any(first <= one.seq <= last for first, last in spans)
    ]


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a timeline does not hold."""

    ticket: int
    seq: int
    reason: str


def verify(session: Session, number: int) -> Break | None:
    """The first broken or missing link of a ticket's timeline, or None if it is whole."""
    ticket = session.get(Ticket, number)
    if ticket is None:
        return Break(number, 0, "the ticket is missing")
    keys, previous, seq = keys_of(session.get_bind().dialect), "", 0
    for event in timeline(session, number):
        seq += 1
        if event.seq != seq:
            return Break(number, seq, "the event is missing")
        if event.link != _link(keys, event, previous):
            return Break(number, seq, "the event was changed")
        if event.note is not None and event.note_digest != _digest(event.note_salt or "", event.note):
            return Break(number, seq, "the words of the event were changed")
        previous = event.link
    if (ticket.last_seq, ticket.last_link) != (seq, previous):
        return Break(number, seq + 1, "the newest event is missing")
    return None


def verify_all(session: Session) -> Iterator[Break | None]:
    """Check every number ever given, one result each."""
    for number in range(1, newest_number(session) + 1):
        yield verify(session, number)
        session.expunge_all()


def _undone(step: TicketEvent) -> tuple[int, int]:
    first, last = json.loads(step.detail).get("undone", (0, 0))
    return first, last


def _digest(salt: str, note: str) -> str:
    return hashlib.sha256(f"{salt}\0{note}".encode("utf-8", "replace")).hexdigest()


def _link(keys: KeyRing, event: TicketEvent, previous: str) -> str:
    content = [
        previous,
        event.ticket,
        event.seq,
        event.action,
        event.at,
        event.actor,
        event.channel,
        event.detail,
        event.note_digest,
    ]
    return keys.link(json.dumps(content, ensure_ascii=False, separators=(",", ":")))
