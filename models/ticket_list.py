"""Tickets listed for reading: newest first, by place and status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.grid import GridNode, under
from models.person import Identity, Person
from models.portions import portions
from models.ticket import Status, Ticket


def newest_tickets(
    session: Session, path: str | None = None, status: Status | None = None, most: int = 50
) -> Sequence[Ticket]:
    """The newest tickets, under a node if a path is given, in one status if one is given."""
    asked = select(Ticket)
    if path is not None:
        asked = asked.join(GridNode, col(GridNode.id) == col(Ticket.node_id)).where(under(path))
    if status is not None:
        asked = asked.where(Ticket.status == status)
    return session.exec(asked.order_by(col(Ticket.number).desc()).limit(most)).all()


@dataclass(frozen=True, slots=True)
class WithPeople:
    """A ticket with the account that reported it, the person behind that account, and its handler."""

    ticket: Ticket
    account: Identity | None
    reporter: Person | None
    handler: Person | None


def of_numbers(session: Session, numbers: Sequence[int]) -> Iterator[WithPeople]:
    """Tickets with their people, in the order of the numbers; no more than a portion is held at a time."""
    reporter, handler = aliased(Person), aliased(Person)
    asked = select(Ticket, Identity, reporter, handler)
    asked = asked.outerjoin(Identity, col(Identity.id) == col(Ticket.reporter_id))
    asked = asked.outerjoin(reporter, col(reporter.id) == col(Identity.person_id))
    asked = asked.outerjoin(handler, col(handler.id) == col(Ticket.handler_id))
    for some in portions(sorted(numbers)):
        found = session.exec(asked.where(col(Ticket.number).in_(some)).order_by(col(Ticket.number)))
        yield from (WithPeople(*row) for row in found)
        session.expunge_all()
