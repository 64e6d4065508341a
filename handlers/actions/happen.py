"""What happens to a family 急事, 返乡: told by staff, it begins the tasks of a plan, at once and once.

Nobody is enrolled by it: who is not enrolled is helped this one time, with the consent that is told with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.task_lines import day_name, known_of, line
from models import enrolment, officeholders, task
from models.enrolment import Enrolment
from models.happening import Happening, days_of
from models.outbox import Outgoing
from models.person import Person
from models.plan import Plan
from models.task import Task, TaskStatus, Turn

SAME = timedelta(days=30)
"""Told again within so many days it is the same event."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to whom, and whether consent to be helped was told with it."""

    whom: Person
    what: Happening
    agreed: bool


def happened(desk: Desk, event: Event) -> tuple[str, list[Outgoing]]:
    """Begin the tasks of the event; the answer without a name, and the list for whoever acts, in private."""
    plans = [plan for plan in desk.office.plans.values() if event.what in plan.events]
    if not plans:
        raise Refusal(f"本县没有启用{event.what.label}的帮扶，请找管理员")
    born = [_born(desk, event, plan) for plan in plans]
    told = [one for task_ in born for one in _told(desk, task_)]
    until = day_name(max(one.due_on for one in born))
    mine = all(one.responsible_id == desk.speaker.person_id for one in born)
    by = "私聊已发给您" if mine else "已交负责人"
    return f"已记下{event.what.label}，{by}，{until}前办", told


def _born(desk: Desk, event: Event, plan: Plan) -> Task:
    today = desk.office.calendar.today(desk.now)
    before = task.latest_event(desk.session, plan.code, event.whom.id or 0, event.what, today - SAME)
    if before is not None and before.status != TaskStatus.ENDED:
        raise Refusal(f"这件{event.what.label}{day_name(before.starts_on)}已经记过，发 待办 看")
    entry = enrolment.enrolment_of(desk.session, event.whom.id or 0, plan.enrolled_as)
    _check_consent(event, plan, entry)
    owes = _who_owes(desk, event.whom, plan, entry)
    again = before if before is not None and before.period == f"{event.what}@{today}" else None
    return _written(desk, event, plan, (owes, again, today))


def _check_consent(event: Event, plan: Plan, entry: Enrolment | None) -> None:
    if (entry is not None and entry.ended_at is None) or event.agreed:
        return
    if event.what is Happening.RETURN:
        raise Refusal(f"他没有登记{plan.name}；本人愿意就说：返乡 姓名 已同意", if_pointed=True)
    raise Refusal(f"他家没有登记{plan.name}；征得同意后说：急事 姓名 {event.what.label} 已同意")


def _who_owes(desk: Desk, whom: Person, plan: Plan, entry: Enrolment | None) -> int:
    staff = officeholders.load(desk.session, desk.now)
    named = entry.responsible_id if entry is not None and entry.ended_at is None else None
    if named is not None and staff.holds_post(named, desk.now):
        return named
    found = staff.nearest(whom.node_id or 0, plan.actor_role, desk.now)
    if found is None:
        raise Refusal(f"这里没有在任的{plan.actor_role.label}，请找上级安排")
    return found


def _written(desk: Desk, event: Event, plan: Plan, how: tuple[int, Task | None, date]) -> Task:
    owes, again, today = how
    due, _ = days_of(today, plan.within, plan.last_days, desk.office.calendar)
    new = again or Task(
        plan=plan.code,
        subject=f"person:{event.whom.id}",
        period=f"{event.what}@{today}",
        person_id=event.whom.id,
        node_id=event.whom.node_id or 0,
        responsible_id=owes,
        starts_on=today,
        due_on=due,
        ends_on=due,
    )
    if again is not None:
        desk.remember(again)
    new.status, new.closed_at, new.responsible_id, new.number = TaskStatus.OPEN, None, owes, None
    new.next_on, new.next_step = today, Turn.OPEN
    new.note = f"{event.what.label}{'，已征得同意' if event.agreed else ''}"
    desk.session.add(new)
    desk.session.flush()
    if again is None:
        desk.images.remember_new(new)
    desk.has_effect = True
    return new


def _told(desk: Desk, new: Task) -> list[Outgoing]:
    """Whoever acts hears at once, with a number of his list; in quiet hours by the next digest."""
    plan, calendar = desk.office.plans[new.plan], desk.office.calendar
    number = task.highest_number(desk.session, new.responsible_id) + 1
    if calendar.is_quiet(desk.now) and new.responsible_id != desk.speaker.person_id:
        return []
    new.number = number
    heading = plan.words.open.format(count=1, until=day_name(new.due_on), who="")
    item = line(plan, new, known_of(desk.session, [new]))
    text = f"{plan.name}：{heading}\n{item}\n办好请回“完成 {number}”；另有“不需要 {number}”。"
    told = desk.tell(desk.person(new.responsible_id), text)
    if not told:
        new.number = None
        return []
    _, last = days_of(new.starts_on, plan.within, plan.last_days, calendar)
    new.next_on, new.next_step = last, Turn.LAST if last else None
    desk.session.add(new)
    return told
