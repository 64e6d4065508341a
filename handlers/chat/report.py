"""登记: the last to listen. Words that report a matter become a ticket, or a question, or nothing."""

from __future__ import annotations

from handlers.actions.report import report
from handlers.actions.unsure import ask_owner, forget_asked
from handlers.actions.where import ask_if_missing
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.matter import keep_speaker, matter_of, origin
from handlers.wording import in_danger, mark
from models.outbox import Outgoing
from models.ticket import Ticket, Urgency

REGISTER = "register"
UNPLACED = "请在您住的网格群里说这件事，我还不知道您住哪个网格"


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Register what is reported; ask the owner where it is not sure; silence for all else."""
    verdict = heard.verdict
    if verdict is None or not heard.reports:
        return None
    at = origin(heard, desk)
    sure = verdict.decision == REGISTER
    if at[0] is None:
        return [desk.reply(heard, UNPLACED)] if sure and heard.message.is_private else None
    if not sure and not heard.is_addressed:
        sender = (heard.message.sender_id, heard.message.sender_name)
        return ask_owner(desk, matter_of(heard, desk, verdict, at), sender) or None
    forget_asked(desk, [f"{heard.message.channel}/{one.message_id}" for one in heard.pieces])
    keep_speaker(heard, desk)
    ticket, asked = report(desk, matter_of(heard, desk, verdict, at))
    said = _acknowledge(heard, desk, ticket) + asked + ask_if_missing(desk, ticket)
    if heard.is_addressed and all(one.to != desk.here(heard) for one in said):
        said.insert(0, _registered(heard, desk, ticket))
    return said


def _acknowledge(heard: Heard, desk: Desk, ticket: Ticket) -> list[Outgoing]:
    in_group = not heard.message.is_private
    said: list[Outgoing] = []
    if in_group and ticket.sensitive:
        said.append(Outgoing(desk.here(heard), f"{mark(ticket)}已收到", ticket=ticket.number))
    if ticket.urgency == Urgency.EMERGENCY:
        said.append(in_danger(heard, desk, ticket))
    return said


def _registered(heard: Heard, desk: Desk, ticket: Ticket) -> Outgoing:
    """Whoever spoke to the bot hears from it, if nothing else is said there."""
    return desk.reply(heard, f"已登记{mark(ticket)}，会有人联系您", ticket)
