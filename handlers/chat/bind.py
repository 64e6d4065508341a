"""绑定, 解绑: said in the group. A stranger who says a wrong code in a group of no place hears nothing."""

from __future__ import annotations

from handlers.actions.bind import bind, target, unbind
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.refusal import Refusal
from handlers.wording import name_of
from models import group
from models.group import OWNER, ChatGroup
from models.outbox import Outgoing

NOTICE = (
    "只登记报事和对我说的话，闲聊不留任何记录",
    "登记的内容加密保存；发 删除我的信息 就删掉",
    "嫌打扰，群主发：静音 2小时",
)
"""What the bot reads and keeps, and how to be left in peace."""


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Bind the group that is spoken in, or let it go."""
    verb = heard.command.verb if heard.command else None
    if verb is Verb.UNBIND:
        return _unbind(heard, desk)
    return _bind(heard, desk) if verb is Verb.BIND else None


def _bind(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    if heard.message.is_private:
        raise Refusal("请到要绑定的群里发：绑定 网格编码")
    guessed, memory = f"{heard.message.channel}/{heard.message.sender_id}", desk.office.memory
    said = heard.command.words if heard.command else ""
    if not said or memory.guesses_too_often(guessed, desk.now):
        return None
    found = target(desk, said)
    if found is None:
        memory.note_guess(guessed, desk.now)
        if desk.group is None and not desk.speaker.posts:
            return None
        raise Refusal("没有这个网格编码或绑定码，请核对", if_pointed=not desk.speaker.posts)
    home = bind(desk, desk.here(heard), found)
    return [desk.reply(heard, _welcome(desk, home))]


def _welcome(desk: Desk, home: ChatGroup) -> str:
    chief = name_of(next(iter(desk.chiefs(desk.node(home.node_id).path)), None))
    lines = [f"已绑定{desk.place_name(home.node_id)}，有事直接在群里说；发 帮助 看怎么说", *NOTICE]
    lines.append(f"找{chief}发 1；急事请打110、119、120")
    if not group.keepers(desk.session, home.id or 0, OWNER, desk.now):
        lines.append(f"还没有登记群主，先由{chief}确认")
    return "\n".join(lines)


def _unbind(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    if desk.group is None:
        raise Refusal("请到要解绑的群里发：解绑", if_pointed=True)
    place = desk.place_name(desk.group.node_id)
    unbind(desk, desk.group)
    return [desk.reply(heard, f"已解绑{place}，我不再听这个群；没办完的事照常办理")]
