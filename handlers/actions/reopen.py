"""Reopened 重新办理: a result that did not hold; the ticket is in work again."""

from __future__ import annotations

from handlers.desk import Desk
from models.ticket import Flag, Status, Ticket

DAYS = 2
"""Working days for what comes back."""


def back_to_work(desk: Desk, ticket: Ticket) -> None:
    """Handling again, with a new deadline; whoever handled it still does."""
    ticket.status, ticket.awaiting = Status.HANDLING, None
    ticket.resolved_at, ticket.closed_at = None, None
    ticket.flags = sorted({*ticket.flags, Flag.REOPENED})
    ticket.due_at = desk.office.calendar.after_workdays(desk.now, DAYS)
