"""What a reporter can do: judge, add, withdraw; and the erasing of words."""

from __future__ import annotations

from handlers.actions import guard, heirs, merge, parts
from handlers.actions.approval import settle
from handlers.actions.assign import notify_handler
from handlers.actions.ladder import climb, stop
from handlers.actions.reopen import back_to_work
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import SENTENCE, mark
from models import erasure, merging, question, retraction
from models.moves import Action
from models.outbox import Outgoing
from models.person import Person
from models.ticket import Status, Ticket
from models.undo import Final


def satisfied(desk: Desk, ticket: Ticket) -> None:
    """满意: the ticket is closed, 销号."""
    _close(desk, ticket, Action.SATISFIED)


def mostly_satisfied(desk: Desk, ticket: Ticket, words: str) -> None:
    """基本满意: closed too, and counted as an answer of its own."""
    _close(desk, ticket, Action.MOSTLY_SATISFIED, words)


def partly_solved(desk: Desk, ticket: Ticket, words: str) -> list[Outgoing]:
    """部分解决: the same handler goes on with the rest; nothing is carried up."""
    guard.check(desk, ticket, Action.PARTLY_SOLVED)
    back_to_work(desk, ticket)
    desk.record(ticket, Action.PARTLY_SOLVED, note=words or None)
    text = f"{mark(ticket)}反映人说只解决了一部分，请接着办"
    return desk.tell(desk.person(ticket.handler_id), f"{text}\n{words}".strip(), ticket)


def unsatisfied(desk: Desk, ticket: Ticket, words: str) -> tuple[Person | None, list[Outgoing]]:
    """不满意: back to handling, one level up; at the top it stays with whoever is there."""
    guard.check(desk, ticket, Action.UNSATISFIED)
    back_to_work(desk, ticket)
    desk.record(ticket, Action.UNSATISFIED, note=words or None)
    before = desk.person(ticket.handler_id)
    above = climb(desk, ticket)
    told = desk.tell(before, f"{mark(ticket)}反映人不满意，已转上一级办理", ticket) if above else []
    return above or before, told + notify_handler(desk, ticket)


def supplement(desk: Desk, ticket: Ticket, words: str) -> list[Outgoing]:
    """补充: more words for the ticket; whoever handles it hears them."""
    if not words:
        raise Refusal(f"{mark(ticket)}请写明补充内容，例：补充 {ticket.number} 在3栋门口")
    guard.check(desk, ticket, Action.SUPPLEMENT)
    desk.record(ticket, Action.SUPPLEMENT, note=words)
    return tell_added(desk, ticket, words)


def tell_added(desk: Desk, ticket: Ticket, words: str) -> list[Outgoing]:
    """Whoever handles a ticket hears what the reporter added."""
    return tell_words(desk, ticket, f"{mark(ticket)}反映人补充：", words)


def tell_words(desk: Desk, ticket: Ticket, head: str, words: str) -> list[Outgoing]:
    """Whoever handles a ticket hears somebody's words; many of them on lines of their own."""
    between = "" if len(head) + len(words) <= SENTENCE and "\n" not in words else "\n"
    return desk.tell(desk.person(ticket.handler_id), f"{head}{between}{words}", ticket)


def withdraw(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """撤回: the reporter takes the matter back; its words are erased, the chain of steps stays."""
    guard.check(desk, ticket, Action.WITHDRAW)
    desk.final = Final.WITHDRAWN
    return end_withdrawn(desk, ticket)


def end_withdrawn(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """Withdraw without asking who says so: by the reporter's verb, or because the message was recalled.

    If others told the same, only his words go, and the matter goes on as theirs.
    """
    passed_on = heirs.pass_on(desk, ticket)
    if passed_on is not None:
        return passed_on
    was_merged = ticket.status == Status.MERGED
    ticket.status, ticket.closed_at = Status.WITHDRAWN, desk.now
    settle(ticket)
    stop(ticket)
    question.close(desk.session, ticket, desk.now)
    erase_words(desk, ticket)
    desk.record(ticket, Action.WITHDRAW)
    if was_merged:  # what it was merged into goes on, and its handler with it
        return []
    told = desk.tell(desk.person(ticket.handler_id), f"{mark(ticket)}反映人已撤回，不用再办", ticket)
    return told + _release(desk, ticket)


def _release(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """What others had reported, and was merged into what is withdrawn, is a matter of its own again."""
    merged = [one for one in merging.pointing_to(desk.session, ticket) if one.status == Status.MERGED]
    return [said for one in merged if one.text for said in merge.release(desk, one)]


def erase_words(desk: Desk, ticket: Ticket) -> None:
    """Erase every person's words of a ticket: its text, its timeline's notes, what was said about it."""
    parts.forget(desk, ticket)
    about = question.place_of, question.consent_about
    for asked in (find(desk.session, ticket.number) for find in about):
        if asked is not None:
            question.end(desk.session, asked, desk.now)
    retraction.erase_words(desk.session, ticket.number)
    erasure.matter(desk.session, ticket.number)


def _close(desk: Desk, ticket: Ticket, action: Action, words: str = "") -> None:
    guard.check(desk, ticket, action)
    ticket.status, ticket.closed_at, ticket.awaiting = Status.CLOSED, desk.now, None
    desk.record(ticket, action, note=words or None)
