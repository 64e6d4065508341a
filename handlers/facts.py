"""Facts 要素: what is kept of a report's facts, and how those who handle it are told them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.desk import Desk
from handlers.wording import LONG_NUMBER, day
from models import event, grid
from models.moves import Action
from models.ticket import Ticket
from nlp.facts.moments import Span, resolve
from nlp.facts.reader import GROUP, NICKNAME
from nlp.verdict import Verdict

ANSWER = "answer"
"""The source of a place that the reporter was asked for."""
SOURCES = {NICKNAME: "看昵称", GROUP: "看群名"}
"""Weaker sources are named, so that nobody takes them for the reporter's word."""


def kept(desk: Desk, verdict: Verdict, node_id: int, name: str | None) -> str:
    """What is kept with a ticket, as JSON: score, reasons, facts. `name`: the reporter's shown name.

    Where the text does not tell the place, his name or the group's may; and times get their days.
    """
    told = verdict.as_dict()
    entities = dict(told["entities"])
    if not entities.get("place") or entities.get("place_vague"):
        entities |= _from_names(desk, node_id, name, entities.get("place", ""))
    span = _when(entities, desk.office.calendar.local(desk.said_at or desk.now))
    if span is not None:
        entities["when"] = [one.isoformat(timespec="minutes") for one in span]
    rows = {"score": told["score"], "evidence": told["evidence"], "entities": entities}
    return json.dumps(rows, ensure_ascii=False)


def facts_of(ticket: Ticket) -> Mapping[str, Any]:
    """The facts kept with a ticket; empty once its words were erased."""
    found: Mapping[str, Any] = json.loads(ticket.facts or "{}").get("entities", {})
    return found


def place_of(desk: Desk, ticket: Ticket) -> tuple[str, str] | None:
    """Where the matter is, with the source; None if nobody told, or only what everybody has (家门口)."""
    return places_of(desk, [ticket])[ticket.number]


def places_of(desk: Desk, tickets: Sequence[Ticket]) -> dict[int, tuple[str, str] | None]:
    """The same of several, by number."""
    answers = event.last_notes(desk.session, [one.number for one in tickets], Action.PLACE)
    return {one.number: _place_of(one, answers.get(one.number)) for one in tickets}


def _place_of(ticket: Ticket, answer: str | None) -> tuple[str, str] | None:
    if answer:
        return answer, ANSWER
    facts = facts_of(ticket)
    if not facts.get("place") or facts.get("place_vague"):
        return None
    return facts["place"], facts.get("place_source", "")


def lines(desk: Desk, ticket: Ticket) -> Iterator[str]:
    """The facts for whoever handles a ticket, in private: place, time as a date, sum, number."""
    told, facts = place_of(desk, ticket), facts_of(ticket)
    where = f"，{_with_source(*told)}" if told else ""
    yield f"地点：{desk.place_name(ticket.node_id)}{where}"
    if facts.get("time"):
        yield f"时间：{facts['time']}{_dated(desk, facts)}"
    if facts.get("amount"):
        yield f"金额：{facts['amount']}{_in_yuan(facts)}"
    if facts.get("phone"):
        yield f"电话：{facts['phone']}"


def masked_facts(ticket: Ticket) -> dict[str, Any]:
    """The facts for a screen: numbers are hidden."""
    facts = dict(facts_of(ticket))
    for key in ("phone", "phones"):
        if key in facts:
            facts[key] = _masked(facts[key])
    return facts


def _from_names(desk: Desk, node_id: int, name: str | None, spot: str) -> dict[str, Any]:
    """A place that a name tells, with the spot that the text tells; not what the group's own place says."""
    own = grid.full_name(desk.session, desk.node(node_id), levels=9)
    for source, label in ((NICKNAME, name), (GROUP, desk.group_name)):
        found = desk.office.understanding.facts.place_of(label) if label else None
        if found is not None and found.words not in own:
            return {"place": found.words + spot, "place_source": source, "place_vague": False}
    return {}


def _when(entities: Mapping[str, Any], at: datetime) -> Span | None:
    """The days of the first time that has some."""
    said = entities.get("times") or ([entities["time"]] if "time" in entities else [])
    return next((span for one in said if (span := resolve(one, at)) is not None), None)


def _with_source(place: str, source: str) -> str:
    return f"{place}（{SOURCES[source]}）" if source in SOURCES else place


def _dated(desk: Desk, facts: Mapping[str, Any]) -> str:
    if "when" not in facts:
        return ""
    start, end = (datetime.fromisoformat(one) for one in facts["when"])
    first, last = day(desk, start), day(desk, end)
    return (
        f"（{first}起）"
        if facts.get("time_kind") in ("duration", "range") and first != last
        else f"（{first}）"
    )


def _in_yuan(facts: Mapping[str, Any]) -> str:
    yuan = facts.get("amount_yuan")
    plain = f"{yuan:g}" if yuan is not None and yuan < 1_000_000 else str(yuan and int(yuan))
    return "" if yuan is None or plain in facts["amount"] else f"（{plain}元）"


def _masked(value: Any) -> Any:
    if isinstance(value, list):
        return [_masked(one) for one in value]
    return LONG_NUMBER.sub(lambda found: f"{found[1]}****{found[3]}", str(value).replace("-", ""))
