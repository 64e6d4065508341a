"""回访: 回访 17 已稳定, 回访 17 反弹 说明."""

from __future__ import annotations

from handlers import which_ticket
from handlers.actions import revisit
from handlers.chat.deeds import answered
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.parsing import first_word
from handlers.refusal import Refusal
from handlers.wording import mark
from models.coming import Outcome
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Status, Ticket

FOUND = {
    "已稳定": Outcome.QUIET,
    "稳定": Outcome.QUIET,
    "未反弹": Outcome.QUIET,
    "没反弹": Outcome.QUIET,
    "反弹": Outcome.RELAPSE,
    "已反弹": Outcome.RELAPSE,
}
"""What a revisit found, in the users' words; what follows tells more."""


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Take the word of whoever has been there."""
    command = heard.command
    if command is None or command.verb is not Verb.REVISIT:
        return None
    first, rest = first_word(command.words)
    found = FOUND.get(first)
    (ticket,) = which_ticket.meant(heard, desk, Action.REVISIT)
    if found is None:
        example = f"回访 {ticket.number} 已稳定，或 回访 {ticket.number} 反弹 说明"
        raise Refusal(f"{mark(ticket)}请写明结果：{example}", if_pointed=True)
    if found is Outcome.RELAPSE:
        told = revisit.relapsed(desk, ticket, rest)
        return answered(desk.reply(heard, f"{mark(ticket)}已重新办理，请接着办", ticket), told)
    return [desk.reply(heard, _quiet(desk, ticket, rest), ticket)]


def _quiet(desk: Desk, ticket: Ticket, words: str) -> str:
    following = revisit.stayed_quiet(desk, ticket, words)
    if following is not None:
        return f"已记下{mark(ticket)}稳定，下次回访{following.month}月{following.day}日"
    if ticket.status == Status.CLOSED:
        return f"已记下{mark(ticket)}稳定，不用再回访"
    return f"已记下{mark(ticket)}稳定"
