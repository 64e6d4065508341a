"""What must hold at any moment, whoever said what: each law gives the sentences of those who break it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from models import arrival, supervision
from models.event import verify
from models.moves import MOVES, TO_BE_DONE, Action
from models.question import Asking
from models.ticket import IN_WORK, OPEN, Awaiting, Status
from tests.machine.rows import Row, Rows
from tests.machine.speech import FIRST
from tests.town import Town

STAYS = "stays"
RETAKEN = (Action.CLAIM, Status.HANDLING)
"""接单 of what was handed on while in work: it stays in work."""
BY_DIVIDING = (Status.PENDING, Status.MERGED)
"""What was divided off began as merged, and goes back to that when 拆分 is taken back."""


def lawful(town: Town, rows: Rows, *, after_a_round: bool) -> list[str]:
    """Everything that does not hold now."""
    broken = [
        *_numbers(rows),
        *(line for ticket in rows["ticket"].values() for line in _ticket(town, rows, ticket)),
        *_questions(rows),
        *_chains(town, rows),
        *(f"alarm: {one}" for one in town.alarms),
    ]
    return broken + (list(_overdue(town, rows)) if after_a_round else [])


def statuses(events: list[Row]) -> Iterator[tuple[int, Status | str, str]]:
    """The status after each step of a timeline, as the table of moves has it; else what is wrong with it."""
    known: dict[int, Status] = {}
    status = Status.PENDING
    divided = False
    for event in events:
        action, detail = Action(event["action"]), json.loads(event["detail"])
        wrong = ""
        if action is Action.UNDO:
            back = Status(detail["to"])
            if back is not known.get(detail["undone"][0] - 1) and not (divided and back is Status.MERGED):
                wrong = f"undo leads to {back}"
            status = back
        elif action is Action.RELEASE:
            wrong = "" if status is Status.MERGED else f"{action} from {status}"
            status = Status(detail["to"])
        elif (action, status) != RETAKEN and (move := MOVES.get(action)) is not None:
            if status not in move.frm:
                wrong = f"{action} from {status}"
            status = move.to or status
        divided = divided or (action is Action.DIVIDE and "frm" in detail)
        known[event["seq"]] = status
        yield event["seq"], status, wrong


def _numbers(rows: Rows) -> Iterator[str]:
    numbers = sorted(number for (number,) in rows["ticket"])
    last = rows["counter"][("ticket",)]["value"]
    if numbers != list(range(FIRST, last + 1)):
        yield f"numbers {numbers} have gaps"


def _ticket(town: Town, rows: Rows, ticket: Row) -> Iterator[str]:
    number, status = ticket["number"], Status(ticket["status"])
    events = sorted(
        (one for one in rows["ticket_event"].values() if one["ticket"] == number), key=lambda one: one["seq"]
    )
    steps = list(statuses(events))
    yield from (f"{number}: step {seq}: {wrong}" for seq, _, wrong in steps if wrong)
    if steps and steps[-1][1] != status:
        yield f"{number} is {status}, its timeline says {steps[-1][1]}"
    if status in OPEN and not _goes_on(town, rows, ticket):
        yield f"{number} is {status}, and nobody is answerable for it"
    yield from _columns(rows, ticket)


def _columns(rows: Rows, ticket: Row) -> Iterator[str]:
    """What its columns must say of each other."""
    number, status = ticket["number"], Status(ticket["status"])
    if (status in OPEN) == (ticket["closed_at"] is not None):
        yield f"{number} is {status}, closed at {ticket['closed_at']}"
    if status is Status.MERGED and ticket["merged_into"] is None:
        yield f"{number} is merged into nothing"
    lives = _lives(rows, ticket)
    if status is Status.MERGED and ticket["text"] and lives["status"] == Status.WITHDRAWN:
        yield f"{number} is lost with {lives['number']}, which was withdrawn"
    if (ticket["awaiting"] == Awaiting.APPROVAL) != (ticket["request"] is not None):
        yield f"{number} awaits {ticket['awaiting']}, request {ticket['request']}"
    if status not in IN_WORK and ticket["awaiting"] == Awaiting.APPROVAL:
        yield f"{number} is {status} and awaits an approval"
    if status not in TO_BE_DONE and status in IN_WORK and ticket["step_at"] is not None:
        yield f"{number} is {status} and has a step at {ticket['step_at']}"


def _lives(rows: Rows, ticket: Row) -> Row:
    while ticket["merged_into"] is not None:
        ticket = rows["ticket"][ticket["merged_into"],]
    return ticket


def _goes_on(town: Town, rows: Rows, ticket: Row) -> bool:
    """Whether somebody in office has it, or is asked; after its result: whether something is to come."""
    status, number = Status(ticket["status"]), ticket["number"]
    if status is Status.PENDING:
        asked = [one for one in _open(rows) if one["ticket"] == number and one["asking"] == Asking.CONFIRM]
        return len(asked) == 1 and asked[0]["next_at"] is not None
    if status in TO_BE_DONE:
        return _in_office(rows, ticket["handler_id"], town.now) and _has_a_time(ticket)
    return any(
        one["ticket"] == number and one["next_at"] is not None
        for one in _coming(rows)
        if one["due"] in ("answer", "revisit")
    )


def _has_a_time(ticket: Row) -> bool:
    """Whether the ladder still has something to say of it, or has said all there is."""
    return ticket["step_at"] is not None or ticket["rung_told"] >= 1


def _in_office(rows: Rows, person: int | None, now: datetime) -> bool:
    return any(
        post["person_id"] == person
        and post["since"] <= now
        and (post["until"] is None or post["until"] > now)
        for post in rows["appointment"].values()
    )


def _open(rows: Rows) -> list[Row]:
    return [one for one in rows["question"].values() if one["closed_at"] is None]


def _questions(rows: Rows) -> Iterator[str]:
    """A question is open only about what can still be asked, and once."""
    allowed: dict[str, tuple[Any, ...]] = {Asking.CONFIRM: (Status.PENDING,), Asking.PLACE: IN_WORK}
    for one in _open(rows):
        if (ticket := rows["ticket"].get((one["ticket"],))) is None:
            if one["asking"] in allowed:
                yield f"question {one['id']} is about no ticket"
        elif ticket["status"] not in allowed.get(one["asking"], ()):
            yield f"question {one['id']} ({one['asking']}) is open about a ticket that is {ticket['status']}"
        if one["next_at"] is None:
            yield f"question {one['id']} ({one['asking']}) is open for ever"
    many = Counter((one["ticket"], one["asking"]) for one in _open(rows) if one["ticket"])
    yield from (f"{times} questions {asking} about {n}" for (n, asking), times in many.items() if times > 1)


def _chains(town: Town, rows: Rows) -> Iterator[str]:
    with town.database.reading() as session:
        for (number,) in rows["ticket"]:
            if (broken := verify(session, number)) is not None:
                yield f"{number}: {broken.reason} at {broken.seq}"


def _overdue(town: Town, rows: Rows) -> Iterator[str]:
    """After a round of the clock nothing lies behind whose consequence has not come."""
    now, calendar = town.now, town.office.calendar
    waiting = {
        "a step of ticket": [(one["number"], one["step_at"]) for one in rows["ticket"].values()],
        "question": [(one["id"], one["next_at"]) for one in _open(rows)],
        "what is to come": [(one["id"], one["next_at"]) for one in _coming(rows)],
        "call": [(one["id"], one["next_at"]) for one in rows["chief_call"].values()],
    }
    for what, moments in waiting.items():
        yield from (
            f"{what} {n} of {at} has not gone on" for n, at in moments if at is not None and at <= now
        )
    for one in _open(rows):
        if one["asking"] == Asking.CONFIRM and calendar.after_workdays(one["asked_at"], 1) <= now:
            yield f"{one['ticket']} is pending since {one['asked_at']}"
    with town.database.reading() as session:
        yield from (f"{number}: who did not come is not told" for number in arrival.late(session, now, 99))
        passed = [] if calendar.is_quiet(now) else supervision.passed(session, now, 99)
        yield from (f"supervision {one} is not told" for one in passed)


def _coming(rows: Rows) -> list[Row]:
    return [one for one in rows["coming"].values() if one["until"] is None]
