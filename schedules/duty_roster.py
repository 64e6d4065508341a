"""Duty 接访值班: whoever is on duty hears so in one line on the evening before, rest days too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from handlers import ways
from handlers.desk import Desk
from handlers.office import Office
from handlers.task_lines import day_name
from models import duty, grid, person
from models.database import Collision, Session
from models.duty import Duty
from models.grid import GridNode
from models.outbox import ROUTINE

PLAN = "duty"
ONE_DAY = timedelta(days=1)


def tell_duties(office: Office, now: datetime) -> list[str]:
    """The part of a round: tomorrow's duties from `[schedules] duty_at` on; today's, if it was missed."""
    calendar = office.calendar
    if calendar.is_quiet(now):
        return []
    today = calendar.today(now)
    last = today + ONE_DAY if calendar.local(now).time() >= office.duty_at else today
    with office.database.reading() as session:
        waiting = duty.untold(session, today, last)
    count = sum(_tell(office, one, now) for one in waiting)
    return [f"{count} {'duty' if count == 1 else 'duties'} told"] if count else []


def foretold(session: Session, office: Office, until: date, now: datetime) -> Iterator[dict[str, Any]]:
    """What `schedule preview` says of duties up to the end of a day, in the order of time."""
    calendar = office.calendar
    for one in duty.untold(session, calendar.today(now), until + ONE_DAY):
        at = max(calendar.next_loud(calendar.at(one.day - ONE_DAY, office.duty_at)), calendar.next_loud(now))
        account = person.account_to_tell(session, one.person_id, office.reach)
        if account is None or not calendar.today(at) <= min(until, one.day):
            continue
        place = session.get_one(GridNode, one.node_id)
        yield {
            "at": calendar.local(at).isoformat(timespec="seconds"),
            "kind": "open",
            "plan": PLAN,
            "grid": place.code,
            "recipient": account.account,
            "channel": account.channel,
            "period": one.day.isoformat(),
            "digest": _key(one),
            "items": [{"number": None, "name": grid.full_name(session, place)}],
        }


def _tell(office: Office, one: Duty, now: datetime) -> bool:
    try:
        with office.database.session() as session:
            desk = Desk(office, session, now)
            text = _words(session, one, office.calendar.today(now))
            told = desk.tell(desk.person(one.person_id), text, priority=ROUTINE)
            if not told or not duty.claim(session, one, now):
                return False
            ways.say(desk, ways.place(desk, told), _key(one))
            return True
    except Collision:
        return False


def _words(session: Session, one: Duty, today: date) -> str:
    place = grid.full_name(session, session.get_one(GridNode, one.node_id))
    return f"请{'今天' if one.day == today else '明天'}（{day_name(one.day)}）在{place}接访值班"


def _key(one: Duty) -> str:
    return f"duty:{one.id}:{one.person_id}"
