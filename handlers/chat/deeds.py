"""The shape that ticket verbs share: find the tickets meant, do the deed to each, say so in the same chat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers import which_ticket
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from models.moves import Action
from models.outbox import Outgoing
from models.ticket import Ticket

Deed = Callable[[Desk, Ticket, str], tuple[str, list[Outgoing]]]
"""What a verb does with the words after it: the reply, and what others are told."""

Deeds = Mapping[Verb, tuple[Action, Deed]]


def carry_out(heard: Heard, desk: Desk, deeds: Deeds) -> list[Outgoing] | None:
    """Carry out the verb if it is one of `deeds`; None for any other."""
    command = heard.command
    if command is None or command.verb not in deeds:
        return None
    action, deed = deeds[command.verb]
    said: list[Outgoing] = []
    for ticket in which_ticket.meant(heard, desk, action):
        text, told = deed(desk, ticket, command.words)
        said += answered(desk.reply(heard, text, ticket), told)
    return said


def is_talk(heard: Heard) -> bool:
    """Whether words of a group that begin like a command may be no more than talk: 通报 一下，明天开会."""
    command = heard.command
    pointed = heard.is_pointed or heard.message.is_private
    return command is None or (bool(command.words) and not pointed)


def answered(reply: Outgoing, told: list[Outgoing]) -> list[Outgoing]:
    """The reply with what others are told; one word in a chat is enough, so the reply gives way."""
    return [replace(reply, spare=True), *told]
