"""Reopened 重新办理: a result that did not hold; the ticket is in work again."""

from __future__ import annotations

from handlers.actions import ladder
from handlers.desk import Desk
from models.ticket import Flag, Status, Ticket


def back_to_work(desk: Desk, ticket: Ticket) -> None:
    """Handling again, with the time of its rung anew; whoever handled it still does."""
    ticket.status, ticket.awaiting = Status.HANDLING, None
    ticket.resolved_at, ticket.closed_at = None, None
    ticket.flags = sorted({*ticket.flags, Flag.REOPENED})
    ladder.begin(desk, ticket)
