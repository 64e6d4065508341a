"""删除我的信息: whoever asks is erased, and hears so once."""

from __future__ import annotations

from handlers.actions.erase import erase_account
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from models.outbox import Outgoing


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Erase the speaker's data."""
    if heard.command is None or heard.command.verb is not Verb.ERASE:
        return None
    message = heard.message
    told = erase_account(desk, message.channel, message.sender_id)
    return [desk.reply(heard, "这里没有保存您的信息" if told is None else "您的信息已删除"), *(told or [])]
