"""吹哨没到: a unit that did not come in time is told upward, once, however long nobody looked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers import ways
from handlers.actions.due import each
from handlers.desk import Desk
from handlers.office import Office
from handlers.wording import mark, name_of, with_list
from models import arrival, officeholders
from models import ticket as tickets
from models.appointment import holders, reachable
from models.arrival import Arrival
from models.moves import Action
from models.outbox import Outgoing
from models.person import Person
from models.role import Role
from models.ticket import IN_WORK, Ticket


def tell_absent(office: Office, now: datetime) -> list[str]:
    """Tell of every unit that is late, a ticket a transaction."""
    return each(office, now, arrival.late, _tell)


def _tell(desk: Desk, number: int) -> str | None:
    ticket = tickets.held(desk.session, number)
    late = [one for one in arrival.board(desk.session, number) if _is_late(one, desk.now)]
    if ticket is None or ticket.status not in IN_WORK or not late:
        return None
    for one in late:
        one.told_at = desk.now
        desk.session.add(one)
    desk.record(ticket, Action.ABSENT, units=[one.unit for one in late])
    ways.say(desk, ways.place(desk, _said(desk, ticket, late)), f"absent:{late[0].id}")
    return f"ticket {number}: {len(late)} of those whistled for did not come"


def _is_late(one: Arrival, now: datetime) -> bool:
    return one.arrived_at is None and one.told_at is None and one.due_at <= now


def _said(desk: Desk, ticket: Ticket, late: Sequence[Arrival]) -> list[Outgoing]:
    """Whoever whistled hears it, and whoever is above him."""
    by = desk.person(late[-1].called_by)
    head = f"{mark(ticket)}{name_of(by, '综治中心')}吹哨，到时还没报到："
    text = with_list(head, [one.unit for one in late])
    people = {one.id: one for one in (by, _above(desk, ticket, by)) if one is not None}
    return [said for one in people.values() for said in desk.tell(one, text, ticket)]


def _above(desk: Desk, ticket: Ticket, by: Person | None) -> Person | None:
    """The next superior of whoever whistled; above the county's centre a leader of the place."""
    staff = officeholders.load(desk.session, desk.now)
    found = None if by is None else desk.person(staff.superior(by.id or 0, ticket.node_id, desk.now))
    leaders = holders(desk.session, desk.place(ticket).path, (Role.LEADER,), desk.now)
    return found or next(iter(reachable(desk.session, [one for _, _, one in leaders])), None)
