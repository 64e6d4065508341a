"""群众按“1”: `1` alone in a bound group, or `要` in private or as a reply to the bot."""

from __future__ import annotations

from handlers.actions.call_chief import call_chief, called_lately
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard, group_key
from handlers.wording import name_of
from models.outbox import Outgoing


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Call the chief for a resident; silence while others post bare numbers, or again within ten minutes."""
    node_id = _home(heard, desk)
    if not _calls(heard, desk) or node_id is None:
        return None
    message = heard.message
    if desk.speaker.identity is not None and called_lately(desk, desk.speaker.identity):
        return []
    identity = desk.known(message.channel, message.sender_id, message.sender_name)
    called = call_chief(desk, identity, node_id)
    if called is None:
        return [desk.reply(heard, "这里还没有登记网格长，急事请打110、119、120")]
    chief, told = called
    if message.group_id:
        desk.office.memory.note_call(group_key(message), desk.now)
    return [desk.reply(heard, f"已通知{name_of(chief)}，请等他联系您"), *told]


def _calls(heard: Heard, desk: Desk) -> bool:
    command, message = heard.command, heard.message
    if command is None or desk.keeps_group or desk.speaker.posts:
        return False
    if command.verb is Verb.CALL:
        return heard.is_addressed
    alone = command.verb is Verb.PICK and heard.words[:1] == "1"
    if not alone or message.group_id is None:
        return False
    return not desk.office.memory.others_count(group_key(message), message.sender_id, desk.now)


def _home(heard: Heard, desk: Desk) -> int | None:
    if desk.group is not None:
        return desk.group.node_id
    known = desk.speaker.person
    return known.node_id if known is not None and heard.message.is_private else None
