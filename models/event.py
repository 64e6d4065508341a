"""The signed timeline 步步签字: append-only events, each tied to the one before by an HMAC."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models import attachment
from models.columns import BigInt, Sealed, keys_of
from models.crypto import KeyRing
from models.ticket import Ticket, newest_number

BOT = "bot"
"""The actor of what the clock or the bot itself does."""
UNDO = "undo"
"""The step that takes steps back; which ones stands in its detail."""
RESIDENT = "resident"
"""What stands in place of a resident who took a step, once the ticket has aged."""


class TicketEvent(SQLModel, table=True):
    """One step of a ticket. The link covers every column; `note` and a resident's `actor` by digests.

    So they can be erased (with their salts) and the chain still holds; a changed one shows.
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
    """"bot", "person:<id>", "identity:<id>", "party:<signature>", no name; "resident" once it has aged."""
    actor_salt: str | None = None
    actor_digest: str | None = None
    """Of a resident only: one of the staff answers for what he did."""
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
    by_resident: bool = False


def append(session: Session, ticket: Ticket, step: Step) -> TicketEvent:
    """Write one step. Two at once collide on (ticket, seq), and the loser's transaction is tried again."""
    salt = secrets.token_hex(16) if step.note is not None else None
    hidden = secrets.token_hex(16) if step.by_resident else None
    event = TicketEvent(
        ticket=ticket.number,
        seq=ticket.last_seq + 1,
        action=step.action,
        at=step.at.isoformat(timespec="seconds"),
        actor=step.actor,
        actor_salt=hidden,
        actor_digest=None if hidden is None else _digest(hidden, step.actor),
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
    """Erase the personal words of a ticket's timeline, and the files it tells of; the chain stays whole."""
    steps = timeline(session, ticket)
    attachment.forget(session, [one.id or 0 for one in steps])
    for event in steps:
        event.note, event.note_salt = None, None
        session.add(event)


def erase_note(session: Session, event_id: int) -> None:
    """Erase the words of one event, or the files it tells of."""
    attachment.forget(session, [event_id])
    found = session.get(TicketEvent, event_id)
    if found is not None:
        found.note, found.note_salt = None, None
        session.add(found)


def forget_residents(session: Session, ticket: Ticket) -> None:
    """No step of an aged ticket leads to the resident who took it any more; the chain stays whole."""
    for event in timeline(session, ticket.number):
        if event.actor_digest is not None:
            event.actor, event.actor_salt = RESIDENT, None
            session.add(event)


def timeline(session: Session, ticket: int) -> Sequence[TicketEvent]:
    """The events of a ticket, oldest first."""
    asked = select(TicketEvent).where(TicketEvent.ticket == ticket).order_by(col(TicketEvent.seq))
    return session.exec(asked).all()


def last_notes(session: Session, tickets: Collection[int], action: str) -> dict[int, str]:
    """The last words that one action left in each of several timelines; what was erased is left out."""
    asked = select(TicketEvent.ticket, TicketEvent.note).where(
        col(TicketEvent.ticket).in_(tickets), TicketEvent.action == action
    )
    return {ticket: note for ticket, note in session.exec(asked.order_by(col(TicketEvent.seq))) if note}


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
        if changed := _changed(event, ticket):
            return Break(number, seq, changed)
        previous = event.link
    if (ticket.last_seq, ticket.last_link) != (seq, previous):
        return Break(number, seq + 1, "the newest event is missing")
    return None


def verify_all(session: Session) -> Iterator[Break | None]:
    """Check every number ever given, one result each."""
    for number in range(1, newest_number(session) + 1):
        yield verify(session, number)
        session.expunge_all()


def _changed(event: TicketEvent, ticket: Ticket) -> str | None:
    """What of a step is not as its digests say; words may be erased, of an aged ticket residents too."""
    if event.note is not None and event.note_digest != _digest(event.note_salt or "", event.note):
        return "the words of the event were changed"
    if event.actor_digest is None or (event.actor == RESIDENT and event.seq <= (ticket.aged_seq or 0)):
        return None
    is_own = event.actor_digest == _digest(event.actor_salt or "", event.actor)
    return None if is_own else "who took the step was changed"


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
        event.actor_digest or event.actor,
        event.channel,
        event.detail,
        event.note_digest,
    ]
    return keys.link(json.dumps(content, ensure_ascii=False, separators=(",", ":")))
