"""A task as one line of a list, the same in the digest and under 待办.

For private lists only: names and phone numbers stand in full, because a call list without them helps nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from models.database import Session
from models.particulars import Particulars, particulars
from models.plan import Part, Plan

PAGE = 60
"""How many lines one message lists."""


class Listed(Protocol):
    """What a line needs of a task."""

    plan: str
    person_id: int | None
    node_id: int
    number: int | None
    done_parts: list[str]


def open_parts(plan: Plan, done: Sequence[str]) -> list[Part]:
    """The parts that are not done yet."""
    return [part for part in plan.parts if part.code not in done]


def part_names(parts: Iterable[Part]) -> str:
    """电话、消息"""
    return "、".join(part.name for part in parts)


def subject_name(task: Listed, known: Particulars) -> str:
    """Whom a task is about: a person's name, or a place's."""
    return known.place(task.node_id) if task.person_id is None else known.name(task.person_id)


def line(plan: Plan, task: Listed, known: Particulars) -> str:
    """`3. 张三（3组）：电话、消息 13800001234，在西安`"""
    title = plan.title.format(
        name=subject_name(task, known),
        place=known.place(task.node_id),
        parts=part_names(open_parts(plan, task.done_parts)),
    )
    contact = known.people.get(task.person_id or 0)
    phone = f" {contact.phone}" if contact and contact.phone else ""
    away = f"，在{contact.away}" if contact and contact.away else ""
    return f"{task.number}. {title}{phone}{away}"


def known_of(session: Session, tasks: Sequence[Listed], staff: Iterable[int] = ()) -> Particulars:
    """The particulars that the lines of `tasks` need, and of some staff."""
    people = {task.person_id for task in tasks if task.person_id is not None}
    return particulars(session, people | set(staff), {task.node_id for task in tasks})


def day_name(day: date) -> str:
    """A day as people say it: 11月25日."""
    return f"{day.month}月{day.day}日"
