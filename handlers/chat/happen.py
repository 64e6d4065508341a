"""急事 张三 白事, 返乡 张三: what one of the staff tells of a family of his place."""

from __future__ import annotations

from handlers.actions.happen import Event, happened
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.refusal import Refusal
from models.happening import Happening, find_happening
from models.household import households_of
from models.outbox import Outgoing
from models.person import Person
from models.role import Role

TELLERS = {Role.GRID_WORKER, Role.CHIEF, Role.CADRE, Role.TOWN, Role.COUNTY}
"""Who may tell what happened to a family at or below his place."""
AGREED = {"已同意", "同意", "本人同意", "家属同意"}
USE = {
    Verb.RETURNED: "请写谁回来了，例：返乡 张三",
    Verb.HAPPENED: "请写谁家什么事，例：急事 张三 白事（红事、白事、事故、重病）",
}


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Begin what a plan does about it; in a group, words that name no family of the place are talk."""
    command = heard.command
    if command is None or command.verb not in USE:
        return None
    posts = [post for post in desk.speaker.posts if post.role in TELLERS]
    if not posts:
        raise Refusal("这由网格员、网格长、村干部和综治中心说，您不能办理。", if_pointed=True)
    agreed = bool(AGREED & set(command.tokens))
    words = [one for one in command.tokens if one not in AGREED]
    what = Happening.RETURN if command.verb is Verb.RETURNED else _what(words)
    names = [one for one in words if find_happening(one) is None]
    if what is None or len(names) != 1:
        raise Refusal(USE[command.verb], if_pointed=True)
    whom = _household(heard, desk, names[0])
    text, told = happened(desk, Event(whom, what, agreed))
    return [desk.reply(heard, text), *told]


def _what(words: list[str]) -> Happening | None:
    found = [one for word in words if (one := find_happening(word)) and one is not Happening.RETURN]
    return found[0] if len(found) == 1 else None


def _household(heard: Heard, desk: Desk, name: str) -> Person:
    """The one family of a name, or of a code, at or below the speaker's places."""
    paths = [post.path for post in desk.speaker.posts if post.role in TELLERS]
    found = households_of(desk.session, name, paths)
    if not found:
        raise Refusal(f"您管的地方没有登记“{name[:10]}”，请核对姓名", if_pointed=True)
    if len(found) > 1:
        if not heard.message.is_private:
            raise Refusal("有同名的住户，请私聊我并写编号")
        listed = "、".join(f"{one.code}（{desk.place_name(one.node_id or 0)}）" for one in found[:5])
        raise Refusal(f"有{len(found)}户同名，请把名字换成编号：{listed}")
    return found[0]
