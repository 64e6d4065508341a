"""群众按“1”: a resident calls the chief of the grid; the time to the answer is measured, nobody is ranked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.desk import Desk
from handlers.wording import masked_name
from models.call import ChiefCall, last_call
from models.outbox import EMERGENCY, Outgoing
from models.person import Identity, Person
from models.undo import Final

PAUSE = timedelta(minutes=10)
"""One person calls at most once in this time."""


def called_lately(desk: Desk, identity: Identity) -> bool:
    """Whether this person's last call is too fresh for another."""
    last = last_call(desk.session, identity.id or 0)
    return last is not None and desk.now - last < PAUSE


def call_chief(desk: Desk, identity: Identity, node_id: int) -> tuple[Person, list[Outgoing]] | None:
    """Tell the nearest chief who calls and where; None if nobody answers for the place."""
    chief = next(iter(desk.chiefs(desk.node(node_id).path)), None)
    if chief is None:
        return None
    desk.final, desk.speaker = Final.CALLED, replace(desk.speaker, identity=identity)
    desk.session.add(ChiefCall(identity_id=identity.id or 0, node_id=node_id, chief_id=chief.id, at=desk.now))
    known = desk.person(identity.person_id)
    who = f"{known.name} {known.phone or ''}".strip() if known else identity.name or masked_name(None)
    place = desk.place_name(node_id)
    return chief, desk.tell(chief, f"请马上联系{place}的居民，他按“1”找您：{who}", priority=EMERGENCY)
