"""群众按“1”: a resident calls the chief of the grid, then the deputy, then who is above, until one answers.

What counts as an answer is any word of one who was called, in that group or in private; what he said is not
read, and who it was is not kept. The time to the answer is measured by place, nobody is ranked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.desk import Desk
from handlers.message import Message
from handlers.office import Office
from handlers.wording import masked_name
from models import call
from models.appointment import holders, reachable
from models.call import ANSWER_COUNTS, ChiefCall, last_call
from models.outbox import EMERGENCY, Outgoing
from models.person import Identity, Person
from models.role import Role
from models.space import identity_of
from models.undo import Final

PAUSE = timedelta(minutes=10)
"""One person calls at most once in this time."""
MOST = 4
"""So many people are called at most."""
NEXT = (Role.CHIEF, Role.GRID_WORKER, Role.CADRE, Role.TOWN, Role.COUNTY)
"""Who is called after the chief: nearest place first, and in this order there."""


def called_lately(desk: Desk, identity: Identity) -> bool:
    """Whether this person's last call is too fresh for another."""
    last = last_call(desk.session, identity.id or 0)
    return last is not None and desk.now - last < PAUSE


def call_chief(desk: Desk, identity: Identity, node_id: int) -> tuple[Person, list[Outgoing]] | None:
    """Tell the nearest chief who calls and where; None if nobody answers for the place."""
    chief = next(iter(people_to_call(desk, node_id)), None)
    if chief is None:
        return None
    desk.final, desk.speaker = Final.CALLED, replace(desk.speaker, identity=identity)
    called = ChiefCall(identity_id=identity.id or 0, node_id=node_id, chief_id=chief.id, at=desk.now)
    called.called = [chief.id or 0]
    called.next_at = desk.now + timedelta(minutes=desk.office.call_minutes)
    desk.session.add(called)
    place = desk.place_name(node_id)
    text = f"请马上联系{place}的居民，他按“1”找您：{caller(desk, identity)}"
    return chief, desk.tell(chief, text, priority=EMERGENCY)


def people_to_call(desk: Desk, node_id: int) -> list[Person]:
    """Whom a call of a place goes to, in turn: its chief, the deputy, then those above."""
    path = desk.node(node_id).path
    after = reachable(desk.session, [one for _, _, one in holders(desk.session, path, NEXT, desk.now)])
    first = desk.chiefs(path)[:1]
    return list({one.id: one for one in (*first, *after)}.values())[:MOST] if first else []


def caller(desk: Desk, identity: Identity) -> str:
    """Who calls, as whoever is called needs it."""
    known = desk.person(identity.person_id)
    return f"{known.name} {known.phone or ''}".strip() if known else identity.name or masked_name(None)


def note_answer(office: Office, message: Message, now: datetime) -> None:
    """If a message's sender was called, that is answered now; of anybody else nothing is kept."""
    with office.database.reading() as session:
        open_calls = call.waiting(session, now)
        known = identity_of(session, office.space(message.channel), message.sender_id) if open_calls else None
        person = known.person_id if known else None
        mine = [one.id or 0 for one in open_calls if person in one.called and one.at <= message.sent_at]
    if mine:
        with office.database.session() as session:
            for call_id in mine:
                call.answer(session, call_id, now)


def is_over(called: ChiefCall, now: datetime) -> bool:
    """Whether no answer is waited for any more."""
    return called.answered_at is not None or now - called.at > ANSWER_COUNTS
