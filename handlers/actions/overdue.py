"""Questions that nobody answered 逾期未答: remind, ask the next, decide; what expired is erased."""

from __future__ import annotations

from datetime import datetime

from handlers import ways
from handlers.actions import decide, ladder, publish, unsure, vouch
from handlers.actions.decide import ASK_CHIEF, ASK_DEPUTY, DECIDE, REMIND
from handlers.actions.due import each
from handlers.desk import Desk
from handlers.office import Office
from models import group, question
from models import ticket as tickets
from models.group import OWNER
from models.outbox import Outgoing
from models.question import Asking, Question
from models.ticket import Status, Ticket

EXPIRED = "expired"


def carry_on(office: Office, now: datetime) -> list[str]:
    """Carry every question that is due one stage on, each in its own transaction, once."""
    return each(office, now, question.due, _carry)


def _carry(desk: Desk, question_id: int) -> str | None:
    asked = desk.session.get_one(Question, question_id)
    ticket = tickets.held(desk.session, asked.ticket or 0)  # the ticket first, as everybody does
    desk.session.refresh(asked, with_for_update=True)
    if asked.closed_at or not asked.next_at or asked.next_at > desk.now:
        return None
    line, said = _next_stage(desk, asked, ticket)
    ways.say(desk, ways.place(desk, said), f"question:{question_id}:{line}")
    return f"question {question_id}: {line}"


ENDING = (Asking.REGISTER, Asking.PLACE, Asking.GATHER, Asking.QUARREL)
"""Questions that end unanswered: nothing follows from them."""


def _next_stage(desk: Desk, asked: Question, ticket: Ticket | None) -> tuple[str, list[Outgoing]]:
    if asked.asking == Asking.VOUCH:
        return EXPIRED, vouch.forget(desk, asked)
    if asked.asking == Asking.BROADCAST:
        question.end(desk.session, asked, desk.now)
        return EXPIRED, []
    if asked.asking == Asking.PUBLISH and ticket is not None:
        return EXPIRED, publish.not_answered(desk, ticket, asked)
    if asked.asking == Asking.PLACE and ticket is not None:
        ladder.wait_no_more(desk, ticket, asked)
    if asked.asking in ENDING or ticket is None or ticket.status != Status.PENDING:
        unsure.forget(desk, asked)
        return EXPIRED, []
    stage = max(
        (
            one
            for one in (ASK_DEPUTY, ASK_CHIEF, DECIDE)
            if decide.stage_at(desk, asked.asked_at, one) <= desk.now
        ),
        default=REMIND,
    )
    stage = max(stage, asked.stage + 1)
    asked.stage = stage
    asked.next_at = decide.stage_at(desk, asked.asked_at, stage + 1) if stage < DECIDE else None
    desk.session.add(asked)
    line, said = _STAGES[stage](desk, ticket, asked)
    return line, said


def _remind(desk: Desk, ticket: Ticket, asked: Question) -> tuple[str, list[Outgoing]]:
    owners = group.keepers(desk.session, ticket.chat_group_id or 0, OWNER, desk.now)[:1]
    said = [one for owner in owners for one in decide.put_to_owner(desk, ticket, asked, owner)]
    return "owner reminded", said


def _ask_deputy(desk: Desk, ticket: Ticket, asked: Question) -> tuple[str, list[Outgoing]]:
    people = decide.deputies(desk, ticket)[:1]
    said = [one for deputy in people for one in decide.put_to_owner(desk, ticket, asked, deputy)]
    return "deputy asked", said


def _ask_chief(desk: Desk, ticket: Ticket, asked: Question) -> tuple[str, list[Outgoing]]:
    return "chief asked", decide.put_to_chief(desk, ticket, asked, set())


def _decide(desk: Desk, ticket: Ticket, _: Question) -> tuple[str, list[Outgoing]]:
    told = decide.settle(desk, ticket, to_chief=True, why="timeout")
    return "confirmed after one working day", told


_STAGES = {REMIND: _remind, ASK_DEPUTY: _ask_deputy, ASK_CHIEF: _ask_chief, DECIDE: _decide}
