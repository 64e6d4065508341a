"""Handle 办理: claim, resolve, approve, return."""

from __future__ import annotations

from handlers.actions import guard, heirs
from handlers.actions.assign import level_of
from handlers.actions.revisit import plan_first
from handlers.actions.silence import wait_for_answer
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import SENTENCE, excerpt, mark, masked, name_of
from models import question
from models.appointment import holders, reachable
from models.moves import APPROVERS, Action
from models.outbox import Choice, Outgoing
from models.person import Person
from models.role import Role
from models.ticket import Awaiting, Kind, Status, Ticket

APPROVAL_ORDER = tuple(role for role in (Role.CADRE, Role.TOWN, Role.COUNTY) if role in APPROVERS)


def claim(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """接单: the speaker takes it on, and is answerable from now on. The reporter hears who came."""
    if ticket.status == Status.HANDLING and ticket.handler_id == desk.speaker.person_id:
        return take_over(desk, ticket)
    guard.check(desk, ticket, Action.CLAIM)
    _accept(desk, ticket)
    return desk.to_reporter(ticket, f"{mark(ticket)}{name_of(desk.speaker.person)}已接单，正在办理")


def take_over(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """接单 of a ticket that was handed on while in work."""
    if ticket.answerable_id == desk.speaker.person_id:
        raise Refusal(f"{mark(ticket)}您已接单，办好请回复：办结 {ticket.number} 说明")
    guard.remember(desk, ticket)
    _accept(desk, ticket)
    return []


def resolve(desk: Desk, ticket: Ticket, result: str) -> list[Outgoing]:
    """办结: a service is resolved; for a dispute the superior is asked for approval."""
    guard.check(desk, ticket, Action.RESOLVE)
    check_not_asked(ticket)
    if not result:
        raise Refusal(f"{mark(ticket)}请写明怎么办好的，例：办结 {ticket.number} 路灯已换新")
    if ticket.kind == Kind.DISPUTE:
        return ask_to_close(desk, ticket, result)
    begin_work(desk, ticket)
    ticket.result = result
    desk.record(ticket, Action.RESOLVE, note=result)
    return _resolved(desk, ticket)


def ask_to_close(desk: Desk, ticket: Ticket, result: str) -> list[Outgoing]:
    """The result of a dispute is put to a superior; `Refusal` if there is none."""
    approver = _approver(desk, ticket)
    begin_work(desk, ticket)
    ticket.result = result
    return _request_approval(desk, ticket, approver)


def check_not_asked(ticket: Ticket) -> None:
    """`Refusal` if a superior's word on a result is awaited already."""
    if ticket.awaiting == Awaiting.APPROVAL:
        raise Refusal(f"{mark(ticket)}已经报请办结，正等上级同意。")


def begin_work(desk: Desk, ticket: Ticket) -> None:
    """Whoever brings a result of what nobody accepted yet has accepted it."""
    if ticket.status == Status.CONFIRMED:
        _accept(desk, ticket)


def approve(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """同意: the dispute is resolved, and only now the reporter is asked."""
    guard.check(desk, ticket, Action.APPROVE)
    _check_awaiting(ticket)
    desk.record(ticket, Action.APPROVE, requested_by=ticket.requester_id)
    told = desk.tell(desk.person(ticket.handler_id), f"{mark(ticket)}上级已同意办结", ticket)
    return told + _resolved(desk, ticket)


def send_back(desk: Desk, ticket: Ticket, reason: str) -> list[Outgoing]:
    """退回: not good enough; the handler goes on, and hears why."""
    guard.check(desk, ticket, Action.RETURN)
    _check_awaiting(ticket)
    if not reason:
        raise Refusal(f"{mark(ticket)}请写明退回理由，例：退回 {ticket.number} 还没签协议")
    ticket.awaiting, ticket.requester_id = None, None
    desk.record(ticket, Action.RETURN, note=reason)
    text = f"{mark(ticket)}被退回，请继续办理：{excerpt(reason)}"
    return desk.tell(desk.person(ticket.handler_id), text, ticket)


def awaited_approver(desk: Desk, ticket: Ticket) -> Person | None:
    """Who is asked to approve: the nearest 村干部, 镇综治 or 县综治 over the handler, not the requester."""
    level = desk.node(ticket.level_id or ticket.node_id)
    posts = holders(desk.session, level.path, APPROVAL_ORDER, desk.now)
    people = [one for _, _, one in posts if one.id != desk.speaker.person_id]
    return next(iter(reachable(desk.session, people) or people), None)


def _accept(desk: Desk, ticket: Ticket) -> None:
    me = desk.speaker.person_id
    ticket.status, before = Status.HANDLING, ticket.handler_id
    ticket.handler_id, ticket.answerable_id, ticket.accepted_at = me, me, desk.now
    if before != me:
        ticket.level_id = level_of(desk, ticket, desk.speaker.person)
    desk.record(ticket, Action.CLAIM)


def _approver(desk: Desk, ticket: Ticket) -> Person:
    found = awaited_approver(desk, ticket)
    if found is None:
        raise Refusal(f"{mark(ticket)}没有可审批的村干部或综治人员，请管理员先登记。")
    return found


def _request_approval(desk: Desk, ticket: Ticket, approver: Person) -> list[Outgoing]:
    ticket.awaiting, ticket.requester_id = Awaiting.APPROVAL, desk.speaker.person_id
    desk.record(ticket, Action.REQUEST_APPROVAL, note=ticket.result, asked=approver.id)
    number = ticket.number
    lines = [
        f"请审批{mark(ticket)}：回复 同意 {number}，或 退回 {number} 理由",
        f"反映：{excerpt(ticket.text, 24)}（{desk.place_name(ticket.node_id)}）",
        f"办理结果：{ticket.result}",
    ]
    text = "\n".join(lines)
    return [one.offering(Choice("同意", f"同意 {number}")) for one in desk.tell(approver, text, ticket)]


def _check_awaiting(ticket: Ticket) -> None:
    if ticket.awaiting != Awaiting.APPROVAL:
        raise Refusal(f"{mark(ticket)}没有等待审批的办结申请。")


def _resolved(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    ticket.status, ticket.resolved_at, ticket.due_at = Status.RESOLVED, desk.now, None
    ticket.awaiting, ticket.requester_id = Awaiting.REPORTER, None
    question.close(desk.session, ticket, desk.now)
    desk.session.add(ticket)
    wait_for_answer(desk, ticket)
    if ticket.kind == Kind.DISPUTE:
        plan_first(desk, ticket)
    number = ticket.number
    head, tail = f"{mark(ticket)}已办结：", f"。请回复 满意 {number} 或 不满意 {number}"
    text = head + masked(excerpt(ticket.result or "", SENTENCE - len(head) - len(tail))) + tail
    answers = Choice("满意", f"满意 {number}"), Choice("不满意", f"不满意 {number}")
    told = [one.offering(*answers) for one in desk.to_reporter(ticket, text)]
    result = masked(excerpt(ticket.result or "", SENTENCE - len(head)))
    return told + heirs.tell(desk, ticket, head + result)
