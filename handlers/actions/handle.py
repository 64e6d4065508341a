"""Handle 办理: claim, resolve, approve, return."""

from __future__ import annotations

from handlers.actions import approval, crowd, extension, guard, heirs, ladder
from handlers.actions.assign import accept, begin_work
from handlers.actions.revisit import plan_first
from handlers.actions.silence import wait_for_answer
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import SENTENCE, excerpt, mark, masked, name_of
from models import gathering, question
from models.moves import Action
from models.outbox import Choice, Outgoing
from models.person import Person
from models.ticket import Awaiting, Kind, Request, Status, Ticket


def claim(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """接单: the speaker takes it on, and is answerable from now on. The reporter hears who came."""
    if ticket.status == Status.HANDLING and ticket.handler_id == desk.speaker.person_id:
        return take_over(desk, ticket)
    guard.check(desk, ticket, Action.CLAIM)
    accept(desk, ticket)
    return desk.to_reporter(ticket, f"{mark(ticket)}{name_of(desk.speaker.person)}已接单，正在办理")


def take_over(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """接单 of a ticket that was handed on while in work."""
    if ticket.answerable_id == desk.speaker.person_id:
        raise Refusal(f"{mark(ticket)}您已接单，办好请回复：办结 {ticket.number} 说明")
    guard.remember(desk, ticket)
    accept(desk, ticket)
    return []


def resolve(desk: Desk, ticket: Ticket, result: str) -> list[Outgoing]:
    """办结: a service is resolved; for a dispute the superior is asked for approval."""
    guard.check(desk, ticket, Action.RESOLVE)
    approval.refuse_if_open(ticket, but=Request.EXTEND)
    if not result:
        raise Refusal(f"{mark(ticket)}请写明怎么办好的，例：办结 {ticket.number} 路灯已换新")
    if ticket.kind == Kind.DISPUTE:
        return ask_to_close(desk, ticket, result)
    approval.lapse(ticket)
    begin_work(desk, ticket)
    ticket.result = result
    desk.record(ticket, Action.RESOLVE, note=result)
    return _resolved(desk, ticket)


def ask_to_close(desk: Desk, ticket: Ticket, result: str) -> list[Outgoing]:
    """The result of a dispute is put to a superior; `Refusal` if there is none."""
    approval.lapse(ticket)
    approver = approval.find(desk, ticket)
    begin_work(desk, ticket)
    ticket.result = result
    return _request_approval(desk, ticket, approver)


def approve(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """同意 to what is asked for: of a closing, the dispute is resolved and only now the reporter is asked."""
    guard.check(desk, ticket, Action.APPROVE)
    approval.check_open(ticket)
    if ticket.request == Request.EXTEND:
        return extension.grant(desk, ticket)
    desk.record(ticket, Action.APPROVE, requested_by=ticket.requester_id)
    told = desk.tell(desk.person(ticket.handler_id), f"{mark(ticket)}上级已同意办结", ticket)
    return told + _resolved(desk, ticket)


def send_back(desk: Desk, ticket: Ticket, reason: str) -> list[Outgoing]:
    """退回 of what is asked for: the handler goes on, and hears why."""
    guard.check(desk, ticket, Action.RETURN)
    approval.check_open(ticket)
    if not reason:
        raise Refusal(f"{mark(ticket)}请写明退回理由，例：退回 {ticket.number} 还没签协议")
    what = "延期" if ticket.request == Request.EXTEND else ""
    desk.record(ticket, Action.RETURN, note=reason, request=ticket.request)
    approval.settle(ticket)
    text = f"{mark(ticket)}{what}被退回，请继续办理：{excerpt(reason, 30)}"
    return desk.tell(desk.person(ticket.handler_id), text, ticket)


def _request_approval(desk: Desk, ticket: Ticket, approver: Person) -> list[Outgoing]:
    approval.open_request(desk, ticket, Request.CLOSE)
    desk.record(ticket, Action.REQUEST_APPROVAL, note=ticket.result, asked=approver.id)
    return approval.put(desk, ticket, approver, f"办理结果：{ticket.result}")


def _resolved(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    ticket.status, ticket.resolved_at = Status.RESOLVED, desk.now
    approval.settle(ticket)
    ladder.stop(ticket)
    ticket.awaiting = Awaiting.REPORTER
    question.close(desk.session, ticket, desk.now)
    desk.session.add(ticket)
    wait_for_answer(desk, ticket)
    if ticket.kind == Kind.DISPUTE:
        plan_first(desk, ticket)
    number = ticket.number
    head, tail = f"{mark(ticket)}已办结：", f"。请回复 满意 {number} 或 不满意 {number}"
    text = head + masked(excerpt(ticket.result or "", SENTENCE - len(head) - len(tail))) + tail
    answers = Choice("满意", f"满意 {number}"), Choice("不满意", f"不满意 {number}")
    if gathering.is_parent(desk.session, ticket):  # one message a chat, whoever told it there
        _ask_all_anew(desk, ticket)
        return [one.offering(*answers) for one in crowd.tell(desk, ticket, text)]
    told = [one.offering(*answers) for one in desk.to_reporter(ticket, text)]
    result = masked(excerpt(ticket.result or "", SENTENCE - len(head)))
    return told + heirs.tell(desk, ticket, head + result)


def _ask_all_anew(desk: Desk, ticket: Ticket) -> None:
    """What somebody said of an earlier result is not said of this one."""
    for row in gathering.children(desk.session, ticket.number):
        desk.remember(row)
        row.judged_at = None
        desk.session.add(row)
