"""反映人: 满意, 基本满意, 部分解决, 不满意, 补充, 撤回."""

from __future__ import annotations

from functools import partial

from handlers.actions import guard, joining, own_word, reporter
from handlers.chat.deeds import Deeds, carry_out
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.matter import added
from handlers.wording import mark, marks, name_of
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Status, Ticket


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Take the reporter's word on the tickets meant."""
    return carry_out(
        heard, desk, {**DEEDS, Verb.SUPPLEMENT: (Action.SUPPLEMENT, partial(_supplement, heard))}
    )


def _satisfied(desk: Desk, ticket: Ticket, _: str) -> tuple[str, list[Outgoing]]:
    if own_word.is_theirs(desk, ticket):
        return _judged(desk, ticket, Action.SATISFIED, "")
    reporter.satisfied(desk, ticket)
    return f"谢谢，{mark(ticket)}已销号", []


def _mostly_satisfied(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    if own_word.is_theirs(desk, ticket):
        return _judged(desk, ticket, Action.MOSTLY_SATISFIED, words)
    reporter.mostly_satisfied(desk, ticket, words)
    return f"记下了，{mark(ticket)}已销号", []


def _partly_solved(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    if own_word.is_theirs(desk, ticket):
        return _not_yet(desk, ticket, Action.PARTLY_SOLVED, words)
    told = reporter.partly_solved(desk, ticket, words)
    return f"{mark(ticket)}还没全办好，请{name_of(desk.person(ticket.handler_id), '上级')}接着办", told


def _unsatisfied(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    if own_word.is_theirs(desk, ticket):
        return _not_yet(desk, ticket, Action.UNSATISFIED, words)
    handler, told = reporter.unsatisfied(desk, ticket, words)
    return f"{mark(ticket)}没办好，已请{name_of(handler, '上级')}接着办", told


def _judged(desk: Desk, ticket: Ticket, action: Action, words: str) -> tuple[str, list[Outgoing]]:
    own_word.good(desk, ticket, action, words)
    closed = "，都好了，已销号" if ticket.status == Status.CLOSED else ""
    return f"谢谢，{mark(ticket)}您这里记下了{closed}", []


def _not_yet(desk: Desk, ticket: Ticket, action: Action, words: str) -> tuple[str, list[Outgoing]]:
    own, told = own_word.bad(desk, ticket, action, words)
    handler = name_of(desk.person(own[0].handler_id), "上级")
    who = "已另登记" if own[0].status == Status.PENDING else f"单独请{handler}接着办"
    return f"{mark(ticket)}里您报的{marks(own)}还没好，{who}", told


def _supplement(heard: Heard, desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    """By whoever reported it, or joined it: his words stand and go with him."""
    standing = desk.standing(ticket)
    if words and standing.joiner and not (standing.reporter or standing.co_reporter):
        guard.check(desk, ticket, Action.SUPPLEMENT)
        told = joining.join(desk, ticket, added(heard, desk, ticket, words), reports=False)
    else:
        told = reporter.supplement(desk, ticket, words)
    return f"已补充到{mark(ticket)}", told


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
    Verb.WITHDRAW: (Action.WITHDRAW, _withdraw),
}
