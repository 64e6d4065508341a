"""Agreement 协议 and 司法确认: what was agreed, and the thirty days in which a court may confirm it."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.actions import coming, signatures
from handlers.actions.booking import check
from handlers.actions.coming import end, go_on
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import mark
from models import mediation, signature
from models.coming import Coming, Due, open_of
from models.mediation import Mediation
from models.moves import MOVES, Action
from models.outbox import Outgoing
from models.ticket import Ticket

DAYS = timedelta(days=30)
"""Within so many days the parties may ask a court to confirm it."""
BEFORE = (timedelta(days=10), timedelta(days=3))
"""So long before the end it is told, once each."""


def agree(desk: Desk, ticket: Ticket, words: str) -> tuple[date, list[Outgoing] | None]:
    """协议: its text is kept; the last day for 司法确认.

    If its text is changed, what was asked or signed is void: what the signers are told, else None.
    """
    check(desk, ticket, Action.AGREE)
    meeting = mediation.latest(desk.session, ticket.number)
    if meeting is None:
        raise Refusal(f"{mark(ticket)}还没有调解，请先预约，例：预约 {ticket.number} 周五下午3点")
    if not words:
        raise Refusal(f"{mark(ticket)}请写上协议内容，例：协议 {ticket.number} 晚上十点后不放音响")
    desk.remember(meeting)
    rows = signature.current(desk.session, meeting.id or 0) if words != meeting.agreement else []
    today = desk.office.calendar.today(desk.now)
    meeting.agreement, meeting.agreed_on, meeting.confirmed_on = words, today, None
    desk.session.add(meeting)
    coming.plan(
        desk,
        ticket,
        Due.COURT,
        today + DAYS,
        desk.office.calendar.at(_told_on(desk, today + DAYS, 0), desk.office.calendar.digest_at),
    )
    desk.record(ticket, Action.AGREE, note=words)
    return today + DAYS, signatures.void(desk, ticket, rows) if rows else None


def confirm_in_court(desk: Desk, ticket: Ticket, *, done: bool) -> None:
    """司法确认 已办, or 不办: it is no longer counted down."""
    check(desk, ticket, Action.COURT)
    meeting = signatures.agreed(desk, ticket)
    if meeting.confirmed_on is not None:
        raise Refusal(f"{mark(ticket)}已经办过司法确认。")
    desk.remember(meeting)
    if done:
        meeting.confirmed_on = desk.office.calendar.today(desk.now)
        desk.session.add(meeting)
    for row in open_of(desk.session, ticket.number, Due.COURT):
        end(desk, row)
    desk.record(ticket, Action.COURT, done=done)


def count_down(desk: Desk, ticket: Ticket, row: Coming) -> tuple[str, list[Outgoing]]:
    """Ten days and three days before the end, once each; of both that were slept through the later only."""
    calendar, today = desk.office.calendar, desk.office.calendar.today(desk.now)
    meeting = mediation.latest(desk.session, ticket.number)
    stands = ticket.status in MOVES[Action.COURT].frm
    if meeting is None or not stands or today > row.day or row.stage >= len(BEFORE):
        end(desk, row)
        return "no longer counted down", []
    if row.stage == 0 and today < _told_on(desk, row.day, 1):
        go_on(desk, row, calendar.at(_told_on(desk, row.day, 1), calendar.digest_at))
    else:
        end(desk, row)
    return "court reminded", _tell(desk, ticket, meeting, row.day)


def _told_on(desk: Desk, last: date, stage: int) -> date:
    return desk.office.calendar.workday_on_or_before(last - BEFORE[stage])


def _tell(desk: Desk, ticket: Ticket, meeting: Mediation, last: date) -> list[Outgoing]:
    left = (last - desk.office.calendar.today(desk.now)).days
    until, done = f"{last.month}月{last.day}日", f"司法确认 {ticket.number} 已办"
    text = f"{mark(ticket)}司法确认还剩{left}天（到{until}），办了请回复 {done}"
    people = dict.fromkeys((ticket.handler_id, meeting.mediator_id))
    return [said for one in people if one is not None for said in desk.tell(desk.person(one), text, ticket)]
