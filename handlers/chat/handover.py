"""交接: 交接 张三 李四, by a superior."""

from __future__ import annotations

from handlers.actions import handover
from handlers.commands import BETWEEN, Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.refusal import Refusal
from models.outbox import Outgoing
from models.person import STAFF, Person, by_code, staff_named

SEVERAL, NOBODY = "重名，请写编号", "没有登记，请核对姓名"


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Hand over what one of the staff has in hand to another."""
    command = heard.command
    if command is None or command.verb is not Verb.HANDOVER:
        return None
    names = [one.lstrip("@") for one in command.tokens if one not in BETWEEN | {"给", "交给"}]
    if len(names) != 2:
        raise Refusal("请写交的人和接的人，例：交接 张三 李四", if_pointed=True)
    old, new = (staff_called(desk, name) for name in names)
    handed, told = handover.by_word(desk, old, new)
    return [desk.reply(heard, f"已把{old.name}的工作交给{new.name}：{handed.told()}"), *told]


def staff_called(desk: Desk, name: str) -> Person:
    """One of the staff, by name, or by code where there are two of a name."""
    coded = by_code(desk.session, STAFF, name)
    found = [coded] if coded is not None else list(staff_named(desk.session, name))
    if len(found) != 1:
        raise Refusal(f"“{name[:10]}”{SEVERAL if found else NOBODY}", if_pointed=True)
    return found[0]
