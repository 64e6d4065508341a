"""上报, 转, 延期: a handler who cannot go on alone."""

from __future__ import annotations

from handlers.actions import approval, extension, pass_on
from handlers.chat.deeds import Deeds, carry_out, is_talk
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.wording import mark, name_of
from models.moves import Action
from models.outbox import Outgoing
from models.person import accounts_of
from models.ticket import Ticket


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Take the handler's word on the tickets meant; without a number, words of a group are talk."""
    return None if is_talk(heard) else carry_out(heard, desk, DEEDS)


def _escalate(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    told = pass_on.escalate(desk, ticket, words)
    return f"已上报{mark(ticket)}，由{_handler(desk, ticket)}接着办", told


def _transfer(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    told = pass_on.transfer(desk, ticket, words)
    return f"已把{mark(ticket)}转{_handler(desk, ticket)}办理", told


def _ask_extension(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    told = extension.ask(desk, ticket, words)
    superior = name_of(approval.approver(desk, ticket), "上级")
    return f"已申请{mark(ticket)}延期{ticket.request_days}个工作日，等{superior}同意", told


def _handler(desk: Desk, ticket: Ticket) -> str:
    """Who has it now, and whether he has to be told by other means."""
    handler = desk.person(ticket.handler_id)
    reached = handler is not None and accounts_of(desk.session, handler.id or 0)
    return name_of(handler) + ("" if reached else "（没有绑定账号，请打电话告诉）")


DEEDS: Deeds = {
    Verb.ESCALATE: (Action.ESCALATE, _escalate),
    Verb.TRANSFER: (Action.TRANSFER, _transfer),
    Verb.ASK_EXTENSION: (Action.ASK_EXTENSION, _ask_extension),
}
