"""The words of a digest. They go to one person in private, with names and phone numbers in full."""

from collections.abc import Iterator, Mapping

from handlers.task_lines import PAGE, day_name, known_of, line, subject_name
from models.database import Session
from models.owed import Owed
from models.particulars import Particulars
from models.plan import Plan, StepKind
from models.task import Turn
from schedules.digest import Digest, Group, Tell

NAMES_OF_ONE = 20
"""How many names a superior reads for each person responsible; the rest is counted."""

HEADINGS: Mapping[Turn | Tell, str] = {
    Turn.AGAIN: "上次没打通的{count}项，请今天再试",
    Turn.MOVED: "改到今天的{count}项，请办理",
    Tell.UNANSWERED: "{who}有{count}项三次没打通，请定怎么办",
}
"""For what no plan has words of its own."""


def text_of(session: Session, digest: Digest, plans: Mapping[str, Plan]) -> str:
    """A digest as one message: what he owes, as a numbered list; what was missed below; how to reply."""
    shown = {id(owed) for owed in digest.own[:PAGE]}
    tasks = [owed for group in digest.groups for owed in _readable(group, shown)]
    known = known_of(session, tasks, (group.who for group in digest.groups if group.who))
    lines = [f"【{day_name(digest.day)}提醒】"]
    for group in digest.groups:
        lines += _of_group(group, plans[group.plan], known, shown)
    return "\n".join([*lines, *_closing(digest.own, plans)])


def _readable(group: Group, shown: set[int]) -> list[Owed]:
    if group.who is not None:
        return list(group.tasks[:NAMES_OF_ONE])
    return [owed for owed in group.tasks if id(owed) in shown]


def _of_group(group: Group, plan: Plan, known: Particulars, shown: set[int]) -> Iterator[str]:
    heading = f"{plan.name}：{_heading(group, plan, known)}"
    if group.who is None:
        yield heading
        yield from (line(plan, owed, known) for owed in _readable(group, shown))
        return
    names = "、".join(subject_name(owed, known) for owed in _readable(group, shown))
    more = len(group.tasks) - NAMES_OF_ONE
    yield f"{heading}：{names}" + (f"，等另外{more}项" if more > 0 else "")


def _heading(group: Group, plan: Plan, known: Particulars) -> str:
    if group.kind is Tell.MISSED:
        words = plan.words.end
    elif group.kind in HEADINGS:
        words = HEADINGS[group.kind]
    else:
        words = plan.words.at(StepKind(group.kind))
    return words.format(
        count=len(group.tasks),
        until=day_name(group.due_on),
        who="" if group.who is None else known.name(group.who),
    )


def _closing(own: list[Owed], plans: Mapping[str, Plan]) -> Iterator[str]:
    if not own:
        return
    if len(own) > PAGE:
        yield f"共{len(own)}项，发“待办”看全部。"
    if any(plans[owed.plan].zero_report for owed in own):
        yield "排查没有问题请回“无”；有问题直接说是哪里、什么事。"
        own = [owed for owed in own if not plans[owed.plan].zero_report]
        if not own:
            return
    number = own[0].number
    if any(owed.person_id is not None for owed in own):
        yield f"办好请回“完成 {number}”；另有“没打通 {number}”“不需要 {number}”“改期 {number} 周五”。"
    else:
        yield f"办好请回“完成 {number}”；另有“改期 {number} 周五”。"
