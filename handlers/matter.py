"""A matter as it was heard: where it belongs, who tells it, and the words of which messages."""

from __future__ import annotations

from dataclasses import replace

from handlers.actions.report import Matter
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.recent import Piece
from models.source import CHAT, FOUND, PRIVATE
from models.ticket import Ticket
from nlp.verdict import Verdict

Origin = tuple[int | None, str]
"""The node to which what is said belongs, None if nobody knows; and the source of a ticket."""


def origin(heard: Heard, desk: Desk) -> Origin:
    """Where what is said belongs: to the group's place, or in private to that of whoever speaks."""
    if desk.group is not None:
        return desk.group.node_id, CHAT
    known = desk.speaker.person
    if not heard.message.is_private or known is None:
        return None, ""
    if known.node_id is not None:
        return known.node_id, PRIVATE
    return (desk.speaker.posts[0].node_id if desk.speaker.posts else None), FOUND


def matter_of(heard: Heard, desk: Desk, verdict: Verdict, at: Origin) -> Matter:
    """What is reported, as the desk knows its speaker; `at` has a node."""
    message = heard.message
    return Matter(
        text=heard.words,
        verdict=verdict,
        node_id=at[0] or 0,
        source=at[1],
        reporter=desk.speaker.identity,
        group=None if desk.group is None else desk.group.id,
        channel=message.channel,
        message_id=message.message_id,
        pieces=heard.pieces or (Piece(message.message_id, heard.words, desk.now, message.attachments),),
    )


def added(heard: Heard, desk: Desk, ticket: Ticket, words: str) -> Matter:
    """What somebody adds to a ticket that he joined."""
    verdict = Verdict(ticket.kind, "silent", ticket.category, None, ticket.urgency, False, 0.0)
    matter = matter_of(heard, desk, verdict, (ticket.node_id, CHAT))
    said = Piece(heard.message.message_id, words, desk.now, heard.message.attachments)
    return replace(matter, text=words, pieces=(said,))


def keep_speaker(heard: Heard, desk: Desk) -> None:
    """The words count, so whoever says them is known from now on."""
    message = heard.message
    identity = desk.known(message.channel, message.sender_id, message.sender_name)
    desk.speaker = replace(desk.speaker, identity=identity)
