"""Mediate 调解: who came, what was tried (情, 理, 法, 诉), and what came of it."""

from __future__ import annotations

from handlers.actions import approval
from handlers.actions.assign import begin_work, notify_handler
from handlers.actions.booking import check, current
from handlers.actions.handle import ask_to_close
from handlers.actions.ladder import climb
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import excerpt, mark
from models.mediation import Attempt, Outcome
from models.moves import Action
from models.outbox import Outgoing
from models.person import Person
from models.ticket import Request, Ticket


def attend(desk: Desk, ticket: Ticket, words: str) -> None:
    """到场: who came."""
    check(desk, ticket, Action.ATTEND)
    if not words:
        raise Refusal(f"{mark(ticket)}请写明谁到了，例：到场 {ticket.number} 张三 李四")
    meeting = current(desk, ticket)
    meeting.present = words
    desk.session.add(meeting)
    desk.record(ticket, Action.ATTEND, note=words)


def attempt(desk: Desk, ticket: Ticket, kind: Attempt, words: str) -> None:
    """讲情, 讲理, 讲法, 引诉: one of the four attempts; they go forward only."""
    check(desk, ticket, Action.ATTEMPT)
    meeting = current(desk, ticket)
    if kind < meeting.attempt:
        done = Attempt(meeting.attempt).label
        raise Refusal(f"{mark(ticket)}已经到“{done}”这一步，不再回到“{kind.label}”")
    meeting.attempt = kind
    desk.session.add(meeting)
    desk.record(ticket, Action.ATTEMPT, note=words or None, attempt=kind.name.lower())


def settled(desk: Desk, ticket: Ticket, words: str) -> list[Outgoing]:
    """成功: the result is put to a superior; with his 同意 it is resolved, and revisits are planned."""
    _check_outcome(desk, ticket)
    meeting = current(desk, ticket)
    result = words or excerpt(meeting.agreement or "", 200)
    if not result:
        example = f"调解 {ticket.number} 成功 双方签了协议"
        raise Refusal(f"{mark(ticket)}请写明怎么说定的，例：{example}")
    _note(desk, ticket, Outcome.SETTLED, words)
    return ask_to_close(desk, ticket, result)


def partly(desk: Desk, ticket: Ticket, words: str) -> None:
    """部分: something is agreed; the same handler goes on."""
    _check_outcome(desk, ticket)
    begin_work(desk, ticket)
    _note(desk, ticket, Outcome.PARTLY, words)


def failed(desk: Desk, ticket: Ticket, words: str) -> tuple[Person | None, list[Outgoing]]:
    """不成: one level up, to whoever answers there; None if it stands at the top already."""
    _check_outcome(desk, ticket)
    begin_work(desk, ticket)
    _note(desk, ticket, Outcome.FAILED, words)
    before = desk.person(ticket.handler_id)
    above = climb(desk, ticket)
    if above is None:
        return None, []
    told = notify_handler(desk, ticket)
    if before is None or before.id == desk.speaker.person_id:
        return above, told
    return above, told + desk.tell(before, f"{mark(ticket)}调解不成，已转上一级", ticket)


def _check_outcome(desk: Desk, ticket: Ticket) -> None:
    check(desk, ticket, Action.MEDIATE)
    approval.refuse_if_open(ticket, but=Request.EXTEND)


def _note(desk: Desk, ticket: Ticket, outcome: Outcome, words: str) -> None:
    meeting = current(desk, ticket)
    meeting.outcome = outcome
    desk.session.add(meeting)
    desk.record(ticket, Action.MEDIATE, note=words or None, outcome=outcome)
