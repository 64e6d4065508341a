"""典型案例选编: closed cases with facts, process and result, and nobody's name, number, door or car."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from handlers.desk import Desk
from handlers.papers.blocks import Block, Heading, Paragraph, Reference, Rows, Signature, Title
from handlers.papers.names import Calling, concerned, take_out
from handlers.papers.wording import full_day
from models import event, grid, mediation
from models.event import BOT, TicketEvent
from models.grid import GridNode
from models.mediation import Attempt, Outcome
from models.moves import Action
from models.ticket import Ticket

TOLD = {
    Action.CONFIRM: "确认受理",
    Action.CLAIM: "接单办理",
    Action.ESCALATE: "上报一级",
    Action.TRANSFER: "转办",
    Action.WHISTLE: "吹哨，请部门到场",
    Action.ARRIVE: "部门报到",
    Action.SUPERVISE: "督办",
    Action.LEAD: "领导包案",
    Action.MEASURE: "定措施",
    Action.OUTCOME: "落实措施",
    Action.BOOK: "约双方调解",
    Action.ATTEMPT: "调解",
    Action.AGREE: "双方达成协议",
    Action.MEDIATE: "记下调解",
    Action.COURT: "司法确认",
    Action.RESOLVE: "办结",
    Action.REQUEST_APPROVAL: "报请办结",
    Action.APPROVE: "同意办结",
    Action.PARTLY_SOLVED: "反映人评价：部分解决",
    Action.UNSATISFIED: "反映人评价：不满意",
    Action.MOSTLY_SATISFIED: "反映人评价：基本满意",
    Action.SATISFIED: "反映人评价：满意",
    Action.REVISIT: "回访，已稳定",
    Action.REVISIT_CLOSED: "回访，已稳定",
    Action.RELAPSE: "回访，又有反复",
}
"""The steps that a booklet tells, and how."""
WITH_WORDS = {Action.ATTEMPT, Action.MEASURE, Action.OUTCOME}
"""Those whose words show how it was done; the words of others name people, or stand elsewhere."""
METHODS = {Attempt.FEELING: "讲情", Attempt.REASON: "讲理", Attempt.LAW: "讲法", Attempt.COURT: "引诉"}
JUDGED = {
    Action.SATISFIED: "满意",
    Action.MOSTLY_SATISFIED: "基本满意",
}
OF_NOBODY = {*JUDGED, Action.AGREE, Action.ARRIVE, Action.PARTLY_SOLVED, Action.UNSATISFIED}
"""Steps whose words tell who took them."""
SHARES = (2, 4, 4, 4, 2, 3)


def booklet(
    desk: Desk, place: GridNode, cases: Sequence[Ticket], span: tuple[datetime, datetime]
) -> list[Block]:
    """The booklet of the cases of a place; `span`: the first day, and the last one, that it covers."""
    first, last = (full_day(desk, one) for one in span)
    blocks: list[Block] = [
        Title("典型案例选编"),
        Reference(f"（{place.name}，{first}至{last}，共{len(cases)}件）"),
    ]
    names: list[str] = []
    for number, ticket in enumerate(cases, start=1):
        blocks += _case(desk, number, ticket)
        names += concerned(desk, ticket, event.timeline(desk.session, ticket.number))
    blocks.append(Heading("附：案例一览"))
    rows = [_line(desk, number, one) for number, one in enumerate(cases, start=1)]
    blocks.append(Rows(("序号", "类别", "办理层级", "方法", "历时", "评价"), rows, SHARES))
    (clean,) = take_out(desk, [blocks], names)
    return [*clean, Signature(f"{place.name}综治中心", full_day(desk, desk.now))]


def _case(desk: Desk, number: int, ticket: Ticket) -> Iterator[Block]:
    yield Heading(f"{_numeral(number)}、{_label(desk, ticket)}（{_where(desk, ticket)}）")
    yield Heading("（一）基本情况", 2)
    yield Paragraph(ticket.text)
    yield Heading("（二）办理过程", 2)
    yield Paragraph("\n".join(_process(desk, ticket)))
    yield Heading("（三）办理结果", 2)
    yield Paragraph("\n".join(_result(desk, ticket)))


def _process(desk: Desk, ticket: Ticket) -> Iterator[str]:
    methods = _methods(desk, ticket)
    how = f"，用到的方法：{methods}" if methods else ""
    yield f"办理层级：{_levels(desk, ticket)}{how}，历时{_days(desk, ticket)}天。"
    calling, days = Calling(desk, ticket, public=True), dict[int, list[str]]()
    for step in event.standing(event.timeline(desk.session, ticket.number)):
        if Action(step.action) in TOLD:
            day = desk.office.calendar.today(datetime.fromisoformat(step.at)) - _start(desk, ticket)
            days.setdefault(day.days + 1, []).append(_told(calling, step))
    for number, steps in sorted(days.items()):
        yield f"第{number}天，{'；'.join(dict.fromkeys(steps))}。"


def _told(calling: Calling, step: TicketEvent) -> str:
    """网格员讲理：各退一步."""
    action, detail = Action(step.action), json.loads(step.detail)
    what = TOLD[action]
    if action is Action.ATTEMPT:
        what = METHODS[Attempt[str(detail["attempt"]).upper()]]
    elif action is Action.MEDIATE:
        what += Outcome(detail["outcome"]).label
    words = f"：{step.note.rstrip('。')}" if step.note and action in WITH_WORDS else ""
    who = "" if action in OF_NOBODY else "到期" if step.actor == BOT else calling.actor(step)
    return f"{who}{what}{words}"


def _result(desk: Desk, ticket: Ticket) -> Iterator[str]:
    yield f"{(ticket.result or '').rstrip('。')}。"
    held = mediation.latest(desk.session, ticket.number)
    if held is not None and held.outcome:
        yield f"调解{Outcome(held.outcome).label}。"
    judged = _judged(desk, ticket)
    if judged:
        yield f"反映人评价：{judged}。"


def _line(desk: Desk, number: int, ticket: Ticket) -> list[str]:
    return [
        str(number),
        _label(desk, ticket),
        _levels(desk, ticket),
        _methods(desk, ticket) or "—",
        f"{_days(desk, ticket)}天",
        _judged(desk, ticket) or "—",
    ]


def _label(desk: Desk, ticket: Ticket) -> str:
    return desk.office.catalogue.named(ticket.category).label


def _where(desk: Desk, ticket: Ticket) -> str:
    """The place above the ticket's own: nearer would tell whose it is."""
    return grid.chain(desk.session, desk.place(ticket).path)[:2][-1].name


