"""反映人: 满意, 基本满意, 部分解决, 不满意, 补充, 撤回."""

from __future__ import annotations

from handlers.actions import reporter
from handlers.chat.deeds import Deeds, carry_out
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.wording import mark, name_of
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Status, Ticket


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Take the reporter's word on the tickets meant."""
    return carry_out(heard, desk, DEEDS)


def _satisfied(desk: Desk, ticket: Ticket, _: str) -> tuple[str, list[Outgoing]]:
    reporter.satisfied(desk, ticket)
    return f"谢谢，{mark(ticket)}已销号", []


def _mostly_satisfied(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    reporter.mostly_satisfied(desk, ticket, words)
    return f"记下了，{mark(ticket)}已销号", []


def _partly_solved(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    told = reporter.partly_solved(desk, ticket, words)
    return f"{mark(ticket)}还没全办好，请{name_of(desk.person(ticket.handler_id), '上级')}接着办", told


def _unsatisfied(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    handler, told = reporter.unsatisfied(desk, ticket, words)
    return f"{mark(ticket)}没办好，已请{name_of(handler, '上级')}接着办", told


def _supplement(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    return f"已补充到{mark(ticket)}", reporter.supplement(desk, ticket, words)


def _withdraw(desk: Desk, ticket: Ticket, _: str) -> tuple[str, list[Outgoing]]:
    told = reporter.withdraw(desk, ticket)
    if ticket.status != Status.WITHDRAWN:
        return f"您的话已删除；{mark(ticket)}别人也反映了，接着办", told
    return f"已撤回{mark(ticket)}，内容已删除", told


DEEDS: Deeds = {
    Verb.SATISFIED: (Action.SATISFIED, _satisfied),
    Verb.MOSTLY_SATISFIED: (Action.MOSTLY_SATISFIED, _mostly_satisfied),
    Verb.PARTLY_SOLVED: (Action.PARTLY_SOLVED, _partly_solved),
    Verb.UNSATISFIED: (Action.UNSATISFIED, _unsatisfied),
    Verb.SUPPLEMENT: (Action.SUPPLEMENT, _supplement),
    Verb.WITHDRAW: (Action.WITHDRAW, _withdraw),
}
