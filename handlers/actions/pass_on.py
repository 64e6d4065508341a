"""Pass on 上报, 转: one rung up, or to another who answers for the place.

It counts when it is ordered. Who accepted last stays answerable until the next accepts.
"""

from __future__ import annotations

from handlers.actions import approval, guard, ladder, news, units
from handlers.actions.assign import hand_to, notify_handler
from handlers.actions.ladder import Why
from handlers.actions.supervise import supervise
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import excerpt, mark, name_of
from models.appointment import holders, reachable
from models.moves import Action
from models.outbox import Outgoing
from models.person import Person
from models.role import Role, find_role
from models.supervision import Cause
from models.ticket import Request, Ticket
from models.unit import called as unit_called

MOST_TRANSFERS = 3
"""The third puts a matter under supervision by itself."""
WORKERS = (Role.GRID_WORKER, Role.CHIEF, Role.CADRE, Role.DEPARTMENT, Role.TOWN, Role.COUNTY)
"""Who can be given a matter to handle."""


def escalate(desk: Desk, ticket: Ticket, reason: str) -> list[Outgoing]:
    """上报 17 理由: the next rung handles it; its time begins now."""
    guard.check(desk, ticket, Action.ESCALATE)
    approval.refuse_if_open(ticket, but=Request.EXTEND)
    if not reason:
        raise Refusal(f"{mark(ticket)}请写明上报理由，例：上报 {ticket.number} 需要镇里协调")
    before = ticket.last_seq
    if ladder.climb(desk, ticket, Why("handler", reason)) is None:
        raise Refusal(f"{mark(ticket)}上面没有可以接办的人了，不能再上报。")
    told = notify_handler(desk, ticket, _from(desk, "上报", reason))
    return told + news.passed_on(desk, ticket, before)


def transfer(desk: Desk, ticket: Ticket, words: str) -> list[Outgoing]:
    """转 17 单位或人 理由: its time goes on; whoever is named may pass it on without accepting it."""
    guard.check(desk, ticket, Action.TRANSFER)
    approval.refuse_if_open(ticket, but=Request.EXTEND)
    to, _, reason = words.removeprefix("给").strip().partition(" ")
    if not to:
        raise Refusal(f"{mark(ticket)}请写明转给谁，例：转 {ticket.number} 司法所 需要调解")
    person = _named(desk, ticket, to.strip("，,：:、"))
    approval.lapse(ticket)
    before, last = desk.person(ticket.handler_id), ticket.last_seq
    ticket.transfers += 1
    desk.record(ticket, Action.TRANSFER, note=reason.strip() or None, to=person.id, count=ticket.transfers)
    hand_to(desk, ticket, person)
    told = notify_handler(desk, ticket, _from(desk, "转来", reason.strip()))
    told += news.passed_on(desk, ticket, last)
    if before is not None and before.id != desk.speaker.person_id:
        told += desk.tell(before, f"{mark(ticket)}已转{name_of(person)}办理，不用再办", ticket)
    if ticket.transfers == MOST_TRANSFERS:
        told += supervise(desk, ticket, Cause.TRANSFERS)
    return told


def _from(desk: Desk, deed: str, reason: str) -> str:
    who = f"{name_of(desk.speaker.person)}{deed}"
    return f"{who}：{excerpt(reason, 200)}" if reason else who


def _named(desk: Desk, ticket: Ticket, word: str) -> Person:
    """Whom a word means: a unit, a name or a post, of those who answer for the place."""
    there = units.over(desk, ticket)
    posts = holders(desk.session, desk.place(ticket).path, WORKERS, desk.now)
    unit, role = units.called_exactly(there, word), find_role(word)
    called = {one.id: one for _, _, one in posts if one.name == word}
    if unit is not None:
        found = list(unit.people)
    elif called:
        found = list(called.values())
        if len(found) > 1:
            raise Refusal(f"{mark(ticket)}这里有{len(found)}位{excerpt(word, 12)}，请写单位或岗位")
    elif role is not None:
        found = [one for held, _, one in posts if held is role]
    elif not unit_called(there, word):
        raise Refusal(f"{mark(ticket)}“{excerpt(word, 12)}”不是这里的单位或人，请写单位、姓名或岗位")
    else:
        found = list(units.named(ticket, there, word).people)
    others = [one for one in found if one.id != ticket.handler_id]
    chosen = next(iter(reachable(desk.session, others) or others), None)
    if chosen is None:
        why = "已经由他办理" if found else "这里没有人在岗"
        raise Refusal(f"{mark(ticket)}不能转{excerpt(word, 12)}：{why}")
    return chosen
