"""The facts of a ticket 事实: place, time, telephone … that its words told, as words come and go."""

from __future__ import annotations

import json
from typing import Any

from handlers.desk import Desk
from models.ticket import Ticket

BESIDE = {"place_source": "place", "place_vague": "place", "time_kind": "time", "amount_yuan": "amount"}
"""What says more of another fact, and goes with it."""


def told(ticket: Ticket) -> dict[str, Any]:
    """What its words told: place, time, phone, amount … as far as they did."""
    entities: dict[str, Any] = json.loads(ticket.facts or "{}").get("entities", {})
    return entities


def add(desk: Desk, ticket: Ticket, words: str) -> None:
    """Words were added: what they tell that was not told yet is known from now on."""
    kept = json.loads(ticket.facts or "{}")
    kept["entities"] = {**desk.office.classify(f"{ticket.text}，{words}").entities, **told(ticket)}
    ticket.facts = json.dumps(kept, ensure_ascii=False)


def drop(ticket: Ticket, words: str, left: str) -> None:
    """Words were erased: what only they told is known no more, nor by what they were judged."""
    kept = json.loads(ticket.facts or "{}")
    gone = {name for name, value in told(ticket).items() if _only_in(value, words, left)}
    entities = {name: value for name, value in told(ticket).items() if not {name, BESIDE.get(name)} & gone}
    kept["entities"] = entities
    kept["evidence"] = [one for one in kept.get("evidence", []) if _stands(one["term"], left)]
    ticket.facts = json.dumps(kept, ensure_ascii=False)


def _only_in(value: object, words: str, left: str) -> bool:
    said = value if isinstance(value, list) else [value]
    parts = [one["said"] if isinstance(one, dict) else one for one in said]
    return any(isinstance(one, str) and one in words and one not in left for one in parts)


def _stands(term: str, left: str) -> bool:
    return term.startswith("<") or all(part in left for part in term.split("+"))
