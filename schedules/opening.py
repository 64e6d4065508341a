"""Opening 立项: each period's tasks are written once, in chunks that may be interrupted anywhere."""

from collections.abc import Callable
from datetime import datetime

from handlers.office import Office
from models import owed, served
from models.owed import Owed
from models.plan import Plan, Whom
from models.portions import portions
from models.served import Served
from schedules.occasion import Occasion, opened
from schedules.periods import period_of

Now = Callable[[], Occasion]
"""The occasion, worked out at first need: most rounds open nothing."""


def open_tasks(office: Office, plan: Plan, occasion: Now, now: datetime) -> int:
    """Open a plan's tasks of the present period that are due to be open; how many were opened."""
    if plan.whom is not Whom.ENROLLED:
        return _open_places(office, plan, occasion, now)
    today = office.calendar.today(now)
    with office.database.reading() as session:
        waiting = served.uncovered(session, plan, today)
    count = 0
    for ids in portions(waiting):
        with office.database.session() as session:
            new = _opened(plan, served.hold_uncovered(session, plan, ids, today), occasion)
            count += owed.add_new(session, list(new.values()))
            served.cover(session, plan, list(new), period_of(plan.rhythm, today).end)
    return count


def _open_places(office: Office, plan: Plan, occasion: Now, now: datetime) -> int:
    period = period_of(plan.rhythm, office.calendar.today(now)).id
    with office.database.reading() as session:
        places = served.unopened_places(session, plan, period, now)
    new = [task for one in places if (task := opened(occasion(), plan, one)) is not None]
    with office.database.session() as session:
        return owed.add_new(session, new)


def _opened(plan: Plan, whom: list[Served], occasion: Now) -> dict[int, Owed]:
    """The tasks that are open now, by the enrolment they are for."""
    found = ((one.enrolment_id, opened(occasion(), plan, one)) for one in whom)
    return {enrolment: task for enrolment, task in found if task is not None}
