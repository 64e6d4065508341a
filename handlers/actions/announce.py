"""Announce 通告: whoever handles a matter tells all whom it concerns, and when it is to be over."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.actions import coming, crowd, guard
from handlers.actions.coming import end
from handlers.desk import Desk
from handlers.expected import expected_at
from handlers.refusal import Refusal
from handlers.wording import clock, mark, masked
from models import announcement, gathering
from models.announcement import Announcement
from models.coming import Coming, Due, open_of
from models.moves import TO_BE_DONE, Action
from models.outbox import Outgoing
from models.ticket import Ticket

MOST = 45
"""How long what is told may be: it is heard in every group."""


def announce(desk: Desk, ticket: Ticket, words: str) -> tuple[Announcement, list[Outgoing]]:
    """通告 17 …: one line in each group that told it, and to each who told it in private."""
    guard.check(desk, ticket, Action.ANNOUNCE)
    if not words:
        raise Refusal(f"{mark(ticket)}请写明告诉大家什么，例：通告 {ticket.number} 正在抢修 预计今晚8点恢复")
    said = masked(" ".join(words.split()))
    if len(said) > MOST:
        raise Refusal(f"{mark(ticket)}通告请在{MOST}个字以内，现在有{len(said)}个字")
    expected = expected_at(words, desk.now, desk.office.calendar)
    row = Announcement(ticket=ticket.number, words=said, expected_at=expected, at=desk.now)
    desk.session.add(row)
    desk.session.flush()
    desk.images.remember_new(row)
    _wait_for(desk, ticket, row)
    until = expected.isoformat(timespec="minutes") if expected else None
    desk.record(ticket, Action.ANNOUNCE, note=said, expected=until)
    return row, crowd.tell(desk, ticket, f"{_head(desk, ticket)}{said}")


def last_answer(desk: Desk, ticket: Ticket) -> str:
    """What whoever tells it again hears at once: the last answer, and when it was given; else nothing."""
    row = announcement.latest(desk.session, ticket.number)
    return "" if row is None or not row.words else f"{clock(desk, row.at)}通告：{row.words}"


def lines(desk: Desk, ticket: Ticket) -> Iterator[str]:
    """What 进度 tells: how many tell the matter, the last answer, and whether its end has passed."""
    found = gathering.of(desk.session, ticket)
    if found is not None:
        groups = len(gathering.groups(desk.session, ticket))
        yield f"{found.matter}：{groups}个群{gathering.households(desk.session, ticket)}户反映"
    row = announcement.latest(desk.session, ticket.number)
    if row is None or not row.words:
        return
    yield last_answer(desk, ticket)
    if row.expected_at is not None and ticket.status in TO_BE_DONE:
        yield f"预计{clock(desk, row.expected_at)}，{'还没到' if desk.now < row.expected_at else '已过'}"


def ask_whether_over(desk: Desk, ticket: Ticket, row: Coming) -> tuple[str, list[Outgoing]]:
    """The expected end has passed: whoever handles it is asked once."""
    end(desk, row)
    last = announcement.latest(desk.session, ticket.number)
    expected = None if last is None else last.expected_at
    if ticket.status not in TO_BE_DONE or expected is None or expected > desk.now:
        return "no end is waited for", []
    number, at = ticket.number, clock(desk, expected)
    text = f"{mark(ticket)}预计{at}好，好了请回 办结 {number} 说明，没好请再 通告 {number}"
    return "asked whether it is over", desk.tell(desk.person(ticket.handler_id), text, ticket)


def _head(desk: Desk, ticket: Ticket) -> str:
    found = gathering.of(desk.session, ticket)
    return mark(ticket) if found is None else f"{mark(ticket)}{found.matter}："


def _wait_for(desk: Desk, ticket: Ticket, row: Announcement) -> None:
    """The newest end is waited for; one that was told before no more."""
    for before in open_of(desk.session, ticket.number, Due.EXPECTED):
        end(desk, before)
    if row.expected_at is not None:
        calendar = desk.office.calendar
        at = calendar.next_loud(row.expected_at)
        coming.plan(desk, ticket, Due.EXPECTED, calendar.today(row.expected_at), at)
