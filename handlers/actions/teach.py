"""Teach 教: an answer counts for or against the words that made a ticket; what is often wrong falls silent.

Called by the actions that decide, in their transaction: a ticket counts once, whatever is decided later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from handlers.desk import Desk
from handlers.wording import excerpt
from models import rule_tally
from models.appointment import holders, reachable
from models.outbox import Outgoing
from models.role import Role
from models.rule_tally import COUNTY, Pair, RuleTally
from models.ticket import Status, Ticket

FALSE_ALARM = "none"
DANGERS = "common.emergencies."
OF_NO_CATEGORY = ("common.", "learned.")
"""Rules that belong to no category, or are mended by learning anew: their words are not counted."""
TOLD = (Role.ADMIN, Role.COUNTY)


def count(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """A ticket was decided: count its words as right or wrong, in place of what was counted before.

    Returns what the county's office is told if a word fell silent everywhere because of it.
    """
    outcome = FALSE_ALARM if ticket.status == Status.REJECTED else ticket.category
    before, ticket.counted_as = ticket.counted_as, outcome
    return _recount(desk, ticket, before, outcome)


def take_back(desk: Desk, ticket: Ticket, before: str | None) -> None:
    """A decision was taken back, and the ticket counts as it did earlier; `before`: as what it counted."""
    _recount(desk, ticket, before, ticket.counted_as)


def spoken_for(facts: str | None) -> list[Pair]:
    """The pairs that spoke for a ticket's category, from the facts kept with it; of a danger none."""
    evidence = json.loads(facts or "{}").get("evidence", [])
    if any(one["rule"].startswith(DANGERS) for one in evidence):
        return []
    spoke = (one for one in evidence if one["weight"] > 0 and not one["rule"].startswith(OF_NO_CATEGORY))
    return sorted({Pair(one["rule"], one.get("meant", one["term"])) for one in spoke})


def _recount(desk: Desk, ticket: Ticket, before: str | None, after: str | None) -> list[Outgoing]:
    """Always in one order, so that no two who count wait for each other."""
    said: list[Outgoing] = []
    for pair in spoken_for(ticket.facts):
        right = (after == pair.category) - (before == pair.category)
        wrong = _is_against(after, pair) - _is_against(before, pair)
        if not (right or wrong):
            continue
        for scope in _scopes(ticket):
            tally = rule_tally.tally_of(desk.session, pair, scope)
            tally.right_count = max(0, tally.right_count + right)
            tally.wrong_count = max(0, tally.wrong_count + wrong)
            if rule_tally.judge(desk.session, tally, desk.now) and scope == COUNTY:
                said += _tell_office(desk, ticket, tally)
    return said


def _is_against(outcome: str | None, pair: Pair) -> bool:
    return outcome is not None and outcome != pair.category


def _scopes(ticket: Ticket) -> Iterator[int]:
    """The group first: what the county counts of groups is then true already."""
    if ticket.chat_group_id is not None:
        yield ticket.chat_group_id
    yield COUNTY


def _tell_office(desk: Desk, ticket: Ticket, tally: RuleTally) -> list[Outgoing]:
    """One line to the administrator who can be reached, else to the county's coordinator."""
    path = desk.place(ticket).path
    people = [one for role in TOLD for _, _, one in holders(desk.session, path, (role,), desk.now)]
    whom = next(iter(reachable(desk.session, people)), None)
    word = excerpt(tally.term.replace("+", "…"), 12)
    total = tally.right_count + tally.wrong_count
    return desk.tell(whom, f"“{word}”误报太多，全县先不再凭它登记：{total}次只对了{tally.right_count}次")
