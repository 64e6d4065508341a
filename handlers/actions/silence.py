"""Silence 没有回音: the reporter is asked once more, politely; then nobody is waited for any longer."""

from __future__ import annotations

from handlers.actions import coming, crowd
from handlers.actions.coming import end, go_on
from handlers.desk import Desk
from handlers.wording import mark
from models import gathering
from models.coming import Coming, Due, open_of
from models.moves import Action
from models.outbox import Choice, Outgoing
from models.ticket import Awaiting, Status, Ticket

WAITING = (Status.RESOLVED, Status.REVISITED)


def wait_for_answer(desk: Desk, ticket: Ticket) -> None:
    """The reporter was asked whether it is well done: from now on his answer is waited for."""
    calendar = desk.office.calendar
    at = calendar.next_loud(calendar.after_workdays(desk.now, desk.office.answer_days[0]))
    coming.plan(desk, ticket, Due.ANSWER, calendar.today(desk.now), at)


def on_silence(desk: Desk, ticket: Ticket, row: Coming) -> tuple[str, list[Outgoing]]:
    """The reporter has not answered: ask once more; after the second quiet time close what is not revisited.

    A dispute is closed by its revisits, not by silence.
    """
    if ticket.status not in WAITING or ticket.awaiting != Awaiting.REPORTER:
        end(desk, row)
        return "answered", []
    if row.stage == 0:
        calendar = desk.office.calendar
        go_on(desk, row, calendar.next_loud(calendar.after_workdays(desk.now, desk.office.answer_days[1])))
        return "reporter asked again", _ask_again(desk, ticket)
    end(desk, row)
    ticket.awaiting = None
    desk.session.add(ticket)
    if open_of(desk.session, ticket.number, Due.REVISIT):
        return "no longer waited for", []
    close(desk, ticket, "silence")
    return "closed after silence", []


def close(desk: Desk, ticket: Ticket, why: str) -> None:
    """销号 without the reporter's word: it has its result, and stayed quiet."""
    ticket.status, ticket.closed_at, ticket.awaiting = Status.CLOSED, desk.now, None
    desk.record(ticket, Action.CLOSE, why=why)


def _ask_again(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    words = [f"{word} {ticket.number}" for word in ("满意", "部分解决", "不满意")]
    text = f"{mark(ticket)}办得好吗？方便时请回复 {words[0]}、{words[1]} 或 {words[2]}"
    answers = [Choice(one.split()[0], one) for one in words]
    is_parent = gathering.is_parent(desk.session, ticket)
    asked = crowd.tell_unjudged(desk, ticket, text) if is_parent else desk.to_reporter(ticket, text)
    return [one.offering(*answers) for one in asked]
