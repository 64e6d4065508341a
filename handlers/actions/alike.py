"""Alike 同一件事: whether what is told is a matter that is open already."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from handlers import facts
from handlers.actions.follow import ORDER
from handlers.actions.report import Matter
from handlers.desk import Desk
from models import ticket as tickets
from models.ticket import Ticket, Urgency
from nlp.same_matter import Told, is_same

LATELY = timedelta(days=7)
"""How old an open ticket may be that a report joins by itself."""
SOON = timedelta(minutes=10)
"""So long a place that was not told may be the other's, and a text that is not surely a report may join."""
HOURS = timedelta(hours=12)
"""So long the reporter's own next report may leave the place out."""
FACTS = ("place", "time", "phone", "amount")
REGISTER = "register"


def alike(desk: Desk, matter: Matter) -> Ticket | None:
    """The open ticket that tells the same matter; never a sensitive one, nor one that is less grave."""
    verdict = matter.verdict
    if verdict.category is None or verdict.sensitive:
        return None
    tickets.in_turn(desk.session)  # of two who tell it at once, the second sees the first's ticket
    since = desk.now - LATELY
    found = tickets.alike(desk.session, verdict.category, matter.node_id, matter.group, since)
    kept = facts.kept(desk, verdict, matter.node_id, desk.speaker.name) if found else "{}"
    theirs = json.loads(kept).get("entities", {})
    places = facts.places_of(desk, found) if found else {}
    same = (one for one in found if _is_same(desk, (one, places[one.number]), matter, theirs))
    return next(same, None)


def _is_same(
    desk: Desk, first: tuple[Ticket, tuple[str, str] | None], matter: Matter, theirs: Mapping[str, Any]
) -> bool:
    ticket, known = first
    verdict, category = matter.verdict, desk.office.catalogue.named(ticket.category)
    age = abs(desk.now - ticket.created_at)
    soon = age <= SOON
    if ORDER.index(Urgency(verdict.urgency)) > ORDER.index(Urgency(ticket.urgency)):
        return False
    if not soon and (verdict.decision != REGISTER or verdict.urgency == Urgency.EMERGENCY):
        return False
    own = desk.reported(ticket)
    if not (own or category.needs_place):
        return False  # wages, papers: each has his own
    place = None if theirs.get("place_vague") else theirs.get("place")
    told = _told(ticket.text, facts.facts_of(ticket), known[0] if known else None)
    near = soon or (own and age <= HOURS)
    return is_same(told, _told(matter.text, theirs, place), category.shared, near=near)


def _told(text: str, entities: Mapping[str, Any], place: str | None) -> Told:
    return Told(text, place, tuple(str(entities[name]) for name in FACTS if entities.get(name)))
