"""The forecast: the rounds of coming days, played on a copy in memory, if nothing is ticked off.

It applies the runner's own rules (`occasion`, `digest`) day by day, so that it foretells what goes out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.officeholders import Officeholders
from models.owed import Owed
from models.plan import Plan, Whom
from models.served import Served
from models.task import TaskStatus
from schedules.digest import Digest, Due, compose
from schedules.occasion import Occasion, digest_moment, hand_on, miss, opened
from schedules.periods import Period, period_of
from schedules.timetable import Timetables

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known at `now`: the copy that the forecast plays on."""

    now: datetime
    timetables: Timetables
    staff: Officeholders
    waiting: list[Owed]
    enrolled: Mapping[str, list[Served]]
    opened: Mapping[str, set[int]]
    """For each plan the places that have their task of the present period."""
    of_level: Mapping[str, list[Served]]
    """For each plan that serves a level its places."""
    told_today: frozenset[int]


class Forecast:
    """The coming days, one after the other."""

    def __init__(self, situation: Situation) -> None:
        """`situation.waiting` is changed as the days go by."""
        self._at_first = situation
        self._live = list(situation.waiting)
        self._openings = {
            code: Openings(plan, situation)
            for code, plan in situation.timetables.plans.items()
            if not plan.events
        }
        self._seen: datetime | None = None
        self._told: tuple[date, set[int]] = (
            situation.timetables.calendar.today(situation.now),
            set(situation.told_today),
        )

    def digests(self, until: date) -> Iterator[tuple[Occasion, Digest]]:
        """Every digest from now to the end of `until`, by day and person."""
        for occasion in self._occasions(until):
            self._round(occasion)
            for due in self._due(occasion):
                yield occasion, compose(occasion, due)

    def _occasions(self, until: date) -> Iterator[Occasion]:
        """Digest time of each working day, and whenever later on it somebody takes or leaves a post."""
        first = self._at_first
        calendar = first.timetables.calendar
        day = calendar.today(first.now)
        while day <= until:
            moment = max(digest_moment(calendar, day), calendar.next_loud(first.now))
            midnight = calendar.at(day + ONE_DAY, time())
            changes = map(calendar.next_loud, first.staff.changes_between(moment, midnight))
            for each in (moment, *changes):
                if calendar.is_workday(day) and calendar.today(each) == day:
                    yield Occasion(day, each, first.timetables, first.staff)
            day += ONE_DAY

    def _round(self, occasion: Occasion) -> None:
        """What a round does before it tells anyone."""
        if self._seen is None or occasion.staff.changes_between(self._seen, occasion.moment):
            for owed in self._live:
                hand_on(occasion, owed)
        self._seen = occasion.moment
        for owed in self._live:
            miss(occasion, owed)
        self._live = [owed for owed in self._live if owed.status == TaskStatus.OPEN or owed.tell_on]
        for openings in self._openings.values():
            self._live += openings.on(occasion)

    def _due(self, occasion: Occasion) -> Iterator[Due]:
        owing: defaultdict[int, list[Owed]] = defaultdict(list)
        telling: defaultdict[int, list[Owed]] = defaultdict(list)
        highest: defaultdict[int, int] = defaultdict(int)
        for owed in self._live:
            if owed.status == TaskStatus.OPEN:
                highest[owed.responsible_id] = max(highest[owed.responsible_id], owed.number or 0)
                if owed.next_on is not None and owed.next_on <= occasion.day:
                    owing[owed.responsible_id].append(owed)
            if owed.tell_on is not None and owed.tell_on <= occasion.day:
                telling[owed.tell_to_id or 0].append(owed)
        for person in sorted(owing.keys() | telling.keys()):
            if self._can_be_told(occasion, person):
                yield Due(person, owing[person], telling[person], highest[person])

    def _can_be_told(self, occasion: Occasion, person: int) -> bool:
        """Once a day, who has a post and an account; whoever can be told is counted as told."""
        staff = occasion.staff
        if not (staff.holds_post(person, occasion.moment) and staff.is_reachable(person)):
            return False
        day, told = self._told
        if day != occasion.day:
            told = set()
            self._told = (occasion.day, told)
        fresh = person not in told
        told.add(person)
        return fresh


class Openings:
    """Which tasks of one plan open on each day."""

    def __init__(self, plan: Plan, situation: Situation) -> None:
        """Begins with the period of `situation.now`, of which some tasks may exist already."""
        self._plan = plan
        self._tables = situation.timetables
        self._enrolled = situation.enrolled.get(plan.code, [])
        self._of_level = situation.of_level.get(plan.code, [])
        self._places = set(situation.opened.get(plan.code, ()))
        self._period = period_of(plan.rhythm, self._tables.calendar.today(situation.now))
        self._by_day = self._coming(self._period)

    def on(self, occasion: Occasion) -> list[Owed]:
        """The tasks that open on a day; who finds nobody to act is tried again on the next."""
        period = period_of(self._plan.rhythm, occasion.day)
        if period != self._period:
            self._period, self._places, self._by_day = period, set(), self._coming(period)
        new: list[Owed] = []
        for one in self._candidates(occasion):
            task = opened(occasion, self._plan, one)
            if task is not None:
                new.append(task)
            elif one.person_id is not None:
                self._by_day[occasion.day + ONE_DAY].append(one)
        self._places |= {task.node_id for task in new}
        return new

    def _candidates(self, occasion: Occasion) -> Iterable[Served]:
        if self._plan.whom is Whom.ROLE:
            places = occasion.staff.places_with(str(self._plan.role), occasion.moment)
            return [Served(node, since) for node, since in places.items() if node not in self._places]
        if self._plan.whom is Whom.PLACE:
            return [one for one in self._of_level if one.node_id not in self._places]
        past = [day for day in self._by_day if day <= occasion.day]
        return [one for day in sorted(past) for one in self._by_day.pop(day)]

    def _coming(self, period: Period) -> defaultdict[date, list[Served]]:
        """Who is to be opened in a period, by the day of opening."""
        coming: defaultdict[date, list[Served]] = defaultdict(list)
        for one in self._enrolled:
            starts_on = max(period.start, self._tables.calendar.today(one.since))
            opens_on = self._tables.of(self._plan.code, starts_on).opens_on
            covered = one.covered_until >= max(period.start, starts_on)
            if opens_on is not None and starts_on <= period.end and not covered:
                coming[opens_on].append(one)
        return coming
