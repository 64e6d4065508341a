"""What has come due for tickets 到期: each occasion goes on one stage, in its own transaction, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handlers import ways
from handlers.actions import agree, booking, endings, revisit, silence
from handlers.desk import Desk
from handlers.office import Office
from models import coming
from models import ticket as tickets
from models.coming import Coming, Due
from models.database import Collision
from models.outbox import Outgoing
from models.ticket import Ticket

CHUNK = 200

STEPS: dict[Due, Callable[[Desk, Ticket, Coming], tuple[str, list[Outgoing]]]] = {
    Due.ANSWER: silence.on_silence,
    Due.REVISIT: revisit.remind,
    Due.MEETING: booking.remind,
    Due.COURT: agree.count_down,
}
"""What each does when its moment has come: what was done, in English, and what is said."""


def go_on_all(office: Office, now: datetime) -> list[str]:
    """Carry everything that is due one stage on; what was done, without names."""
    with office.database.reading() as session:
        waiting = [one.id or 0 for one in coming.due_at(session, now, CHUNK)]
    done = [line for one in waiting if (line := _go_on(office, one, now))]
    return done + (go_on_all(office, now) if len(waiting) == CHUNK and done else [])


def _go_on(office: Office, row_id: int, now: datetime) -> str | None:
    try:
        with office.database.session() as session:
            row = session.get(Coming, row_id)
            if row is None or row.until or not row.next_at or row.next_at > now:
                return None
            desk = Desk(office, session, now)
            stage = row.stage
            line, said = STEPS[Due(row.due)](desk, session.get_one(tickets.Ticket, row.ticket), row)
            said = [*said, *endings.settle(desk)]
            ways.say(desk, ways.place(desk, said), f"coming:{row_id}:{stage}")
            return f"ticket {row.ticket}: {line}"
    except Collision:
        return None
