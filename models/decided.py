"""Decided tickets: what their texts turned out to be, so that rules can be measured and words be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.person import Identity, Person
from models.ticket import Status, Ticket

NO_MATTER = (Status.WITHDRAWN, Status.MERGED)


@dataclass(frozen=True, slots=True)
class Decided:
    """A ticket's words and what was decided: its category, or None for 误报."""

    number: int
    text: str
    category: str | None
    sensitive: bool
    answered: bool
    """Whether somebody answered: it was neither the clock that confirmed nor an import."""


def last_texts(session: Session, most: int) -> Sequence[tuple[int, str]]:
    """The numbers and words of the newest tickets whose words are still there."""
    asked = select(Ticket.number, Ticket.text).where(col(Ticket.status) != Status.WITHDRAWN)
    rows = session.exec(asked.order_by(col(Ticket.number).desc()).limit(most))
    return [(number, text) for number, text in rows if text]


def decided(session: Session) -> Iterator[Decided]:
    """Every ticket that somebody confirmed or called a false alarm, newest first."""
    asked = select(Ticket).where(col(Ticket.status).not_in(NO_MATTER)).order_by(col(Ticket.number).desc())
    for ticket in session.exec(asked.execution_options(yield_per=500)):
        rejected = ticket.status == Status.REJECTED
        if ticket.text and (rejected or ticket.confirmed_at is not None):
            category = None if rejected else ticket.category
            answered = ticket.counted_as is not None
            yield Decided(ticket.number, ticket.text, category, ticket.sensitive, answered)


def names(session: Session) -> Iterator[str]:
    """Every name and shown name that is stored, so that none of them is shown."""
    yield from session.exec(select(Person.name))
    yield from (name for name in session.exec(select(Identity.name)) if name)
