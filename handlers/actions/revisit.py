"""回访: a closed dispute is looked at after a week, then each quarter until it was quiet twice."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

from handlers.actions import coming, guard
from handlers.actions.coming import end, go_on
from handlers.actions.reopen import back_to_work
from handlers.actions.silence import close
from handlers.desk import Desk
from handlers.wording import excerpt, mark, name_of
from models.coming import Coming, Due, Outcome, open_of, quiet_since
from models.moves import MOVES, Action
from models.outbox import Choice, Outgoing
from models.person import Person
from models.ticket import Status, Ticket

FIRST = timedelta(days=7)
EARLY = timedelta(days=3)
"""So long before its day a revisit counts already."""
QUIET_ROUNDS = 2
PATIENCE = 5
"""Working days after which a superior hears that nobody has been there."""


def plan_first(desk: Desk, ticket: Ticket) -> None:
    """A dispute ended: it is revisited a week later."""
    _plan(desk, ticket, desk.office.calendar.today(desk.now) + FIRST)


def stayed_quiet(desk: Desk, ticket: Ticket, words: str) -> date | None:
    """已稳定: the day of the next revisit; None if there is none. What comes too early does not count."""
    action = Action.REVISIT_CLOSED if ticket.status == Status.CLOSED else Action.REVISIT
    guard.check(desk, ticket, action)
    row = _open(desk, ticket)
    counts = row is not None and row.day <= desk.office.calendar.today(desk.now) + EARLY
    ticket.status = Status.CLOSED if ticket.status == Status.CLOSED else Status.REVISITED
    desk.record(ticket, action, note=words or None, counts=counts)
    if row is None or not counts:
        return row.day if row else None
    end(desk, row, Outcome.QUIET)
    desk.session.flush()
    if quiet_since(desk.session, ticket.number, _resolved_on(desk, ticket)) < QUIET_ROUNDS:
        return _plan(desk, ticket, quarter_after(row.day))
    if ticket.status != Status.CLOSED:
        close(desk, ticket, "quiet")
    return None


def relapsed(desk: Desk, ticket: Ticket, words: str) -> list[Outgoing]:
    """反弹: the same ticket is handled again, by whoever handled it; he and the reporter hear so."""
    guard.check(desk, ticket, Action.RELAPSE)
    for row in open_of(desk.session, ticket.number):
        end(desk, row, Outcome.RELAPSE if row.due == Due.REVISIT else None)
    back_to_work(desk, ticket)
    desk.record(ticket, Action.RELAPSE, note=words or None)
    told = desk.to_reporter(ticket, f"{mark(ticket)}回访时又有反复，已继续办理")
    if ticket.handler_id == desk.speaker.person_id:
        return told
    text = f"{mark(ticket)}回访发现反弹，请接着办"
    return told + desk.tell(desk.person(ticket.handler_id), f"{text}\n{words}".strip(), ticket)


def remind(desk: Desk, ticket: Ticket, row: Coming) -> tuple[str, list[Outgoing]]:
    """The day has come: whoever handled it is told, then a superior; what was missed comes next quarter."""
    if ticket.status not in MOVES[Action.RELAPSE].frm:
        end(desk, row)
        return "reopened", []
    if row.stage == 0:
        go_on(desk, row, desk.office.calendar.after_workdays(desk.now, PATIENCE))
        return "revisit asked for", _ask(desk, ticket)
    if row.stage == 1:
        quarter = _moment(desk, quarter_after(row.day))
        go_on(desk, row, max(quarter, desk.office.calendar.after_workdays(desk.now, PATIENCE)))
        return "superior told of the revisit", _tell_superior(desk, ticket)
    end(desk, row, Outcome.MISSED)
    _plan(desk, ticket, quarter_after(row.day))
    following = _open(desk, ticket)
    if following is None or following.next_at is None or following.next_at > desk.now:
        return "revisit missed", []
    return remind(desk, ticket, following)


def quarter_after(day: date) -> date:
    """The same day three months later, or the last of that month."""
    months = day.month + 2
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _plan(desk: Desk, ticket: Ticket, day: date) -> date:
    coming.plan(desk, ticket, Due.REVISIT, day, _moment(desk, day))
    return day


def _moment(desk: Desk, day: date) -> datetime:
    calendar = desk.office.calendar
    return calendar.at(calendar.workday_on_or_after(day), calendar.digest_at)


def _open(desk: Desk, ticket: Ticket) -> Coming | None:
    return next(iter(open_of(desk.session, ticket.number, Due.REVISIT)), None)


def _resolved_on(desk: Desk, ticket: Ticket) -> date:
    return desk.office.calendar.today(ticket.resolved_at or ticket.created_at)


def _ask(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    quiet, back = f"回访 {ticket.number} 已稳定", f"回访 {ticket.number} 反弹"
    head = f"请回访{mark(ticket)}看有没有反弹，回复 {quiet} 或 {back} 说明"
    text = f"{head}\n反映：{excerpt(ticket.text)}（{desk.place_name(ticket.node_id)}）"
    answers = Choice("已稳定", quiet), Choice("反弹", back)
    told = desk.tell(desk.person(ticket.handler_id) or _superior(desk, ticket), text, ticket)
    return [one.offering(*answers) for one in told]


def _tell_superior(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    handler = name_of(desk.person(ticket.handler_id), "经办人")
    text = f"{mark(ticket)}到期还没回访，请催一下{handler}"
    return desk.tell(_superior(desk, ticket), text, ticket)


def _superior(desk: Desk, ticket: Ticket) -> Person | None:
    """Who answers for the level at which it was handled, beside whoever handled it."""
    level = desk.node(ticket.level_id or ticket.node_id)
    return next((one for one in desk.chiefs(level.path) if one.id != ticket.handler_id), None)
