"""静音: whoever keeps a group lets the bot be silent there for a while, or speak again."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.actions.mute import mute, unmute
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.refusal import Refusal
from handlers.spans import end_of
from handlers.wording import clock
from models import group
from models.group import ChatGroup
from models.outbox import Outgoing

USUALLY = timedelta(hours=2)
"""How long 静音 alone means."""
AGAIN = "0"


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Mute the group that is spoken in, or the only one that the speaker keeps."""
    command = heard.command
    if command is None or command.verb is not Verb.MUTE:
        return None
    home = _home(desk)
    if command.words == AGAIN:
        unmute(desk, home)
        return [desk.reply(heard, "好的，群里恢复提醒")]
    until = _until(desk, command.words)
    mute(desk, home, until)
    return [desk.reply(heard, f"好的，静音到{clock(desk, until)}；急事仍会提醒")]


def _home(desk: Desk) -> ChatGroup:
    if desk.group is not None:
        return desk.group
    me = desk.speaker.person_id
    kept = [] if me is None else group.kept_by(desk.session, me, desk.now)
    if len(kept) != 1:
        raise Refusal("请到要静音的群里发：静音 2小时", if_pointed=True)
    return kept[0]


def _until(desk: Desk, words: str) -> datetime:
    until = end_of(words, desk.now, desk.office.calendar) if words else desk.now + USUALLY
    if until is None:
        raise Refusal("没看懂静音到什么时候，例：静音 2小时，静音 到明天", if_pointed=True)
    return until
