"""A call that nobody answers 没人应: after some minutes the next person is called, once, a few at most."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers import ways
from handlers.actions.call_chief import MOST, caller, is_over, people_to_call
from handlers.actions.due import each
from handlers.desk import Desk
from handlers.office import Office
from models import call
from models.call import ChiefCall
from models.outbox import EMERGENCY, Outgoing
from models.person import Identity


def call_on(office: Office, now: datetime) -> list[str]:
    """Call the next person of every call that is due, each in its own transaction, once."""
    return each(office, now, call.due, _call_next)


def _call_next(desk: Desk, call_id: int) -> str | None:
    called = call.held(desk.session, call_id)
    if called is None or called.next_at is None or called.next_at > desk.now:
        return None
    said = _next(desk, called)
    desk.session.add(called)
    ways.say(desk, ways.place(desk, said), f"call:{call_id}:{len(called.called)}")
    return "the next person was called" if said else "a call ended"


def _next(desk: Desk, called: ChiefCall) -> list[Outgoing]:
    """Of those whose turn has come only the latest, and nobody twice."""
    called.next_at = None
    identity = desk.session.get(Identity, called.identity_id) if called.identity_id else None
    if identity is None or is_over(called, desk.now) or identity.is_erased:
        return []
    people, minutes = people_to_call(desk, called.node_id), desk.office.call_minutes
    turn = min(int((desk.now - called.at) / timedelta(minutes=minutes)), len(people) - 1)
    whom = next((one for one in people[turn:] if one.id not in called.called), None)
    if whom is None:
        return []
    called.called = [*called.called, whom.id or 0]
    if turn + 1 < min(len(people), MOST):
        called.next_at = called.at + timedelta(minutes=minutes * (turn + 1))
    place, passed = desk.place_name(called.node_id), int((desk.now - called.at) / timedelta(minutes=1))
    text = f"请马上联系{place}的居民，他按“1”{passed}分钟没人应：{caller(desk, identity)}"
    return desk.tell(whom, text, priority=EMERGENCY)
