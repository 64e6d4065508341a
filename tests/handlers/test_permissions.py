"""Every action, by every role, at the ticket's place, above, below and beside it: one table, all tried."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from sqlmodel import Session, select

from handlers.actions import guard
from handlers.desk import Desk, Speaker
from handlers.refusal import Refusal
from models.appointment import Appointment, posts_of
from models.database import Database
from models.grid import GridNode
from models.moves import MOVES, Action
from models.person import STAFF, Person
from models.role import Role
from models.ticket import Ticket, by_number
from tests.town import Town

PLACES = {"in": "B1", "above": "A1", "below": "C3", "beside": "B9"}
"""The ticket is the village's: B1."""
COUNTS = ("in", "above")

KEEPERS = "owner chief cadre town county admin"
DECIDERS = "chief cadre town county admin"
VISITORS = "chief cadre town county"
APPROVERS = "cadre town county"
CENTRE = "town county"
MEDIATORS = "adviser elder chief cadre town county"
LEADERS = "leader town county"
NOBODY = ""
MAY: dict[Action, str] = {
    Action.CONFIRM: KEEPERS,
    Action.REJECT: KEEPERS,
    Action.RECATEGORISE: KEEPERS,
    Action.CLAIM: "chief cadre",
    Action.RESOLVE: NOBODY,
    Action.APPROVE: APPROVERS,
    Action.RETURN: APPROVERS,
    Action.SATISFIED: NOBODY,
    Action.MOSTLY_SATISFIED: NOBODY,
    Action.PARTLY_SOLVED: NOBODY,
    Action.UNSATISFIED: NOBODY,
    Action.SUPPLEMENT: NOBODY,
    Action.PLACE: NOBODY,
    Action.WITHDRAW: NOBODY,
    Action.REVISIT: VISITORS,
    Action.REVISIT_CLOSED: VISITORS,
    Action.RELAPSE: VISITORS,
    Action.CLOSE: NOBODY,
    Action.PROGRESS: "grid_worker chief cadre department town county leader admin",
    Action.WHISTLE: CENTRE,
    Action.ARRIVE: "department",
    Action.STAND_DOWN: CENTRE,
    Action.SUPERVISE: CENTRE,
    Action.CIRCULATE: CENTRE,
    Action.SUMMON: CENTRE,
    Action.LIST: CENTRE,
    Action.ESCALATE: NOBODY,
    Action.TRANSFER: CENTRE,
    Action.ASK_EXTENSION: NOBODY,
    Action.EXTEND: APPROVERS,
    Action.MERGE: KEEPERS,
    Action.TAKE_IN: KEEPERS,
    Action.DIVIDE: KEEPERS,
    Action.SPLIT: DECIDERS,
    Action.GATHER: DECIDERS,
    Action.SCATTER: DECIDERS,
    Action.ANNOUNCE: VISITORS,
    Action.BOOK: MEDIATORS,
    Action.ATTEND: MEDIATORS,
    Action.ATTEMPT: MEDIATORS,
    Action.MEDIATE: MEDIATORS,
    Action.AGREE: MEDIATORS,
    Action.INVITE: MEDIATORS,
    Action.COURT: MEDIATORS,
    Action.LEAD: LEADERS,
    Action.TEAM: LEADERS,
    Action.MEASURE: LEADERS,
    Action.OUTCOME: LEADERS,
    Action.PUBLISH: CENTRE,
    Action.CONSENT: NOBODY,
    Action.TAKE_DOWN: CENTRE,
    Action.EXEMPLIFY: CENTRE,
    Action.LEAVE_OUT: CENTRE,
}
"""The roles that may by their post alone; reporter, handler and keeper are told in the stories."""


@pytest.fixture(name="village")
def _village(sqlite: Database, make_town: Callable[[Database], Town]) -> Town:
    """A ticket of the village, without handler or group."""
    town = make_town(sqlite)
    town.says("王大妈", "村口的路灯坏了三天了，没人来修")
    with town.database.session() as session:
        node = session.exec(select(GridNode).where(GridNode.code == "B1")).one()
        ticket = by_number(session, 1)
        assert ticket is not None
        ticket.node_id, ticket.chat_group_id, ticket.handler_id = node.id or 0, None, None
        session.add(ticket)
    return town


def _may(desk: Desk, ticket: Ticket, action: Action) -> bool:
    """Whether the gate opens; the refusal says who may."""
    try:
        guard.check(desk, ticket, action)
    except Refusal as refusal:
        return f"由{MOVES[action].who.told}{MOVES[action].label}，您不能办理" not in refusal.sentence
    return True


@pytest.mark.parametrize("role", Role)
def test_who_may_by_his_post(village: Town, role: Role) -> None:
    """At the place and above it as the table says; below and beside it never."""
    wrong = []
    with village.database.session() as session:
        ticket = session.get_one(Ticket, 1)
        people = {where: _holder(session, role, code, village) for where, code in PLACES.items()}
        for (where, person), (action, move) in product(people.items(), MOVES.items()):
            posts = posts_of(session, person.id or 0, village.now)
            ticket.status = move.frm[0]
            desk = Desk(village.office, session, village.now, Speaker("bridge", person=person, posts=posts))
            if _may(desk, ticket, action) != (where in COUNTS and role in MAY[action].split()):
                wrong.append((action, role, where))
        session.rollback()
    assert wrong == []


def _holder(session: Session, role: Role, code: str, town: Town) -> Person:
    node = session.exec(select(GridNode).where(GridNode.code == code)).one()
    person = Person(roster=STAFF, code=f"X-{code}", name=f"某{code}", name_index="")
    session.add(person)
    session.flush()
    post = Appointment(person_id=person.id or 0, role=role, node_id=node.id or 0, since=town.now)
    session.add(post)
    session.flush()
    return person
