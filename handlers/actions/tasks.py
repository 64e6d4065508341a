"""Ticking off tasks 销账: the verbs of a person's own numbered list; nobody else's list can be reached.

Each verb answers with one sentence without names, fit for a group. It counts only while the task is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from handlers.dates import day_of
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.task_lines import PAGE, day_name, known_of, line, open_parts, part_names
from models import enrolment, officeholders, task
from models.plan import Part, counted_by
from models.task import Task, TaskStatus, Turn

TRY_AGAIN_WORKDAYS = 3
TRIES_UNTIL_TOLD = 3

Mine = dict[int, Task]


def complete(desk: Desk, numbers: Sequence[int], words: str) -> str:
    """完成 3 5: done, with a note; `完成 3 电话` ticks off one part only."""
    return _each(desk, numbers, "已完成", lambda one: _complete(desk, one, words))


def no_answer(desk: Desk, numbers: Sequence[int], words: str) -> str:
    """没打通 4: again in three working days; the third time a superior is told in his digest."""
    return _each(desk, numbers, "记下没打通", lambda one: _no_answer(desk, one, words))


def not_needed(desk: Desk, numbers: Sequence[int], words: str) -> str:
    """不需要 6: ends the person's enrolment in that plan for good, and what is still open of it."""
    return _each(desk, numbers, "已结束帮扶登记", lambda one: _not_needed(desk, one, words))


def move(desk: Desk, numbers: Sequence[int], words: str) -> str:
    """改期 4 周五: this one is told again on that day; the series stays as it is."""
    today = desk.office.calendar.today(desk.now)
    day = day_of(words, today) or day_of(words.split(" ", maxsplit=1)[0], today)
    if day is None:
        raise Refusal("没看懂改到哪天，请写如：改期 4 周五，或 改期 4 11-30")
    if day <= today:
        raise Refusal(f"{day_name(day)}不在今天以后，请写以后的日子，如：改期 4 周五")
    return _each(desk, numbers, "", lambda one: _move(desk, one, day))


