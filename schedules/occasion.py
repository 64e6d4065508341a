"""The occasion of one day's digests, and what a round does to each task on it. Pure.

The runner applies these rules to rows of the database, the preview to a copy in memory: so they agree.
"""

from dataclasses import dataclass
from datetime import date, datetime

from models.calendar import Calendar
from models.officeholders import Officeholders
from models.owed import Owed
from models.plan import Actor, AtEnd, Plan
from models.served import Served
from models.task import TaskStatus, Turn
from schedules.periods import period_of
from schedules.timetable import Timetables


@dataclass(frozen=True, slots=True)
class Occasion:
    """One working day at digest time: what is due counts by `day`, who is in office by `moment`."""

    day: date
    moment: datetime
    timetables: Timetables
    staff: Officeholders

    def who_owes(self, plan: Plan, node_id: int, named: int | None) -> int | None:
        """Who is to act at a node: who was named, while he may; else by the plan. None: nobody is there."""
        if plan.actor is Actor.HOLDER:
            holders = list(self.staff.holders(node_id, plan.actor_role, self.moment))
            return named if named in holders else next(iter(holders), None)
        if named is not None and self.staff.holds_post(named, self.moment):
            return named
        return self.staff.nearest(node_id, plan.actor_role, self.moment)


def digest_moment(calendar: Calendar, day: date) -> datetime:
    """When a day's digests go out: at `digest_at`, or at the end of the quiet hours that it lies in."""
    moment = calendar.at(day, calendar.digest_at)
    return calendar.at(day, calendar.quiet[1]) if calendar.is_quiet(moment) else moment


def is_time(calendar: Calendar, now: datetime) -> bool:
    """Whether digests may go out now: on a working day, from digest time on, outside quiet hours."""
    today = calendar.today(now)
    return calendar.is_workday(today) and now >= digest_moment(calendar, today) and not calendar.is_quiet(now)


def opened(occasion: Occasion, plan: Plan, served: Served) -> Owed | None:
    """The task to be opened for a subject that has none of this day's period.

    None before its opening day, and after its due day: what is past cannot be done any more.

    None too if nobody is there to act: it is tried again in the next round.
    """
    if served.covered_until >= occasion.day:
        return None
    tables = occasion.timetables
    period = period_of(plan.rhythm, occasion.day)
    table = tables.of(plan.code, max(period.start, tables.calendar.today(served.since)))
    if table.opens_on is None or not table.opens_on <= occasion.day <= table.due_on:
        return None
    named = None if plan.actor is Actor.NEAREST else served.responsible_id
    responsible = occasion.who_owes(plan, served.node_id, named)
    if responsible is None:
        return None
    return Owed(
        plan=plan.code,
        subject=served.subject,
        period=period.id,
        person_id=served.person_id,
        node_id=served.node_id,
        responsible_id=responsible,
        starts_on=table.starts_on,
        due_on=table.due_on,
        ends_on=period.end,
        next_on=table.opens_on,
        next_step=Turn.OPEN.value,
    )


def miss(occasion: Occasion, owed: Owed) -> bool:
    """End an open task whose period is over, to be told one level up (to nobody, if nobody can be reached).

    Whether it was one.
    """
    if owed.status != TaskStatus.OPEN or owed.ends_on >= occasion.day:
        return False
    owed.status, owed.next_on, owed.next_step = TaskStatus.MISSED, None, None
    if occasion.timetables.plans[owed.plan].at_end is AtEnd.TELL:
        _tell_up(occasion, owed)
    return True


def hand_on(occasion: Occasion, owed: Owed) -> bool:
    """Give a task whose responsible person left to who acts now, and its telling to the superior of now.

    Whether anything changed. The successor is told of it as of something new.
    """
    changed = False
    if owed.status == TaskStatus.OPEN:
        plan = occasion.timetables.plans[owed.plan]
        owes = occasion.who_owes(plan, owed.node_id, owed.responsible_id)
        if owes is not None and owes != owed.responsible_id:
            owed.responsible_id, owed.number = owes, None
            owed.next_on, owed.next_step = occasion.day, Turn.OPEN
            changed = True
    told = owed.tell_to_id
    if owed.tell_on is not None and (told is None or not occasion.staff.holds_post(told, occasion.moment)):
        _tell_up(occasion, owed)
        changed = True
    return changed


def _tell_up(occasion: Occasion, owed: Owed) -> None:
    superior = occasion.staff.superior(owed.responsible_id, owed.node_id, occasion.moment)
    owed.tell_to_id = superior
    owed.tell_on = None if superior is None else occasion.day
