"""出具案卷: a case file leaves the program, with names or for the public: an event says why."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import mark
from models.moves import Action
from models.ticket import Ticket


def disclose(desk: Desk, ticket: Ticket, why: str, *, public: bool) -> None:
    """Note that a case file is made. `why`: the reason, or for the public who agreed and when.

    `Refusal` for the public if the matter is sensitive, or nobody is said to have agreed.
    """
    if public and ticket.sensitive:
        raise Refusal(f"{mark(ticket)}是不宜公开的事，不能出公开版")
    if public and not why:
        raise Refusal(f"{mark(ticket)}公开要先经当事人同意，请写明谁何时同意")
    desk.record(ticket, Action.DISCLOSE, note=why or None, public=public, named=not public)
