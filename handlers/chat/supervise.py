"""督办: 督办, 通报, 约谈, 挂牌督办."""

from __future__ import annotations

from functools import partial

from handlers.actions import supervise
from handlers.chat.deeds import Deeds, carry_out, is_talk
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.wording import day, mark
from models.moves import MOVES, Action
from models.outbox import Outgoing
from models.ticket import Ticket


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Take the centre's word on the tickets meant."""
    return None if is_talk(heard) else carry_out(heard, desk, DEEDS)


def _take_step(step: Action, desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    begun, told = supervise.take_step(desk, ticket, step, words)
    return f"{mark(ticket)}已{MOVES[step].label}{begun.unit}，{day(desk, begun.due_at)}到期", told


DEEDS: Deeds = {
    verb: (step, partial(_take_step, step))
    for verb, step in (
        (Verb.SUPERVISE, Action.SUPERVISE),
        (Verb.CIRCULATE, Action.CIRCULATE),
        (Verb.SUMMON, Action.SUMMON),
        (Verb.LIST, Action.LIST),
    )
}
