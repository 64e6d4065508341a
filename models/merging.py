"""Merging 并案: several tickets of one matter; one lives, the others point to it."""

from __future__ import annotations

from sqlmodel import Session, col, select

from models.ticket import Status, Ticket


def family(session: Session, ticket: Ticket) -> list[Ticket]:
    """A ticket and all that were merged into it, at once or by the way of another; the living one first."""
    found, newest = [ticket], [ticket.number]
    while newest:
        asked = select(Ticket).where(col(Ticket.merged_into).in_(newest), Ticket.status == Status.MERGED)
        more = session.exec(asked.order_by(col(Ticket.number))).all()
        found += more
        newest = [one.number for one in more]
    return found


def survivor(session: Session, ticket: Ticket) -> Ticket:
    """The ticket that lives of those with which this one was merged; itself if it was not."""
    while ticket.status == Status.MERGED and ticket.merged_into is not None:
        ticket = session.get_one(Ticket, ticket.merged_into)
    return ticket
