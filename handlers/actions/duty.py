"""Duty 换班: the coordinator gives one day's duty to another; both hear so."""

from __future__ import annotations

from datetime import date

from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.task_lines import day_name
from models import duty
from models.outbox import Outgoing
from models.person import Person
from models.role import Role

COORDINATORS = {Role.TOWN, Role.COUNTY, Role.ADMIN}
"""Who may change the roster of his place and of those below it."""


def take_over(desk: Desk, day: date, old: Person, new: Person) -> tuple[str, list[Outgoing]]:
    """换班 12-3 张三 李四: 李四 is on duty in place of 张三; the evening before is told to him."""
    paths = [post.path for post in desk.speaker.posts if post.role in COORDINATORS]
    if not paths:
        raise Refusal("换班由镇综治、县综治办理，您不能办理。", if_pointed=True)
    if day < desk.office.calendar.today(desk.now):
        raise Refusal(f"{day_name(day)}已经过了，请写今天或以后的日子")
    found = duty.of_day(desk.session, day, old.id or 0, paths)
    if not found:
        raise Refusal(f"{old.name}{day_name(day)}没有值班，请核对日期", if_pointed=True)
    desk.remember(*found)
    for one in found:
        one.person_id = new.id or 0
        desk.session.add(one)
    desk.has_effect = True
    places = "、".join(desk.place_name(one.node_id) for one in found)
    text = f"{day_name(day)}{places}接访值班改由{new.name}"
    return text, [*desk.tell(old, text), *desk.tell(new, text)]
