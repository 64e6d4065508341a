"""吹哨报到: 吹哨, 报到, 到, 撤哨."""

from __future__ import annotations

from handlers import which_ticket
from handlers.actions import whistle
from handlers.chat.deeds import Deeds, carry_out, is_talk
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.refusal import Refusal
from handlers.wording import listing, mark
from models.moves import MOVES, Action
from models.outbox import Outgoing
from models.ticket import Ticket

COMING = (Verb.ARRIVE, Verb.HERE)


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Call units, or take their word that they have come."""
    if heard.command is not None and heard.command.verb in COMING:
        return _come(heard, desk)
    return None if is_talk(heard) else carry_out(heard, desk, DEEDS)


def _come(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """报到 and 到; 到 is a word of every day, and means this only from those who are waited for."""
    awaited = whistle.awaited(desk)
    is_plain = heard.command is not None and heard.command.verb is Verb.HERE
    if is_plain and not awaited:
        return None
    named = which_ticket.named(heard, desk)
    if is_plain and named and named[0].number not in {one.number for one in awaited}:
        return None
    if not named and len(awaited) > 1:
        raise Refusal(listing(f"有{len(awaited)}件", awaited, f"请带编号，例：报到 {awaited[0].number}"))
    if not (named or awaited):
        raise Refusal("现在没有吹哨叫您，不用报到", if_pointed=True)
    ticket = (named or awaited)[0]
    text, told = whistle.arrive(desk, ticket)
    desk.deed = MOVES[Action.ARRIVE].label
    return [desk.reply(heard, text, ticket), *told]


def _whistle(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    return whistle.whistle(desk, ticket, words.split())


def _stand_down(desk: Desk, ticket: Ticket, _: str) -> tuple[str, list[Outgoing]]:
    return f"{mark(ticket)}已撤哨", whistle.stand_down(desk, ticket)


DEEDS: Deeds = {
    Verb.WHISTLE: (Action.WHISTLE, _whistle),
    Verb.STAND_DOWN: (Action.STAND_DOWN, _stand_down),
}
