"""合成 12 13 15: several tickets are one matter; 通告 17 …: what all whom it concerns are told."""

from __future__ import annotations

from handlers import which_ticket
from handlers.actions import announce, gather
from handlers.chat.deeds import Deeds, carry_out, is_talk
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.wording import clock, mark, name_of
from models import gathering
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Ticket


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Make one matter of several, or tell all of one."""
    if heard.command is None or is_talk(heard):
        return None
    if heard.command.verb is Verb.GATHER:
        if not heard.command.numbers and not heard.message.is_private:
            return None
        parent, told = gather.gather(desk, which_ticket.named(heard, desk))
        return made_one(heard, desk, parent, told)
    return carry_out(heard, desk, DEEDS)


def made_one(heard: Heard, desk: Desk, parent: Ticket, told: list[Outgoing]) -> list[Outgoing]:
    """What whoever made one matter hears: its number, who has it, and how to take it apart."""
    handler = name_of(desk.person(parent.handler_id), "上级")
    text = f"已合成{mark(parent)}，由{handler}办理；不是一件事请回复 拆分 {parent.number}"
    return [desk.reply(heard, text, parent), *told]


def _announce(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    row, told = announce.announce(desk, ticket, words)
    groups = len(gathering.groups(desk.session, ticket))
    until = f"，到{clock(desk, row.expected_at)}没办结会问您" if row.expected_at else ""
    return f"{mark(ticket)}已通告{groups}个群{until}", told


DEEDS: Deeds = {Verb.ANNOUNCE: (Action.ANNOUNCE, _announce)}
