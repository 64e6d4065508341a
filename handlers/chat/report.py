"""登记: the last to listen. Words that report a matter become a ticket, or a question, or nothing."""

from __future__ import annotations

from dataclasses import replace

from handlers.actions.report import Matter, report
from handlers.actions.unsure import ask_owner, forget_asked
from handlers.actions.where import ask_if_missing
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.recent import Piece
from handlers.wording import in_danger, mark
from models.outbox import Outgoing
from models.source import CHAT, FOUND, PRIVATE
from models.ticket import Ticket, Urgency
from nlp.verdict import Verdict

REGISTER = "register"
UNPLACED = "请在您住的网格群里说这件事，我还不知道您住哪个网格"


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Register what is reported; ask the owner where it is not sure; silence for all else."""
    verdict = heard.verdict
    if verdict is None or not heard.reports:
        return None
    node_id, source = _origin(heard, desk)
    sure = verdict.decision == REGISTER
    if node_id is None:
        return [desk.reply(heard, UNPLACED)] if sure and heard.message.is_private else None
    if not sure and not heard.is_addressed:
        sender = (heard.message.sender_id, heard.message.sender_name)
        return ask_owner(desk, _matter(heard, desk, verdict, node_id, source), sender) or None
    forget_asked(desk, [f"{heard.message.channel}/{one.message_id}" for one in heard.pieces])
    ticket, asked = report(desk, _matter(heard, desk, verdict, node_id, source, keep=True))
    said = _acknowledge(heard, desk, ticket) + asked + ask_if_missing(desk, ticket)
    if heard.is_addressed and all(one.to != desk.here(heard) for one in said):
        said.insert(0, _registered(heard, desk, ticket))
    return said


def _matter(
    heard: Heard, desk: Desk, verdict: Verdict, node_id: int, source: str, *, keep: bool = False
) -> Matter:
    message = heard.message
    if keep:
        identity = desk.known(message.channel, message.sender_id, message.sender_name)
        desk.speaker = replace(desk.speaker, identity=identity)
    return Matter(
        text=heard.words,
        verdict=verdict,
        node_id=node_id,
        source=source,
        reporter=desk.speaker.identity,
        group=None if desk.group is None else desk.group.id,
        channel=message.channel,
        message_id=message.message_id,
        pieces=heard.pieces or (Piece(message.message_id, heard.words, desk.now, message.attachments),),
    )


def _origin(heard: Heard, desk: Desk) -> tuple[int | None, str]:
    if desk.group is not None:
        return desk.group.node_id, CHAT
    known = desk.speaker.person
    if not heard.message.is_private or known is None:
        return None, ""
    if known.node_id is not None:
        return known.node_id, PRIVATE
    return (desk.speaker.posts[0].node_id if desk.speaker.posts else None), FOUND


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
