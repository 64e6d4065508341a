"""Anchors 锚定: each day the heads of all timelines are put under one hash, and that is published.

Whoever holds the keys could write a timeline anew, and nothing inside the database would show it. An anchor
that others have seen does. The file holds numbers and hashes only: docs/anchors.md tells its form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.event import TicketEvent
from models.ticket import Ticket

FORM = "gridbot-anchor-1"

Heads = Mapping[int, tuple[int, str]]
"""By ticket number: how many events its timeline has, and the hash of the last link."""


class Anchor(SQLModel, table=True):
    """The anchor of one day; `document` is the file, byte for byte."""

    __tablename__ = "anchor"

    day: date = Field(primary_key=True)
    made_at: datetime
    document: str
    digest: str
    """SHA-256 of the file, as `sha256sum` prints it."""


@dataclass(frozen=True, slots=True)
class Published:
    """What an anchor's file says."""

    day: date
    tickets: int
    root: str
    previous: tuple[date, str] | None
    """Day and hash of the anchor before; None for the first."""
    changed: Heads
    """The heads that are not those of the anchor before."""
    digest: str


def newest(session: Session) -> Anchor | None:
    """The last anchor that was made."""
    return session.exec(select(Anchor).order_by(col(Anchor.day).desc()).limit(1)).first()


def every(session: Session) -> Sequence[Anchor]:
    """All anchors, oldest first."""
    return session.exec(select(Anchor).order_by(col(Anchor.day))).all()


def make(session: Session, day: date, now: datetime) -> Anchor:
    """Write the anchor of a day; one that is there already raises the database's IntegrityError.

    `now`: on the county's clock.
    """
    before = [read(one.document) for one in every(session)]
    known = merged(before)
    changed = {number: head for number, head in sorted(_heads(session)) if known.get(number) != head}
    heads = {**known, **changed}
    document = {
        "format": FORM,
        "day": day.isoformat(),
        "made_at": now.isoformat(timespec="seconds"),
        "tickets": len(heads),
        "root": root_of(heads),
        "previous": {"day": before[-1].day.isoformat(), "hash": before[-1].digest} if before else None,
        "heads": [[number, *head] for number, head in changed.items()],
    }
    text = json.dumps(document, separators=(",", ":")) + "\n"
    made = Anchor(day=day, made_at=now, document=text, digest=digest_of(text))
    session.add(made)
    session.flush()
    return made


def read(text: str) -> Published:
    """What a file says; `ValueError` if it is no anchor."""
    try:
        told = json.loads(text)
        previous = told["previous"]
        if told["format"] != FORM:
            raise ValueError("another format")
        return Published(
            day=date.fromisoformat(told["day"]),
            tickets=int(told["tickets"]),
            root=str(told["root"]),
            previous=(date.fromisoformat(previous["day"]), str(previous["hash"])) if previous else None,
            changed={int(number): (int(seq), str(head)) for number, seq, head in told["heads"]},
            digest=digest_of(text),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError("a part is missing") from fault


def merged(published: Sequence[Published]) -> dict[int, tuple[int, str]]:
    """The heads as they were at the last of some anchors that follow each other."""
    heads: dict[int, tuple[int, str]] = {}
    for one in published:
        heads |= one.changed
    return heads


def root_of(heads: Heads) -> str:
    """One hash over all heads: SHA-256 of a line "number:events:hash" for each ticket, by number."""
    lines = "".join(f"{number}:{seq}:{head}\n" for number, (seq, head) in sorted(heads.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def digest_of(text: str) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(text.encode()).hexdigest()


def head_of(link: str) -> str:
    """The hash of a link as it is published."""
    return hashlib.sha256(link.encode()).hexdigest()


def links(session: Session) -> Iterator[tuple[int, int, str]]:
    """Every event of every ticket: number, place in the timeline, hash of its link."""
    asked = select(TicketEvent.ticket, TicketEvent.seq, TicketEvent.link)
    for number, seq, link in session.exec(asked.execution_options(yield_per=10_000)):
        yield number, seq, head_of(link)


def _heads(session: Session) -> Iterator[tuple[int, tuple[int, str]]]:
    """The head of every ticket, as one statement sees them: nobody's step is seen half."""
    for number, seq, link in session.exec(select(Ticket.number, Ticket.last_seq, Ticket.last_link)):
        yield number, (seq, head_of(link))
