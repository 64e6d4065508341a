"""The preview: every reminder of coming days if nothing is ticked off, as plain values; it sends nothing."""

from collections.abc import Iterator
from datetime import date, datetime
from heapq import merge
from typing import Any

from handlers.office import Office
from handlers.task_lines import subject_name
from models import grid, officeholders, owed, person, served
from models.database import Session
from models.grid import GridNode
from models.owed import Owed
from models.particulars import Particulars, particulars
from models.plan import Whom
from models.task import Turn
from schedules.digest import Digest, Group, key
from schedules.duty_roster import foretold
from schedules.forecast import Forecast, Situation
from schedules.periods import period_of
from schedules.timetable import Timetables


class UnknownGridError(LookupError):
    """No place has the code that was asked for."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no grid node has the code {code!r}; `gridbot import grid` brings the codes")


def preview(
    office: Office, start: date, end: date, grid_code: str | None, now: datetime
) -> Iterator[dict[str, Any]]:
    """Every part of every digest, and every duty's reminder, from `start` to `end`, in the order of time.

    Days before `now` yield nothing. With `grid_code` only what is about that place or one under it. Raises
    `UnknownGridError`.
    """
    with office.database.reading() as session:
        path = _path(session, grid_code)
        duties = (one for one in foretold(session, office, end, now) if one["at"][:10] >= start.isoformat())
        inside = {node.code for node in grid.subtree(session, path)}
        yield from merge(
            _digests(session, office, (path, start, end), now),
            (one for one in duties if one["grid"] in inside),
            key=lambda one: one["at"],
        )


def _digests(
    session: Session, office: Office, what: tuple[str, date, date], now: datetime
) -> Iterator[dict[str, Any]]:
    path, start, end = what
    pages = Pages(session, office, path)
    for occasion, digest in Forecast(situation(session, office, now)).digests(end):
        if occasion.day >= start:
            yield from pages.of(digest, occasion.moment)


def situation(session: Session, office: Office, now: datetime) -> Situation:
    """What the forecast starts from."""
    plans, today = office.plans, office.calendar.today(now)
    waiting = owed.all_waiting(session, plans)
    people = {one.responsible_id for one in waiting} | {one.tell_to_id or 0 for one in waiting}
    told = owed.said(session, [key(one, today) for one in people])
    return Situation(
        now=now,
        timetables=Timetables(plans, office.calendar),
        staff=officeholders.load(session, now),
        waiting=waiting,
        enrolled={
            plan.code: list(served.enrolled(session, plan))
            for plan in plans.values()
            if plan.whom is Whom.ENROLLED and not plan.events
        },
        opened={
            plan.code: served.opened_places(session, plan.code, period_of(plan.rhythm, today).id)
            for plan in plans.values()
            if plan.whom is not Whom.ENROLLED
        },
        of_level={
            plan.code: served.places_of_level(session, plan.level)
            for plan in plans.values()
            if plan.level is not None
        },
        told_today=frozenset(one for one in people if key(one, today) in told),
    )


class Pages:
    """Turns digests into the values that `schedule preview` prints."""

    def __init__(self, session: Session, office: Office, path: str) -> None:
        """`path`: only what is about this place or one under it."""
        self._session, self._office = session, office
        self._codes = {node.id or 0: node.code for node in grid.subtree(session, path)}
        self._accounts: dict[int, tuple[str, str]] = {}
        self._known = Particulars()

    def of(self, digest: Digest, moment: datetime) -> Iterator[dict[str, Any]]:
        """The parts of one digest at a moment: one for each kind, plan, period and place."""
        self._learn(digest)
        channel, account = self._account(digest.person_id)
        at = self._office.calendar.local(moment).isoformat(timespec="seconds")
        for group in digest.groups:
            for node, tasks in _by_place(group).items():
                if node in self._codes:
                    yield {
                        "at": at,
                        "kind": _kind(group),
                        "plan": group.plan,
                        "grid": self._codes[node],
                        "recipient": account,
                        "channel": channel,
                        "period": group.period,
                        "digest": digest.key,
                        "items": [self._item(group, one) for one in tasks],
                    }

    def _item(self, group: Group, task: Owed) -> dict[str, Any]:
        name = subject_name(task, self._known)
        if group.who is not None:
            return {"name": name, "responsible": self._known.name(group.who)}
        return {"number": task.number, "name": name}

    def _learn(self, digest: Digest) -> None:
        """Read the names of a digest that are not known yet."""
        listed = [(task, group.who) for group in digest.groups for task in group.tasks]
        people = {one for task, who in listed for one in (task.person_id, who) if one is not None}
        places = {task.node_id for task, _ in listed}
        more = particulars(
            self._session, people - self._known.people.keys(), places - self._known.places.keys()
        )
        self._known.people.update(more.people)
        self._known.places.update(more.places)

    def _account(self, person_id: int) -> tuple[str, str]:
        if person_id not in self._accounts:
            found = person.account_to_tell(self._session, person_id, self._office.reach)
            self._accounts[person_id] = ("", "") if found is None else (found.channel, found.account)
        return self._accounts[person_id]


def _kind(group: Group) -> str:
    if group.who is not None:
        return "tell"
    return "open" if group.kind is Turn.OPEN else "remind"


def _by_place(group: Group) -> dict[int, list[Owed]]:
    places: dict[int, list[Owed]] = {}
    for task in group.tasks:
        places.setdefault(task.node_id, []).append(task)
    return places


def _path(session: Session, code: str | None) -> str:
    node: GridNode | None = None if code is None else grid.by_code(session, code)
    if code is not None and node is None:
        raise UnknownGridError(code)
    return "/" if node is None else node.path
