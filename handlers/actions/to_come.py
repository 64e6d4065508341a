"""What has come due for tickets 到期: each occasion goes on one stage, in its own transaction, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handlers import ways
from handlers.actions import agree, announce, booking, endings, revisit, silence
from handlers.actions.due import each
from handlers.desk import Desk
from handlers.office import Office
from models import coming
from models import ticket as tickets
from models.coming import Coming, Due
from models.outbox import Outgoing
from models.ticket import Ticket

STEPS: dict[Due, Callable[[Desk, Ticket, Coming], tuple[str, list[Outgoing]]]] = {
    Due.ANSWER: silence.on_silence,
    Due.REVISIT: revisit.remind,
    Due.MEETING: booking.remind,
    Due.COURT: agree.count_down,
    Due.EXPECTED: announce.ask_whether_over,
}
"""What each does when its moment has come: what was done, in English, and what is said."""


def go_on_all(office: Office, now: datetime) -> list[str]:
    """Carry everything that is due one stage on; what was done, without names."""
    return each(office, now, coming.due_at, _go_on)


def _go_on(desk: Desk, row_id: int) -> str | None:
    row = desk.session.get_one(Coming, row_id)
    ticket = tickets.held(desk.session, row.ticket)
    desk.session.refresh(row)
    if ticket is None or row.until or not row.next_at or row.next_at > desk.now:
        return None
    occasion = f"coming:{row_id}:{ticket.last_seq}:{row.stage}"
    line, said = STEPS[Due(row.due)](desk, ticket, row)
    said = [*said, *endings.settle(desk)]
    ways.say(desk, ways.place(desk, said), occasion)
    return f"ticket {row.ticket}: {line}"
