"""督办单位到期: the centre hears once that a unit's deadline has passed, and what may follow."""

from __future__ import annotations

from datetime import datetime

from handlers import ways
from handlers.actions.due import each
from handlers.actions.orders import following
from handlers.actions.supervise_unit import LIFTED, follower
from handlers.desk import Desk
from handlers.office import Office
from models import unit_supervision
from models.appointment import holders, reachable
from models.moves import MOVES, Action
from models.role import Role

CENTRE_ORDER = (Role.TOWN, Role.COUNTY)


def tell_units_passed(office: Office, now: datetime) -> list[str]:
    """Tell of every deadline that has passed, each in its own transaction, once; not in the quiet hours."""
    return [] if office.calendar.is_quiet(now) else each(office, now, unit_supervision.passed, _tell)


def _tell(desk: Desk, row: int) -> str | None:
    standing = unit_supervision.held(desk.session, row)
    if standing is None or standing.told_at or standing.until or standing.due_at > desk.now:
        return None
    standing.told_at = desk.now
    desk.session.add(standing)
    path = desk.node(standing.node_id).path
    nearest = [one for _, _, one in holders(desk.session, path, CENTRE_ORDER, desk.now)]
    whom = follower(desk, standing) or next(iter(reachable(desk.session, nearest) or nearest), None)
    text = f"{standing.unit}{MOVES[Action(standing.step)].label}到期，落实了请发：{LIFTED} {standing.unit}"
    step = following(standing.step)
    text += f"\n没落实，需要时可发：{MOVES[step].label} {standing.unit}" if step else ""
    ways.say(desk, ways.place(desk, desk.tell(whom, text)), f"unit_supervision:{row}")
    return "the deadline of a unit has passed"
