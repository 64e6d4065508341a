"""并案: 合并 17 12, 拆分 17."""

from __future__ import annotations

from handlers import which_ticket
from handlers.actions import merge
from handlers.chat.deeds import answered, carry_out
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.refusal import Refusal
from handlers.wording import mark
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Ticket


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Take the word of whoever sees that two tickets are one matter, or are not."""
    command = heard.command
    if command is None or command.verb is not Verb.MERGE:
        return carry_out(heard, desk, {Verb.SPLIT: (Action.SPLIT, _split)})
    if len(command.numbers) != 2:
        raise Refusal("请写两个编号，例：合并 17 12（17并入12）", if_pointed=True)
    gone, lives = which_ticket.named(heard, desk)
    told = merge.merge(desk, gone, lives)
    return answered(desk.reply(heard, f"{mark(gone)}已并入{mark(lives)}", gone), told)


def _split(desk: Desk, ticket: Ticket, _: str) -> tuple[str, list[Outgoing]]:
    return f"{mark(ticket)}已拆出，单独办理", merge.split(desk, ticket)
