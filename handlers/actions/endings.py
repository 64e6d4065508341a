"""Endings 随结: what hangs on a ticket ends with it, whichever verb ended it."""

from __future__ import annotations

from handlers.actions import lead, supervise, whistle
from handlers.desk import Desk
from models import ticket as tickets
from models.outbox import Outgoing
from models.ticket import IN_WORK, Flag, Ticket

HANGING = {Flag.SUPERVISED, Flag.WHISTLED, Flag.LED}
"""Flags that say that something may hang on a ticket; without one nothing is asked of the database."""


def settle(desk: Desk) -> list[Outgoing]:
    """End what hangs on the tickets that this work ended; the lead of one hears how it stands."""
    touched = [tickets.by_number(desk.session, number) for number in desk.touched]
    return [said for one in touched if one and HANGING & set(one.flags) for said in _settle(desk, one)]


def _settle(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    if ticket.status not in IN_WORK:
        supervise.end(desk, ticket)
        whistle.end(desk, ticket)
    return lead.hear(desk, ticket) if Flag.LED in ticket.flags else []
