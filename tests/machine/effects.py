"""What one step may change: nothing without an effect, nothing twice, and all of it back by 撤销."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from models.moves import Action
from models.person import ERASED
from models.undo import GROWING, KINDS
from tests.machine.rows import Row, Rows

BY_STEPS = ("ticket", "coming", "mediation", "arrival", "supervision", "lead", "supporter", "measure")
"""Tables in which a message changes nothing but by a step of a ticket's timeline."""
ANSWERED = {"chief_call"}
"""Any word of whoever was called is the answer; it leaves no receipt."""
POSTED = {"receipt", "outbox", "delivery_attempt"}
SAME = (
    *("kind", "category", "status", "awaiting", "flags", "urgency", "sensitive", "node_id", "text", "result"),
    *("handler_id", "answerable_id", "requester_id", "request", "level_id", "due_at", "rung", "step_at"),
    *("closed_at", "transfers", "merged_into", "last_seq"),
)
STEPS = ("ticket", "seq", "action", "at", "channel", "note")
WORDS = ("created_at", "chat", "ticket", "text", "mentions", "choices", "fate")


def of_a_message(before: Rows, after: Rows) -> Iterator[str]:
    """What a message must not have done."""
    changed = before.changed(after)
    if not before.different(after, "receipt") and changed - ANSWERED:
        yield f"a message without effect changed {sorted(changed)}"
    if not before.different(after, "ticket_event") and changed & set(BY_STEPS):
        yield f"{sorted(changed & set(BY_STEPS))} changed without a step"
    yield from of_any(before, after)


def of_any(before: Rows, after: Rows) -> Iterator[str]:
    """What nothing may do: say a thing twice in one chat, or change a ticket without a step."""
    new = [after["outbox"][key] for key in after["outbox"] if key not in before["outbox"]]
    said = Counter((one["chat"], one["text"], one["ticket"]) for one in new if one["text"])
    yield from (
        f"said {times} times to {chat}: {text}" for (chat, text, _), times in said.items() if times > 1
    )
    gone = (one for one in new if ERASED in f"{one['user_id']} {one['mentions']}")
    yield from (f"said to nobody any more: {one['text']}" for one in gone)
    stepped = {after["ticket_event"][key]["ticket"] for key in before.different(after, "ticket_event")}
    for (number,) in before.different(after, "ticket"):
        was, became = before["ticket"].get((number,)), after["ticket"][number,]
        if number not in stepped and was is not None and was["status"] != became["status"]:
            yield f"{number} became {became['status']} without a step"


def of_taking_back(deed: Rows, after: Rows, took: set[int]) -> Iterator[str]:
    """What 撤销 must have put back: `deed` is how everything stood before it, `took` the tickets it names."""
    for number in sorted(took):
        was, became = deed["ticket"].get((number,)), after["ticket"][number,]
        if was is None:
            continue
        other = [name for name in was if name not in GROWING and was[name] != became[name]]
        if other:
            yield f"{number}: {other} not as before"
        yield from _hanging(deed, after, number)


def _hanging(deed: Rows, after: Rows, number: int) -> Iterator[str]:
    """What hangs on a ticket stands as before; what was made by the deed has ended."""
    about = {one["id"] for one in after["question"].values() if one["ticket"] == number}
    for table in KINDS.keys() - {"ticket"}:
        for key, row in after[table].items():
            if row.get("ticket") != number and row.get("question_id") not in about:
                continue
            made = key not in deed[table]
            if deed[table].get(key) != row and not (made and (table == "asked" or _ended(row))):
                yield f"{table} {key} of {number} not as before"


def _ended(row: Row) -> bool:
    return row.get("until") is not None or row.get("closed_at") is not None


def taken_back(before: Rows, after: Rows) -> set[int]:
    """The tickets of which a step was taken back just now."""
    new = [after["ticket_event"][key] for key in before.different(after, "ticket_event")]
    return {one["ticket"] for one in new if one["action"] == Action.UNDO and json.loads(one["detail"])}


def told_apart(first: Rows, second: Rows) -> Iterator[str]:
    """In what two databases differ to which the same happened: their tickets, steps and words.

    Ids that a table counts itself are left out: one database skips those of work that was taken back.
    """
    for (number,), ticket in first["ticket"].items():
        other = second["ticket"].get((number,), {})
        yield from (
            f"{number}: {name} is {ticket[name]}, there {other.get(name)}"
            for name in SAME
            if ticket[name] != other.get(name)
        )
    for table, names in (("ticket_event", STEPS), ("outbox", WORDS)):
        ours, theirs = (sorted_by(one[table].values(), names) for one in (first, second))
        yield from (
            f"{table}: {here} / {there}" for here, there in zip(ours, theirs, strict=False) if here != there
        )
        if len(ours) != len(theirs):
            yield f"{table} has {len(ours)} rows, there {len(theirs)}"


def sorted_by(rows: Iterable[Row], names: Iterable[str]) -> list[tuple[str, ...]]:
    """Some columns of rows, in one order on every database."""
    return sorted(tuple(str(row[name]) for name in names) for row in rows)
