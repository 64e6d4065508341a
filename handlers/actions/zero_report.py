"""Zero report 零报告: a check ends with 无, or with what its owner reports; nothing else is asked."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.desk import Desk
from handlers.refusal import Refusal
from models import task
from models.grid import is_at_or_above
from models.outbox import Outgoing
from models.task import Task, TaskStatus
from models.ticket import Ticket, by_number


def open_checks(desk: Desk) -> list[Task]:
    """The speaker's open checks that he was told of, by number."""
    if not desk.speaker.posts or desk.speaker.person_id is None:
        return []
    plans = [code for code, plan in desk.office.plans.items() if plan.zero_report]
    return [one for one in task.open_list(desk.session, desk.speaker.person_id) if one.plan in plans]


def nothing_found(desk: Desk, checks: Sequence[Task], numbers: Sequence[int]) -> str:
    """无: the checks of today (无 3: this one) are done, and nothing was found."""
    meant = [one for one in checks if one.number in numbers] if numbers else _meant(desk, checks)
    if not meant:
        listed = "、".join(str(one.number) for one in checks)
        raise Refusal(f"您有几项排查，请写编号，如：无 {checks[0].number}（有 {listed}）")
    done = [one for one in meant if _tick(desk, one, "无")]
    return f"已记：{_names(desk, done)} 无。"


def ticked_by_report(desk: Desk) -> list[Outgoing]:
    """What the speaker has just reported ticks off his check of that place; he hears so in private."""
    ticket = desk.joined or (by_number(desk.session, desk.started) if desk.started else None)
    checks = [] if ticket is None else open_checks(desk)
    if ticket is None or not checks:
        return []
    here = [one for one in checks if is_at_or_above(desk.node(one.node_id).path, desk.place(ticket).path)]
    done = [one for one in _meant(desk, here) if _tick(desk, one, f"{ticket.number}号")]
    return _told(desk, done, ticket) if done else []


def _told(desk: Desk, done: Sequence[Task], ticket: Ticket) -> list[Outgoing]:
    return desk.tell(desk.speaker.person, f"{_names(desk, done)}已记，见【{ticket.number}号】", ticket)


def _meant(desk: Desk, checks: Sequence[Task]) -> list[Task]:
    """What is due today; if nothing is, the only one there is."""
    today = desk.office.calendar.today(desk.now)
    due = [one for one in checks if one.due_on <= today]
    return due or (list(checks) if len(checks) == 1 else [])


def _tick(desk: Desk, one: Task, note: str) -> bool:
    desk.remember(one)
    parts = [part.code for part in desk.office.plans[one.plan].parts]
    ended = {"status": TaskStatus.DONE, "closed_at": desk.now, "tell_on": None}
    desk.has_effect = True
    return task.change_open(desk.session, one, done_parts=parts, note=note, **ended)


def _names(desk: Desk, done: Sequence[Task]) -> str:
    return "、".join(dict.fromkeys(desk.office.plans[one.plan].name for one in done))
