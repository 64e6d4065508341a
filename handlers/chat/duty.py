"""换班 12-3 张三 李四."""

from __future__ import annotations

from handlers.actions.duty import take_over
from handlers.chat.handover import staff_called
from handlers.commands import BETWEEN, Verb
from handlers.dates import day_of
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.refusal import Refusal
from models.outbox import Outgoing

USE = "请写日期、原来的人和接替的人，例：换班 12-3 张三 李四"


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Give a day's duty to another."""
    command = heard.command
    if command is None or command.verb is not Verb.SWAP_DUTY:
        return None
    today = desk.office.calendar.today(desk.now)
    words = [one.lstrip("@") for one in command.tokens if one not in BETWEEN | {"给", "换成"}]
    days = [day for word in words if (day := day_of(word, today)) is not None]
    names = [word for word in words if day_of(word, today) is None]
    if len(days) != 1 or len(names) != 2:
        raise Refusal(USE, if_pointed=True)
    old, new = (staff_called(desk, name) for name in names)
    text, told = take_over(desk, days[0], old, new)
    return [desk.reply(heard, text), *told]