def todo_lines(desk: Desk, page: int, before: Sequence[str] = ()) -> list[str]:
    """One page of the speaker's open list, for a private message; empty if there is nothing.

    `before`: the lines of what else he has to do, which come first.
    """
    mine = task.open_list(desk.session, desk.speaker.person_id or 0)
    listed = [one for one in mine if one.plan in desk.office.plans]
    pages = -(-(len(before) + len(listed)) // PAGE)
    page = min(max(page, 1), max(pages, 1))
    start, end = (page - 1) * PAGE - len(before), page * PAGE - len(before)
    shown = listed[max(start, 0) : max(end, 0)]
    known = known_of(desk.session, shown)
    lines = [*before[(page - 1) * PAGE : page * PAGE]]
    lines += [line(desk.office.plans[one.plan], one, known) for one in shown]
    if page < pages:
        lines.append(f"第{page}页，共{pages}页，发“待办 {page + 1}”看下一页。")
    return lines


def open_numbers(desk: Desk) -> list[int]:
    """The numbers of the speaker's open list."""
    mine = task.open_list(desk.session, desk.speaker.person_id or 0)
    return [one.number for one in mine if one.number is not None]


def told_numbers(numbers: Iterable[int]) -> str:
    """1、2、5-9: three and more in a row as a range."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)


def _each(desk: Desk, numbers: Sequence[int], done: str, deed: Callable[[Task], str]) -> str:
    """Do `deed` to each numbered task of the speaker; the answers "" stand together behind `done`."""
    mine: Mine = task.numbered(desk.session, desk.speaker.person_id or 0, numbers)
    desk.remember(*mine.values())
    answers: dict[str, list[int]] = {}
    for number, one in mine.items():
        answers.setdefault(deed(one), []).append(number)
    said = [f"{done} {told_numbers(answers.pop(''))}"] if "" in answers else []
    said += [f"{told_numbers(these)} 号{answer}" for answer, these in answers.items()]
    if missing := [number for number in numbers if number not in mine]:
        said.append(f"没有 {told_numbers(missing)} 号任务")
    return "；".join(said) + "。"


def _complete(desk: Desk, one: Task, words: str) -> str:
    plan = desk.office.plans.get(one.plan)
    left = open_parts(plan, one.done_parts) if plan else []
    named, note = _parts_named(desk, one, words)
    remaining = [part for part in left if named and part not in named]
    values: dict[str, object] = {
        "done_parts": [*one.done_parts, *(p.code for p in left if p not in remaining)]
    }
    if not remaining:
        values |= {"status": TaskStatus.DONE, "closed_at": desk.now, "tell_on": None}
    task.change_open(desk.session, one, **values, **_noted(one, note))
    return f"{part_names(named)}已记下，还差{part_names(remaining)}" if remaining else ""


def _parts_named(desk: Desk, one: Task, words: str) -> tuple[list[Part], str]:
    """The parts that the first words name, and the rest as a note."""
    plan, parts, rest = desk.office.plans.get(one.plan), [], words.split()
    while plan and rest and (part := plan.part_called(rest[0])):
        parts.append(part)
        rest = rest[1:]
    return parts, " ".join(rest)


def _no_answer(desk: Desk, one: Task, words: str) -> str:
    calendar = desk.office.calendar
    today = calendar.today(desk.now)
    again = _within(one, calendar.add_workdays(today, TRY_AGAIN_WORKDAYS), today)
    values: dict[str, object] = {"tries": Task.tries + 1, "next_on": again, "next_step": again and Turn.AGAIN}
    told = (one.tries + 1) % TRIES_UNTIL_TOLD == 0 and _superior(desk, one)
    if told:
        values |= {"tell_on": today, "tell_to_id": told}
    task.change_open(desk.session, one, **values, **_noted(one, words))
    if told:
        return f"{TRIES_UNTIL_TOLD}次没打通，将报上级"
    return f"没打通，{day_name(again)}再提醒" if again else f"没打通，请在{day_name(one.ends_on)}前再试"


def _superior(desk: Desk, one: Task) -> int | None:
    staff = officeholders.load(desk.session, desk.now)
    return staff.superior(one.responsible_id, one.node_id, desk.now)


def _not_needed(desk: Desk, one: Task, words: str) -> str:
    person, plans = one.person_id, desk.office.plans
    if one.plan in plans and plans[one.plan].events:
        ended = {"status": TaskStatus.ENDED, "closed_at": desk.now, "tell_on": None}
        task.change_open(desk.session, one, **ended, **_noted(one, words))
        return "这一次不用办了，已结束"
    series = plans[one.plan].enrolled_as if one.plan in plans else one.plan
    entry = None if person is None else enrolment.enrolment_of(desk.session, person, series)
    if entry is None or person is None:
        return "不是登记的帮扶对象，不能用“不需要”"
    alike = counted_by(plans, series) | {one.plan}
    desk.remember(entry, *task.open_of(desk.session, person, alike))
    if words:
        task.change_open(desk.session, one, **_noted(one, words))
    enrolment.end(desk.session, entry, desk.speaker.person_id, words, desk.now)
    task.end_plans_for(desk.session, person, alike, desk.now)
    return ""


def _move(desk: Desk, one: Task, day: date) -> str:
    if day > one.ends_on:
        return f"最晚{day_name(one.due_on)}，没有改期"
    on = _within(one, day, desk.office.calendar.today(desk.now))
    task.change_open(desk.session, one, next_on=on, next_step=on and Turn.MOVED)
    return f"已改到{day_name(on or one.due_on)}"


def _within(one: Task, day: date, today: date) -> date | None:
    """`day`, or the due day if that comes first; None if that too has come, and only the end is left."""
    last = min(day, one.due_on)
    return last if last > today else None


def _noted(one: Task, note: str) -> dict[str, object]:
    """The note as it becomes: what was noted before stays."""
    return {"note": "；".join(filter(None, (one.note, note)))} if note else {}
