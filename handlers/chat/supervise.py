"""督办: 督办, 通报, 约谈, 挂牌督办."""

from __future__ import annotations

from functools import partial

from handlers import which_ticket
from handlers.actions import supervise
from handlers.actions import supervise_unit as unit
from handlers.chat.deeds import Deeds, carry_out, is_talk
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.refusal import Refusal
from handlers.wording import day, mark
from models.moves import CENTRE, MOVES, Action
from models.outbox import Outgoing
from models.ticket import Ticket


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Take the centre's word on the tickets meant."""
    command = heard.command
    if command is None or is_talk(heard):
        return None
    if command.verb is Verb.LIFT:
        return _lift(heard, desk)
    if command.verb in DEEDS and not which_ticket.named(heard, desk):
        one = unit.meant(desk, command.words)
        if one is not None:
            text, told = unit.take_step(desk, one, DEEDS[command.verb][0], command.words)
            return [desk.reply(heard, text), *told]
    return carry_out(heard, desk, DEEDS)


def _lift(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    words = heard.command.words if heard.command else ""
    if not any(post.role in CENTRE for post in desk.speaker.posts):
        raise Refusal(f"{unit.LIFTED}由{MOVES[Action.SUPERVISE].who.told}办理", if_pointed=True)
    one = unit.meant(desk, words)
    if one is None:
        raise Refusal(f"请写明单位，例：{unit.LIFTED} 司法所", if_pointed=True)
    text, told = unit.lift(desk, one)
    return [desk.reply(heard, text), *told]


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
