"""措施: what is done for a hard case, each with an owner and an outcome."""

from __future__ import annotations

import re

from handlers.actions import cadres, guard, lead
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import mark, name_of
from models import measure
from models.measure import Measure
from models.moves import Action
from models.outbox import Choice, Outgoing
from models.person import Person
from models.ticket import Ticket

_OWNER = re.compile(r"[\s,，;；。]*(?:责任人|负责人)\s*[:：]?\s*([^\s,，;；。:：]{1,32})[\s,，;；。]*")


def add(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    """措施 17 内容 责任人 张三: one more; without a name the lead owns it."""
    guard.check(desk, ticket, Action.MEASURE)
    leading = lead.current(desk, ticket)
    by = _OWNER.search(words)
    content = _OWNER.sub(" ", words).strip()
    if not content:
        raise Refusal(f"{mark(ticket)}请写明措施，例：措施 {ticket.number} 帮扶 申请救助 责任人 张三")
    owner = cadres.named(desk, ticket, by[1]) if by else desk.person(leading.person_id)
    row = Measure(
        ticket=ticket.number,
        number=measure.next_measure(desk.session, ticket.number),
        method=_method(desk, content),
        content=content,
        owner_id=(owner and owner.id) or 0,
        at=desk.now,
    )
    desk.record(
        ticket, Action.MEASURE, note=content, number=row.number, method=row.method, owner=row.owner_id
    )
    desk.session.add(row)
    desk.session.flush()
    desk.images.remember_new(row)
    reply = f"{mark(ticket)}第{row.number}条措施已记，责任人：{name_of(owner)}"
    return reply, _tell_owner(desk, ticket, row, owner)


def complete(desk: Desk, ticket: Ticket, number: int, outcome: str) -> tuple[str, list[Outgoing]]:
    """措施 17 2 完成 结果: it is done, and the lead hears what came of it."""
    guard.check(desk, ticket, Action.OUTCOME)
    found = {one.number: one for one in measure.measures(desk.session, ticket.number)}.get(number)
    if found is None:
        raise Refusal(f"{mark(ticket)}没有第{number}条措施，看全部请发：措施 {ticket.number}")
    if found.done_at is not None:
        raise Refusal(f"{mark(ticket)}第{number}条措施已经完成")
    if not outcome:
        raise Refusal(f"{mark(ticket)}请写明结果，例：措施 {ticket.number} {number} 完成 已领到救助")
    desk.remember(found)
    found.done_at, found.outcome = desk.now, outcome
    desk.session.add(found)
    desk.record(ticket, Action.OUTCOME, note=outcome, number=number)
    leading = desk.person(lead.current(desk, ticket).person_id)
    text = f"{mark(ticket)}第{number}条措施已完成\n{found.content}\n结果：{outcome}"
    mine = leading is not None and leading.id == desk.speaker.person_id
    return f"{mark(ticket)}第{number}条措施已完成", [] if mine else desk.tell(leading, text, ticket)


def listed(desk: Desk, ticket: Ticket) -> str:
    """措施 17: all of them, each with its owner and outcome."""
    guard.check(desk, ticket, Action.MEASURE)
    rows = measure.measures(desk.session, ticket.number)
    if not rows:
        raise Refusal(f"{mark(ticket)}还没有措施，例：措施 {ticket.number} 帮扶 申请救助 责任人 张三")
    return "\n".join([f"{mark(ticket)}措施{len(rows)}条", *(_line(desk, one) for one in rows)])


def summary(desk: Desk, ticket: Ticket) -> list[str]:
    """How many there are and how many are done, for 进度: no words."""
    rows = measure.measures(desk.session, ticket.number)
    done = sum(one.done_at is not None for one in rows)
    return [f"措施{len(rows)}条，已完成{done}条"] if rows else []


def owed(desk: Desk, me: int) -> list[str]:
    """What somebody still owes, for 待办."""
    return [
        f"【{one.ticket}号】第{one.number}条措施：{one.content}（措施 {one.ticket} {one.number} 完成 结果）"
        for one in measure.owed_by(desk.session, me)
    ]


def _line(desk: Desk, one: Measure) -> str:
    outcome = f"，完成：{one.outcome}" if one.done_at is not None else ""
    return f"{one.number}. {one.content}（{name_of(desk.person(one.owner_id))}）{outcome}"


def _method(desk: Desk, content: str) -> str | None:
    return next((one for one in desk.office.methods if content.startswith(one)), None)


def _tell_owner(desk: Desk, ticket: Ticket, row: Measure, owner: Person | None) -> list[Outgoing]:
    if owner is None or owner.id == desk.speaker.person_id:
        return []
    done = f"措施 {ticket.number} {row.number} 完成"
    text = f"请您落实{mark(ticket)}第{row.number}条措施，做完回复：{done} 结果\n{row.content}"
    return [one.offering(Choice("看全部", f"措施 {ticket.number}")) for one in desk.tell(owner, text, ticket)]
