"""Opening 立项: each period's tasks are written once, in chunks that may be interrupted anywhere."""

from collections.abc import Callable
from datetime import datetime

from handlers.office import Office
from models import owed, served
from models.database import Session
from models.plan import Plan, Whom
from models.served import Served
from schedules.cadence import period_of
from schedules.occasion import Occasion, opened

AT_ONCE = 1_000
"""Tasks a transaction; on SQLite it holds everyone else up for some tens of milliseconds."""

Now = Callable[[], Occasion]
"""The occasion, worked out at first need: most rounds open nothing."""


def open_tasks(office: Office, plan: Plan, occasion: Now, now: datetime) -> int:
    """Open a plan's tasks of the present period that are due to be open; how many were opened."""
    period = period_of(plan.cadence, office.calendar.today(now)).id
    if plan.whom is Whom.ROLE:
        with office.database.session() as session:
            places = served.unopened_places(session, plan.code, period, str(plan.role), now)
            return _open(session, plan, places, occasion)
    count, after = 0, 0
    while True:
        with office.database.session() as session:
            people = served.unopened(session, plan.code, period, after, AT_ONCE)
            count += _open(session, plan, people, occasion)
        if len(people) < AT_ONCE:
            return count
        after = people[-1].enrolment_id


def _open(session: Session, plan: Plan, whom: list[Served], occasion: Now) -> int:
    if not whom:
        return 0
    new = [task for one in whom if (task := opened(occasion(), plan, one)) is not None]
    return owed.add_new(session, new) if new else 0
