"""包案: 包案, 五包一, 措施."""

from __future__ import annotations

import re

from handlers.actions import lead, measures
from handlers.chat.deeds import Deeds, carry_out, is_talk
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.wording import mark
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Ticket

_SPLIT = re.compile(r"[\s,，、;；。]+")
_DONE = re.compile(r"第?(\d{1,4})条?\s*完成[\s,，:：;；。]*(.*)", re.DOTALL)


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Name who leads and helps, and what is done."""
    return None if is_talk(heard) else carry_out(heard, desk, DEEDS)


def _lead(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    return lead.name_lead(desk, ticket, _names(words))


def _team(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    return lead.name_team(desk, ticket, _names(words))


def _measure(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    if not words:
        told = desk.tell(desk.speaker.person, measures.listed(desk, ticket), ticket)
        return f"{mark(ticket)}措施已私聊发给您", told
    done = _DONE.fullmatch(words)
    if done:
        return measures.complete(desk, ticket, int(done[1]), done[2].strip())
    return measures.add(desk, ticket, words)


def _names(words: str) -> list[str]:
    return [one for one in _SPLIT.split(words) if one]


DEEDS: Deeds = {
    Verb.LEAD: (Action.LEAD, _lead),
    Verb.TEAM: (Action.TEAM, _team),
    Verb.MEASURE: (Action.MEASURE, _measure),
}
