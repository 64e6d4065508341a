"""Timetables: on which days a task is told to whoever owes it, from its plan and its first day. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.calendar import Calendar
from models.happening import days_of
from models.owed import Owed
from models.plan import Plan, StepKind
from models.task import Turn
from schedules.cadence import due_day, steps
from schedules.periods import Period, period_of

Told = tuple[date, Turn]


@dataclass(frozen=True, slots=True)
class Timetable:
    """One period of one plan for subjects served since one day; no turns: nothing is asked in it."""

    period: Period
    starts_on: date
    due_on: date
    turns: tuple[Told, ...]

    @property
    def opens_on(self) -> date | None:
        """The day on which the task is opened."""
        return self.turns[0][0] if self.turns else None


@dataclass(frozen=True, slots=True)
class Timetables:
    """All timetables of a county's plans; each is worked out once."""

    plans: Mapping[str, Plan]
    calendar: Calendar
    _known: dict[tuple[str, date], Timetable] = field(default_factory=dict)

    def of(self, plan: str, starts_on: date) -> Timetable:
        """The timetable of the period that `starts_on` lies in."""
        found = self._known.get((plan, starts_on))
        if found is None:
            found = self._known[plan, starts_on] = self._worked_out(self.plans[plan], starts_on)
        return found

    def turn(self, owed: Owed, day: date) -> Turn:
        """Why a due task is told on `day`: of all turns since its `next_on`, only the latest.

        What was never told before is new to whoever hears of it, also after half-time.
        """
        since = owed.next_on or day
        passed = [turn for on, turn in self._turns(owed) if since < on <= day]
        latest = passed[-1] if passed else Turn(owed.next_step or Turn.OPEN)
        return Turn.OPEN if owed.number is None and latest is Turn.HALF else latest

    def following(self, owed: Owed, day: date) -> Told | tuple[None, None]:
        """The next turn after `day`, if the plan has one."""
        return next((told for told in self._turns(owed) if told[0] > day), (None, None))

    def _turns(self, owed: Owed) -> tuple[Told, ...]:
        return self.of(owed.plan, owed.starts_on).turns

    def _worked_out(self, plan: Plan, starts_on: date) -> Timetable:
        if plan.events:
            return self._of_event(plan, starts_on)
        period = period_of(plan.rhythm, starts_on)
        turns = tuple(
            (step.day, Turn(step.kind))
            for step in steps(plan, period, starts_on, self.calendar)
            if step.kind is not StepKind.END
        )
        return Timetable(period, starts_on, due_day(period, self.calendar), turns)

    def _of_event(self, plan: Plan, on: date) -> Timetable:
        due, last = days_of(on, plan.within, plan.last_days, self.calendar)
        turns = ((on, Turn.OPEN), *([(last, Turn.LAST)] if last else []))
        return Timetable(Period(plan.rhythm, "", on, due), on, due, turns)
