"""吵架: in the group nothing is said; the owner is asked in private, and a threat goes the way of dangers."""

from __future__ import annotations

from handlers.actions import quarrel
from handlers.desk import Desk
from handlers.hearing import Heard, group_key
from models.outbox import Outgoing

REGISTER = "register"


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Ask the owner; None for what is a report by itself, or adds to one, and where nobody may be asked."""
    about = heard.quarrel
    if about is None or desk.group is None or heard.adds_to is not None:
        return None
    if heard.verdict is not None and heard.verdict.decision == REGISTER:
        return None
    if about.threat:
        first = desk.office.memory.heat.alarm(group_key(heard.message), heard.message.message_id, desk.now)
        return quarrel.alarm(desk, desk.group, first) or None
    origin = f"{heard.message.channel}/{heard.message.message_id}"
    return quarrel.offer(desk, desk.group, about, origin) or None
