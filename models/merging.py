"""Merging 并案: several tickets of one matter; one lives, the others point to it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.ticket import Status, Ticket


def family(session: Session, ticket: Ticket) -> list[Ticket]:
    """A ticket and all that were merged into it, at once or by the way of another; the living one first."""
    found, newest = [ticket], [ticket]
    while newest:
        newest = [one for each in newest for one in pointing_to(session, each)]
        found += [one for one in newest if one.status == Status.MERGED]
    return found


def pointing_to(session: Session, ticket: Ticket) -> Sequence[Ticket]:
    """What was merged into a ticket, and has not been split off: also what was withdrawn since."""
    asked = select(Ticket).where(Ticket.merged_into == ticket.number)
    return session.exec(asked.order_by(col(Ticket.number))).all()


def survivor(session: Session, ticket: Ticket) -> Ticket:
    """The ticket that lives of those with which this one was merged; itself if it was not.

    Where one of them was withdrawn on the way, the others are of one matter all the same.
    """
    into = ticket.merged_into if ticket.status == Status.MERGED else None
    while into is not None:
        ticket = session.get_one(Ticket, into)
        into = ticket.merged_into
    return ticket
