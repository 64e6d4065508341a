"""并案: 合并 17 12; 拆分 17, of what was merged and of what holds several matters."""

from __future__ import annotations

from handlers import which_ticket
from handlers.actions import divide, merge, scatter, several
from handlers.chat.deeds import answered
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.refusal import Refusal
from handlers.wording import listing, mark
from models import gathering
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Status, Ticket


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Take the word of whoever sees that two tickets are one matter, or are not."""
    command = heard.command
    if command is None or command.verb not in (Verb.MERGE, Verb.SPLIT):
        return None
    if command.verb is Verb.SPLIT:
        return [said for ticket in _to_split(heard, desk) for said in _split(heard, desk, ticket)]
    if len(command.numbers) != 2:
        raise Refusal("请写两个编号，例：合并 17 12（17并入12）", if_pointed=True)
    gone, lives = which_ticket.named(heard, desk)
    told = merge.merge(desk, gone, lives)
    return answered(desk.reply(heard, f"{mark(gone)}已并入{mark(lives)}", gone), told)


def _to_split(heard: Heard, desk: Desk) -> list[Ticket]:
    """The tickets named; else the one that was merged here, or that holds several matters."""
    if which_ticket.named(heard, desk) or which_ticket.candidates(desk, Action.SPLIT):
        return which_ticket.meant(heard, desk, Action.SPLIT)
    found = which_ticket.candidates(desk, Action.DIVIDE)
    holding = [one for one in found if len(several.of(desk, one)) > 1]
    return holding if len(holding) == 1 else which_ticket.meant(heard, desk, Action.DIVIDE)


def _split(heard: Heard, desk: Desk, ticket: Ticket) -> list[Outgoing]:
    if ticket.status == Status.MERGED:
        told = merge.split(desk, ticket)
        return answered(desk.reply(heard, f"{mark(ticket)}已拆出，单独办理", ticket), told)
    if gathering.is_parent(desk.session, ticket):
        return taken_apart(heard, desk, ticket)
    parts, told = divide.divide(desk, ticket)
    return [desk.reply(heard, listing(f"{mark(ticket)}已拆成{len(parts)}件", parts), ticket), *told]


def taken_apart(heard: Heard, desk: Desk, parent: Ticket) -> list[Outgoing]:
    """One matter was none: its tickets are handled by themselves again."""
    numbers, told = scatter.scatter(desk, parent)
    return [desk.reply(heard, f"{mark(parent)}已拆开，{len(numbers)}件各办各的", parent), *told]
