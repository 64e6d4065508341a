"""The runner: does everything that is due at a moment, once, whoever calls it and however often.

Each piece is a short transaction of its own that leaves nothing half done, and is refused by the database
if another runner did it: rounds may be interrupted anywhere and may overlap.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cache, partial

from handlers.actions.aging import forget_aged
from handlers.actions.anchor import anchor_daily
from handlers.actions.call_overdue import call_on
from handlers.actions.codes import forget_expired
from handlers.actions.due import every
from handlers.actions.expiring import tell_expiring
from handlers.actions.ladder_overdue import carry_up
from handlers.actions.overdue import carry_on
from handlers.actions.spread import spread
from handlers.actions.supervise_overdue import tell_passed
from handlers.actions.to_come import go_on_all
from handlers.actions.undo import forget_old
from handlers.actions.unit_overdue import tell_units_passed
from handlers.actions.whistle_overdue import tell_absent
from handlers.office import Office
from models import officeholders, owed
from models.plan import Actor
from models.portions import portions
from schedules.duty_roster import tell_duties
from schedules.early_warning import warn_towns
from schedules.occasion import Occasion, hand_on, is_time, miss
from schedules.opening import Now, open_tasks
from schedules.sending import send, waits_for
from schedules.timetable import Timetables


def run_due(office: Office, now: datetime) -> list[str]:
    """Do all that is due at `now`; English lines of what was done, without names or numbers of people.

    A fault in one part, or in one ticket, is raised when everything else is done.
    """
    forget_old(office, now)
    forget_expired(office, now)
    return every(partial(part, office, now) for part in PARTS)


def remind(office: Office, now: datetime) -> list[str]:
    """The reminders' part of a round: nothing outside the hours of digests.

    The order matters: whoever left hands on, what is over ends, the new period opens, then people are told.
    """
    if not is_time(office.calendar, now):
        return []
    occasion = cache(lambda: _occasion(office, now))
    done = list(_told("handed on", _hand_on(office, occasion, now)))
    done += _told("ended as missed", _end_periods(office, occasion, now))
    for plan in (one for one in office.plans.values() if not one.events):
        done += _told(f"of plan {plan.code} opened", open_tasks(office, plan, occasion, now))
    return [*done, *_told("sent", _send_digests(office, occasion, now), "digest")]


def _occasion(office: Office, now: datetime) -> Occasion:
    with office.database.reading() as session:
        staff = officeholders.load(session, now)
    today = office.calendar.today(now)
    return Occasion(today, now, Timetables(office.plans, office.calendar), staff)


def _told(what: str, count: int, thing: str = "task") -> Iterator[str]:
    if count:
        yield f"{count} {thing}{'' if count == 1 else 's'} {what}"


def _hand_on(office: Office, occasion: Now, now: datetime) -> int:
    roles = {
        plan.code: str(plan.actor_role) if plan.actor is Actor.HOLDER else None
        for plan in office.plans.values()
    }
    with office.database.reading() as session:
        orphans = owed.orphaned(session, now, roles)
    count = 0
    for ids in portions(orphans):
        with office.database.session() as session:
            changed = [one for one in owed.hold(session, ids) if hand_on(occasion(), one)]
            owed.save(session, changed)
            count += len(changed)
    return count


def _end_periods(office: Office, occasion: Now, now: datetime) -> int:
    with office.database.reading() as session:
        over = owed.overdue(session, office.calendar.today(now), office.plans)
    count = 0
    for ids in portions(over):
        with office.database.session() as session:
            missed = [one for one in owed.hold(session, ids) if miss(occasion(), one)]
            owed.save(session, missed, now)
            count += len(missed)
    return count


def _send_digests(office: Office, occasion: Now, now: datetime) -> int:
    with office.database.reading() as session:
        due = owed.people_due(session, office.calendar.today(now), office.plans)
        waiting = [one for one in due if waits_for(session, occasion(), one)]
    return sum(send(office, occasion(), one, now) for one in waiting)


PARTS = (
    call_on,
    carry_on,
    carry_up,
    tell_absent,
    tell_passed,
    tell_units_passed,
    go_on_all,
    spread,
    warn_towns,
    tell_expiring,
    remind,
    tell_duties,
    forget_aged,
    anchor_daily,
)
"""What a round does, in this order, after what is too old was forgotten."""
