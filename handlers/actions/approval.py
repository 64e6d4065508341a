"""Approval 审批: what a handler may not decide himself is put to a superior; one request a ticket at a time.

So 同意 17 and 退回 17 always mean the one that is open.
"""

from __future__ import annotations

from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import excerpt, mark
from models.appointment import holders, reachable
from models.moves import APPROVERS
from models.outbox import Choice, Outgoing
from models.person import Person
from models.role import Role
from models.ticket import Awaiting, Request, Ticket

ORDER = tuple(role for role in (Role.CADRE, Role.TOWN, Role.COUNTY) if role in APPROVERS)
ASKED_FOR = {Request.CLOSE: "办结", Request.EXTEND: "延期"}
"""What is asked for, in the users' words."""


def approver(desk: Desk, ticket: Ticket) -> Person | None:
    """Who is asked: the nearest 村干部, 镇综治 or 县综治 over the handler, not the requester.

    At the top nobody is over him: then the highest of those who answer for the place.
    """
    level, place = desk.node(ticket.level_id or ticket.node_id), desk.place(ticket)
    above = holders(desk.session, level.path, ORDER, desk.now)
    below = holders(desk.session, place.path, ORDER, desk.now)
    requester = ticket.requester_id or desk.speaker.person_id
    people = [one for _, _, one in (*above, *reversed(below)) if one.id != requester]
    return next(iter(reachable(desk.session, people) or people), None)


def find(desk: Desk, ticket: Ticket) -> Person:
    """The same; `Refusal` if there is nobody to ask."""
    found = approver(desk, ticket)
    if found is None:
        raise Refusal(f"{mark(ticket)}没有可审批的村干部或综治人员，请管理员先登记。")
    return found


def refuse_if_open(ticket: Ticket, but: Request | None = None) -> None:
    """`Refusal` while a request waits for its answer; `but`: one that does not hinder."""
    if ticket.awaiting == Awaiting.APPROVAL and ticket.request != but:
        raise Refusal(f"{mark(ticket)}已经报请{asked_for(ticket)}，正等上级同意。")


def check_open(ticket: Ticket) -> None:
    """`Refusal` if nothing waits for an answer."""
    if ticket.awaiting != Awaiting.APPROVAL:
        raise Refusal(f"{mark(ticket)}没有等待审批的申请。")


def asked_for(ticket: Ticket) -> str:
    """What is asked for, in the users' word."""
    return ASKED_FOR[Request(ticket.request or Request.CLOSE)]


def open_request(desk: Desk, ticket: Ticket, request: Request, days: int | None = None) -> None:
    """The speaker asks for something."""
    ticket.awaiting, ticket.requester_id = Awaiting.APPROVAL, desk.speaker.person_id
    ticket.request, ticket.request_days = request, days


def settle(ticket: Ticket) -> None:
    """It was answered, or is asked for no more."""
    ticket.awaiting, ticket.requester_id = None, None
    ticket.request, ticket.request_days = None, None


def lapse(ticket: Ticket) -> None:
    """A request for more time lapses: the matter has gone to somebody else, or is done."""
    if ticket.request == Request.EXTEND:
        settle(ticket)


def put(desk: Desk, ticket: Ticket, whom: Person | None, last: str) -> list[Outgoing]:
    """Put a request to a superior, with the matter and, in the last line, what is asked for."""
    number = ticket.number
    lines = [
        f"请审批{mark(ticket)}{asked_for(ticket)}：回复 同意 {number}，或 退回 {number} 理由",
        f"反映：{excerpt(ticket.text, 24)}（{desk.place_name(ticket.node_id)}）",
        last,
    ]
    told = desk.tell(whom, "\n".join(lines), ticket)
    return [one.offering(Choice("同意", f"同意 {number}")) for one in told]
