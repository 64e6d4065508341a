"""The ladder 四级七天: where a matter stands on it, until when, and how it moves up a rung."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.actions import approval
from handlers.actions.assign import hand_to
from handlers.desk import Desk
from models import grid, mediation
from models.appointment import holders, reachable
from models.grid import GridNode
from models.ladder import DUE, Rung, Stage, Stay, first_rung, rungs_above
from models.moves import Action
from models.person import Person
from models.question import ANSWER_COUNTS, Question
from models.role import SUPERIORS
from models.ticket import Flag, Kind, Ticket


@dataclass(frozen=True, slots=True)
class Why:
    """Why a matter moves up, as a step of its timeline: by the clock, or by the handler's word."""

    cause: str
    words: str | None = None
    since: datetime | None = None
    """When the time of the next rung begins, if not now."""


def begin(desk: Desk, ticket: Ticket) -> None:
    """A matter has come to its handler: the time of his rung begins."""
    if desk.office.ladder.rungs:
        level = desk.node(ticket.level_id or ticket.node_id)
        _stand_on(desk, ticket, first_rung(desk.office.ladder, _chain(desk, ticket), level), desk.now)


def stop(ticket: Ticket) -> None:
    """Nothing is due of it any more."""
    ticket.due_at, ticket.step_at = None, None


def rung_of(desk: Desk, ticket: Ticket) -> Rung:
    """The rung on which a matter stands."""
    rungs = desk.office.ladder.rungs
    return rungs[min(ticket.rung or 0, len(rungs) - 1)]


def passed(desk: Desk, ticket: Ticket) -> list[Stage]:
    """What has come due on its rung and was not said yet, in order."""
    told = _stages(desk, ticket)
    return [one for one in told if one.share > ticket.rung_told and one.at <= desk.now]


def note_told(desk: Desk, ticket: Ticket, share: float) -> None:
    """Everything up to a share of the rung's time was said; the next stage is waited for."""
    ticket.rung_told = share
    following = (one.at for one in _stages(desk, ticket) if one.share > share)
    ticket.step_at = next(following, None)
    desk.session.add(ticket)


def reckon(desk: Desk, ticket: Ticket) -> None:
    """A mediation was booked or called off: until when it stands on its rung follows, unless that is over."""
    if ticket.step_at is not None and ticket.rung_told < DUE:
        _set_times(desk, ticket)


def extend(desk: Desk, ticket: Ticket, days: int) -> None:
    """So many working days more; on what is overdue they begin now."""
    if ticket.due_at is None or ticket.due_at <= desk.now:
        ticket.rung_since, ticket.rung_days = desk.now, 0
    ticket.rung_days = (ticket.rung_days or 0) + days
    _set_times(desk, ticket)


def wait_no_more(desk: Desk, ticket: Ticket, asked: Question) -> None:
    """The reporter was asked something, and is awaited no more: that time does not count."""
    if ticket.rung_since is not None and ticket.step_at is not None:
        _leave_out(desk, ticket, asked.asked_at, min(desk.now, asked.asked_at + ANSWER_COUNTS))


def go_on(desk: Desk, ticket: Ticket, since: datetime) -> None:
    """It rested since a moment, and goes on where it stood: that time does not count."""
    if ticket.rung_since is not None:
        _leave_out(desk, ticket, since, desk.now)


def climb(desk: Desk, ticket: Ticket, why: Why | None = None) -> Person | None:
    """Hand a matter to the next rung on which somebody answers, its handler apart; None at the top.

    Where the rungs above are vacant it goes to whoever answers for the next node above.
    """
    chain, level = _chain(desk, ticket), desk.node(ticket.level_id or ticket.node_id)
    ladder = desk.office.ladder
    stands = first_rung(ladder, chain, level) if ticket.rung is None else ticket.rung
    for rung, node, people in rungs_above(desk.session, ladder, chain, stands, desk.now):
        found = next((one for one in people if one.id != ticket.handler_id), None)
        if found is not None and level.path.startswith(node.path):
            return _hand_up(desk, ticket, (rung, node, found), why)
    for node in (one for one in chain if len(one.path) < len(level.path)):
        found = _answers_at(desk, ticket, node)
        if found is not None:
            return _hand_up(desk, ticket, (len(ladder.rungs) - 1, node, found), why)
    return None


def _hand_up(desk: Desk, ticket: Ticket, to: tuple[int, GridNode, Person], why: Why | None) -> Person:
    rung, node, person = to
    approval.lapse(ticket)
    ticket.flags = sorted({*ticket.flags, Flag.ESCALATED})
    if why is not None:
        desk.record(ticket, Action.ESCALATE, note=why.words, why=why.cause, frm=ticket.rung, to=rung)
    hand_to(desk, ticket, person, node.id)
    _stand_on(desk, ticket, rung, (why.since if why else None) or desk.now)
    return person


def _answers_at(desk: Desk, ticket: Ticket, node: GridNode) -> Person | None:
    posts = holders(desk.session, node.path, SUPERIORS, desk.now)
    here = [one for _, at, one in posts if at == node.id and one.id != ticket.handler_id]
    return next(iter(reachable(desk.session, here) or here), None)


def _stand_on(desk: Desk, ticket: Ticket, rung: int, since: datetime) -> None:
    ticket.rung, ticket.rung_since = rung, since.replace(second=0, microsecond=0)
    ticket.rung_days = rung_of(desk, ticket).days
    _set_times(desk, ticket)


def _set_times(desk: Desk, ticket: Ticket) -> None:
    """From the rung, its beginning and its days: when it is due, and when something is said next.

    What lies behind is not said late: a reminder, that is, for the due time always has its consequence.
    """
    ticket.due_at = desk.office.ladder.due_at(desk.office.calendar, _stay(desk, ticket))
    behind = [one.share for one in _stages(desk, ticket) if one.share < 1 and one.at <= desk.now]
    note_told(desk, ticket, max(behind, default=0.0))


def _leave_out(desk: Desk, ticket: Ticket, since: datetime, until: datetime) -> None:
    calendar, begun = desk.office.calendar, ticket.rung_since or since
    waited = calendar.office_days_between(max(since, begun), until)
    ticket.rung_since = calendar.after_office_days(begun, waited)
    _set_times(desk, ticket)


def _stages(desk: Desk, ticket: Ticket) -> tuple[Stage, ...]:
    ladder = desk.office.ladder
    is_last = (ticket.rung or 0) >= len(ladder.rungs) - 1
    return ladder.stages(desk.office.calendar, _stay(desk, ticket), is_last=is_last)


def _stay(desk: Desk, ticket: Ticket) -> Stay:
    """Its time on its rung; what came from before the ladder ran has had its time."""
    if ticket.rung_since is None or ticket.rung_days is None:
        return Stay(ticket.due_at or desk.now, 0)
    return Stay(ticket.rung_since, ticket.rung_days, _meets_at(desk, ticket))


def _meets_at(desk: Desk, ticket: Ticket) -> datetime | None:
    """For when a mediation of it is booked, unless it has its result."""
    found = mediation.under_way(desk.session, ticket.number) if ticket.kind == Kind.DISPUTE else None
    return None if found is None or found.outcome is not None else found.at


def _chain(desk: Desk, ticket: Ticket) -> list[GridNode]:
    return grid.chain(desk.session, desk.place(ticket).path)
