"""督办: a matter that is not done comes under supervision; 通报, 约谈 and 挂牌督办 may follow, each by hand.

What is pressed is the matter and the unit that owes it, never a resident.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.actions import guard, orders, units
from handlers.actions.orders import About
from handlers.desk import Desk
from handlers.wording import day, mark
from models import supervision
from models.appointment import holders, reachable
from models.moves import MOVES, Action
from models.outbox import Outgoing
from models.person import Person
from models.role import Role
from models.supervision import Cause, Supervision
from models.ticket import IN_WORK, Flag, Ticket

CENTRE_ORDER = (Role.TOWN, Role.COUNTY)
BY_ITSELF = {Cause.TRANSFERS: "多次转办", Cause.LADDER: "逐级上报后到期没办结"}
"""Why it came by itself, in the users' words."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered: within how many working days, by which unit, and what."""

    step: Action
    days: int
    unit: str
    demand: str | None = None
    cause: Cause = Cause.ORDER


def supervise(desk: Desk, ticket: Ticket, cause: Cause) -> list[Outgoing]:
    """Put a ticket under 督办 by itself; nothing if it stands under supervision, or is not in work.

    Nobody's right is asked: whoever did what led to it is not who orders it. The centre hears of it.
    """
    if ticket.status not in IN_WORK or supervision.current(desk.session, ticket.number) is not None:
        return []
    order = Order(Action.SUPERVISE, desk.office.supervision_days[0], owing(desk, ticket), cause=cause)
    guard.remember(desk, ticket)
    begun = _begin(desk, ticket, order, None)
    text = f"{mark(ticket)}{BY_ITSELF[cause]}，已自动督办，{day(desk, begun.due_at)}到期"
    return _tell_owing(desk, ticket, begun) + desk.tell(coordinator(desk, ticket, None), text, ticket)


def take_step(desk: Desk, ticket: Ticket, step: Action, words: str) -> tuple[Supervision, list[Outgoing]]:
    """督办, 通报, 约谈 or 挂牌督办, as the centre says: 督办 17 司法所 期限 3天 尽快见面调解."""
    guard.check(desk, ticket, step)
    before = supervision.current(desk.session, ticket.number)
    orders.check_turn(desk, _about(ticket), step, before)
    order = _read(desk, ticket, step, words, before)
    if before is not None:
        desk.remember(before)
        before.until = desk.now
        desk.session.add(before)
    begun = _begin(desk, ticket, order, desk.speaker.person_id)
    return begun, _tell_owing(desk, ticket, begun)


def end(desk: Desk, ticket: Ticket) -> None:
    """The matter is done: its supervision is over."""
    standing = supervision.current(desk.session, ticket.number)
    if standing is not None:
        desk.remember(standing)
        standing.until = desk.now
        desk.session.add(standing)


def owing(desk: Desk, ticket: Ticket) -> str:
    """Which unit owes a ticket: that of its handler, else the place at whose level it is handled."""
    handler = desk.person(ticket.handler_id)
    return (handler.unit if handler else None) or desk.place_name(ticket.level_id or ticket.node_id)


def coordinator(desk: Desk, ticket: Ticket, ordered_by: int | None) -> Person | None:
    """Who of the centre follows a supervision: whoever ordered it, while in office; else the nearest."""
    posts = holders(desk.session, desk.place(ticket).path, CENTRE_ORDER, desk.now)
    people = [person for _, _, person in posts]
    there = reachable(desk.session, people) or people
    return next((one for one in there if one.id == ordered_by), next(iter(there), None))


def line(desk: Desk, ticket: Ticket) -> str | None:
    """Under which step a ticket stands, for 进度."""
    standing = supervision.current(desk.session, ticket.number)
    if standing is None or ticket.status not in IN_WORK:
        return None
    return f"{MOVES[Action(standing.step)].label}：{standing.unit}，{day(desk, standing.due_at)}到期"


def _read(desk: Desk, ticket: Ticket, step: Action, words: str, before: Supervision | None) -> Order:
    """The order in somebody's words: a unit at the beginning, a term anywhere, the rest is the demand."""
    days, rest = orders.term(desk, _about(ticket), step, words)
    first, _, others = rest.partition(" ")
    found = units.called_exactly(units.over(desk, ticket), first)
    unit = found.name if found else before.unit if before else owing(desk, ticket)
    return Order(step, days, unit, orders.demand(others if found else rest))


def _about(ticket: Ticket) -> About:
    return About(mark(ticket), str(ticket.number))


def _begin(desk: Desk, ticket: Ticket, order: Order, by: int | None) -> Supervision:
    due = desk.office.calendar.after_workdays(desk.now, order.days)
    ticket.flags = sorted({*ticket.flags, Flag.SUPERVISED})
    told = {"cause": order.cause, "unit": order.unit, "due": _iso(desk, due)}
    desk.record(ticket, order.step, note=order.demand, **told)
    begun = Supervision(
        ticket=ticket.number,
        seq=ticket.last_seq,
        step=order.step,
        cause=order.cause,
        unit=order.unit,
        ordered_by=by,
        demand=order.demand,
        at=desk.now,
        due_at=due,
    )
    desk.session.add(begun)
    desk.session.flush()
    desk.images.remember_new(begun)
    return begun


def _tell_owing(desk: Desk, ticket: Ticket, begun: Supervision) -> list[Outgoing]:
    """The handler and the unit hear what is asked of them, once each."""
    label, until = MOVES[Action(begun.step)].label, day(desk, begun.due_at)
    text = f"{mark(ticket)}已{label}，请在{until}前办结"
    text += f"\n要求：{begun.demand}" if begun.demand else ""
    unit = units.called_exactly(units.over(desk, ticket), begun.unit)
    handler = desk.person(ticket.handler_id)
    people = {one.id: one for one in (handler, *(unit.people if unit else ())) if one is not None}
    return [said for one in people.values() for said in desk.tell(one, text, ticket)]


def _iso(desk: Desk, moment: datetime) -> str:
    return desk.office.calendar.local(moment).isoformat(timespec="minutes")
