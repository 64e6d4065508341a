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
    erased = erase_account(desk.session, message.channel, message.sender_id, desk.now)
    return [desk.reply(heard, "您的信息已删除" if erased else "这里没有保存您的信息")]
