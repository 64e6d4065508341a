"""Parties 当事人: which account somebody has who is only named; None rather than the wrong one."""

from __future__ import annotations

from handlers.desk import Desk
from models import joiner, merging, person
from models.person import Identity
from models.ticket import Ticket


def account_of(desk: Desk, ticket: Ticket, name: str) -> Identity | None:
    """The account of whoever told the matter under that name, else of the one household of the place.

    What is sent there is for his eyes only, so of two of one name neither gets it.
    """
    tellers = [one for one in _tellers(desk, ticket) if _name(desk, one) == name]
    if tellers:
        return tellers[0] if len({one.actor for one in tellers}) == 1 else None
    path = desk.place(ticket).path
    homes = [
        one
        for one in person.households_named(desk.session, name)
        if one.node_id is not None and desk.node(one.node_id).path.startswith(path)
    ]
    if len(homes) != 1:
        return None
    return person.account_to_tell(desk.session, homes[0].id or 0, desk.office.reach, ticket.channel)


def _tellers(desk: Desk, ticket: Ticket) -> list[Identity]:
    found: list[Identity] = []
    for one in merging.family(desk.session, ticket):
        reporter = desk.session.get(Identity, one.reporter_id) if one.reporter_id else None
        found += [reporter] if reporter is not None else []
        found += [who for _, who in joiner.others(desk.session, one)]
    return found


def _name(desk: Desk, identity: Identity) -> str | None:
    known = desk.person(identity.person_id)
    return known.name if known is not None else identity.name
