"""办理: 接单, 办结, 同意, 退回."""

from __future__ import annotations

from handlers.actions import approval, handle
from handlers.chat.deeds import Deeds, carry_out
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.wording import mark, name_of
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Awaiting, Ticket


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Take a handler's or approver's word on the tickets meant."""
    return carry_out(heard, desk, DEEDS)


def _claim(desk: Desk, ticket: Ticket, _: str) -> tuple[str, list[Outgoing]]:
    told = handle.claim(desk, ticket)
    return f"已接单{mark(ticket)}，办好请回复：办结 {ticket.number} 说明", told


def _resolve(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    told = handle.resolve(desk, ticket, words)
    if ticket.awaiting == Awaiting.APPROVAL:
        approver = name_of(approval.approver(desk, ticket), "上级")
        return f"已报请{mark(ticket)}办结，等{approver}同意", told
    return f"已办结{mark(ticket)}，正请反映人评价", told


def _approve(desk: Desk, ticket: Ticket, _: str) -> tuple[str, list[Outgoing]]:
    asked_for = approval.asked_for(ticket)
    return f"已同意{mark(ticket)}{asked_for}", handle.approve(desk, ticket)


def _send_back(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    told = handle.send_back(desk, ticket, words)
    return f"已退回{mark(ticket)}，由{name_of(desk.person(ticket.handler_id))}继续办理", told


DEEDS: Deeds = {
    Verb.CLAIM: (Action.CLAIM, _claim),
    Verb.RESOLVE: (Action.RESOLVE, _resolve),
    Verb.APPROVE: (Action.APPROVE, _approve),
    Verb.RETURN: (Action.RETURN, _send_back),
}
