"""What is to come 待到期, planned and ended: one row an occasion, taken back with the deed that made it."""

from __future__ import annotations

from datetime import date, datetime

from handlers.desk import Desk
from models import coming
from models.coming import Coming, Due, Outcome
from models.ticket import Ticket


def plan(desk: Desk, ticket: Ticket, due: Due, day: date, at: datetime) -> None:
    """Plan an occasion for a day, to go on at a moment; one planned before for another day ends."""
    for other in coming.open_of(desk.session, ticket.number, due):
        if other.day != day:
            end(desk, other)
    row = coming.planned(desk.session, ticket.number, due, day)
    if row is None:
        row = Coming(ticket=ticket.number, due=due, day=day, next_at=at)
        desk.session.add(row)
        desk.session.flush()
        desk.images.remember_new(row)
        return
    desk.remember(row)
    row.stage, row.next_at, row.until, row.outcome = 0, at, None, None
    desk.session.add(row)


def end(desk: Desk, row: Coming, outcome: Outcome | None = None) -> None:
    """Nothing more comes of it."""
    desk.remember(row)
    row.next_at, row.until, row.outcome = None, desk.now, outcome
    desk.session.add(row)


def go_on(desk: Desk, row: Coming, at: datetime | None) -> None:
    """One stage was said; the next comes at a moment, or never."""
    row.stage, row.next_at = row.stage + 1, at
    desk.session.add(row)
