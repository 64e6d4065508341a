"""广播: 广播 幸福村 明天上午停水, in private, by whoever coordinates the place; 停发, 送达."""

from __future__ import annotations

from handlers.actions import broadcast
from handlers.actions.broadcast import SENDERS, Draft
from handlers.commands import Command, Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.parsing import first_word
from handlers.refusal import Refusal
from models import broadcast as broadcasts
from models.broadcast import Broadcast
from models.grid import GridNode
from models.outbox import Outgoing

URGENT = "紧急"
NOT_YOURS = "广播由村干部或综治中心发，您不能办理。"
LOOKS = {Verb.STOP: broadcast.stop, Verb.ACCOUNT: broadcast.told}
ANSWERS = {Verb.SEND: True, Verb.NOT_SEND: False}


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Show a notice before it goes, send it, stop it, tell what became of it."""
    command = heard.command
    if command is None:
        return None
    if command.verb is Verb.BROADCAST:
        return _write(heard, desk, command.words)
    if command.verb in ANSWERS:
        return _answer(heard, desk, yes=ANSWERS[command.verb])
    return _look(heard, desk, command) if command.verb in LOOKS else None


def _look(heard: Heard, desk: Desk, command: Command) -> list[Outgoing] | None:
    """停发 and 送达; in a group with a number or a mention only."""
    if not (heard.message.is_private or heard.is_pointed):
        return None
    if not command.numbers and not _posts(desk):
        return None
    return [desk.reply(heard, LOOKS[command.verb](desk, _meant(desk, command.numbers)))]


def _write(heard: Heard, desk: Desk, words: str) -> list[Outgoing] | None:
    if not _posts(desk):
        if not heard.message.is_private or heard.reports:
            return None
        raise Refusal(NOT_YOURS)
    if not heard.message.is_private:
        if not heard.message.mentions_bot:
            return None
        raise Refusal("广播请私聊我发，例：广播 幸福村 明天上午停水")
    place, urgent, text = _parts(desk, words)
    draft = Draft(place.id or 0, broadcast.words_of(_signed(desk, place), text), urgent)
    said = desk.reply(heard, broadcast.preview(desk, draft))
    return [said.offering(*broadcast.CHOICES)]


def _parts(desk: Desk, words: str) -> tuple[GridNode, bool, str]:
    """The place that is named, else the speaker's own; whether it is urgent; and the words."""
    urgent, rest = _urgent(words)
    first, after = first_word(rest)
    found = broadcast.places(desk, first) if first else []
    if len(found) > 1:
        codes = "、".join(one.code for one in found[:5])
        raise Refusal(f"有{len(found)}个“{first}”，请写编码：{codes}")
    if found:
        also_urgent, text = _urgent(after)
        return found[0], urgent or also_urgent, text
    own = broadcast.own_places(desk)
    if len(own) != 1:
        raise Refusal("请写明发到哪里，例：广播 幸福村 明天上午停水")
    return own[0], urgent, rest


def _urgent(words: str) -> tuple[bool, str]:
    first, rest = first_word(words)
    return (True, rest) if first == URGENT else (False, words)


def _signed(desk: Desk, place: GridNode) -> GridNode:
    """In whose name it goes: the speaker's place over that of the groups, the nearest of several."""
    over = [one for one in broadcast.own_places(desk) if place.path.startswith(one.path)]
    return over[0] if over else place


def _answer(heard: Heard, desk: Desk, *, yes: bool) -> list[Outgoing] | None:
    asked = broadcast.waiting(desk) if heard.message.is_private else []
    if not asked:
        return None
    return [desk.reply(heard, broadcast.settled(desk, asked[-1], yes=yes))]


def _meant(desk: Desk, numbers: tuple[int, ...]) -> Broadcast:
    """The broadcast of a number, else the newest under the speaker's posts; `Refusal` if it is not his."""
    if numbers:
        found = broadcasts.of_number(desk.session, numbers[0])
        if found is not None and not broadcast.may_send(desk, desk.node(found.node_id)):
            raise Refusal(f"广播{found.id}由村干部或综治中心办理，您不能办理。")
    else:
        under = [
            broadcasts.newest(desk.session, post.path, 1)
            for post in desk.speaker.posts
            if post.role in SENDERS
        ]
        found = max((one for each in under for one in each), key=lambda one: one.id or 0, default=None)
    if found is None:
        raise Refusal(f"没有广播{numbers[0]}，请核对编号" if numbers else "还没有发过广播")
    return found


def _posts(desk: Desk) -> bool:
    return any(post.role in SENDERS for post in desk.speaker.posts)
