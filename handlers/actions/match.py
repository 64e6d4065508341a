"""Match 同一件事: whether what another line took down is a matter that is open already.

By category, place, time and words; a doubt makes two numbers, which 合并 can put together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from handlers import facts
from handlers.actions.follow import ORDER
from handlers.desk import Desk
from models import grid
from models import ticket as tickets
from models.grid import GridNode, is_at_or_above
from models.likely_places import NUMERALS
from models.ticket import Kind, Status, Ticket, Urgency
from nlp.same_matter import Told, is_same
from nlp.verdict import Verdict

LATELY = timedelta(days=14)
"""So far apart two tellings of one matter may be."""
FACTS = ("place", "time", "phone", "amount")
JUDGED = (Status.RESOLVED, Status.REVISITED)


@dataclass(frozen=True, slots=True)
class Case:
    """A matter as far as it is compared."""

    category: str
    urgency: Urgency
    path: str
    """That of its place."""
    at: datetime
    told: Told
    phone: str | None
    sensitive: bool = False


def case_of(desk: Desk, verdict: Verdict, node: GridNode, text: str, at: datetime) -> Case:
    """A matter that is no ticket yet."""
    kept: Mapping[str, Any] = json.loads(facts.kept(desk, verdict, node.id or 0, None))["entities"]
    told = _told(text, kept, _spot(desk, node, None if kept.get("place_vague") else kept.get("place")))
    urgency, phone = Urgency(verdict.urgency), kept.get("phone")
    return Case(verdict.category or "", urgency, node.path, at, told, phone, verdict.sensitive)


@dataclass
class Matcher:
    """Looks for what is open already; what it has read of a ticket serves for the next matter."""

    desk: Desk
    cases: dict[int, Case] = field(default_factory=dict)

    def find(self, case: Case) -> Ticket | None:
        """The oldest ticket that tells the same matter and is open, or was when this was taken down."""
        span = (case.at - LATELY, case.at + LATELY)
        found = tickets.near(self.desk.session, case.category, case.path, span)
        was_open = (one for one in found if _was_open(one, case.at))
        return next((one for one in was_open if same(self.desk, self._case(one), case)), None)

    def _case(self, ticket: Ticket) -> Case:
        if ticket.number not in self.cases:
            self.cases[ticket.number] = _case(self.desk, ticket)
        return self.cases[ticket.number]


def same(desk: Desk, first: Case, later: Case) -> bool:
    """Whether a later telling is of the same matter; never if it is graver than the first, or sensitive."""
    on_one_line = is_at_or_above(first.path, later.path) or is_at_or_above(later.path, first.path)
    if first.category != later.category or not on_one_line or abs(later.at - first.at) > LATELY:
        return False
    if later.sensitive or first.sensitive or ORDER.index(later.urgency) > ORDER.index(first.urgency):
        return False
    if first.phone and first.phone == later.phone:
        return True
    category = desk.office.catalogue.named(later.category)
    if category.kind == Kind.SERVICE and not category.needs_place:
        return False  # papers, benefits: each has his own
    return is_same(first.told, later.told, category.shared, near=False)


def _case(desk: Desk, ticket: Ticket) -> Case:
    known, kept = facts.place_of(desk, ticket), facts.facts_of(ticket)
    node = desk.place(ticket)
    told = _told(ticket.text, kept, _spot(desk, node, known[0] if known else None))
    return Case(
        ticket.category, Urgency(ticket.urgency), node.path, ticket.created_at, told, kept.get("phone")
    )


def _spot(desk: Desk, node: GridNode, place: str | None) -> str | None:
    """Where it is within the node; None if the words tell no more than the place of the tree."""
    spot = "".join(NUMERALS.get(char, char) for char in place or "")
    for above in grid.chain(desk.session, node.path):
        spot = spot.replace(above.name, "")
    return spot or None


def _was_open(ticket: Ticket, at: datetime) -> bool:
    if ticket.status in JUDGED:
        return ticket.resolved_at is not None and at <= ticket.resolved_at
    return True


def _told(text: str, entities: Mapping[str, Any], place: str | None) -> Told:
    return Told(text, place, tuple(str(entities[name]) for name in FACTS if entities.get(name)))