def _levels(desk: Desk, ticket: Ticket) -> str:
    """At which levels it was handled: from its place up to the one that ended it."""
    until = desk.node(ticket.level_id or ticket.node_id).path
    chain = grid.chain(desk.session, desk.place(ticket).path)
    passed = [one.level for one in chain if grid.is_at_or_above(until, one.path)]
    return "、".join(dict.fromkeys(passed)) or chain[0].level


def _methods(desk: Desk, ticket: Ticket) -> str:
    steps = event.standing(event.timeline(desk.session, ticket.number))
    tried = [json.loads(one.detail)["attempt"] for one in steps if one.action == Action.ATTEMPT]
    return "、".join(dict.fromkeys(METHODS[Attempt[str(one).upper()]] for one in tried))


def _judged(desk: Desk, ticket: Ticket) -> str:
    steps = event.standing(event.timeline(desk.session, ticket.number))
    found = [JUDGED[Action(one.action)] for one in steps if one.action in JUDGED]
    return found[-1] if found else ""


def _days(desk: Desk, ticket: Ticket) -> int:
    """Days of the calendar from its registration to 销号, both counted."""
    return (desk.office.calendar.today(ticket.closed_at or desk.now) - _start(desk, ticket)).days + 1


def _start(desk: Desk, ticket: Ticket) -> date:
    return desk.office.calendar.today(ticket.created_at)


def _numeral(number: int) -> str:
    """一, 十二, 二十一 … up to 九十九; then figures."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    digits = "零一二三四五六七八九"
    head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones else "")
