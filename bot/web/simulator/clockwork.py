"""The movable clock of a demo: forward only, and all that is due on the way is done before one's eyes.

For pages: `press(leap)` begins a movement, `progress` shows it (None while the clock just runs), `stop()`
ends it at once, `next_due()` says what the nearest deadline of the stage is. For plays: `reach(moment)` moves
the clock and returns when it is there. One movement at a time: a second press is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Lock, Thread

from bot.delivery import deliver_due
from bot.parts import Parts
from bot.scheduler import scheduler_round
from bot.web.simulator.deadlines import Due, Stage, next_due
from bot.web.simulator.leaps import LABELS, Leap, Pace, Progress, next_day, quarters_end, stops
from models import said
from schedules.agenda import next_moment, next_morning
from schedules.clock import walled

__all__ = ["LABELS", "Clockwork", "Leap", "Stage"]

CARRYING_LOOKS, CARRYING_SECONDS = 100, 0.03
"""How often and at what distance it is looked whether the other courier is done."""

AGAIN_SECONDS = 0.2


class Clockwork:
    """Moves the county's clock of one process."""

    def __init__(
        self, parts: Parts, stage: Stage, pace: Pace | None = None, tell: Callable[[], None] = lambda: None
    ) -> None:
        """`parts.clock` is what moves; `tell` is called whenever `progress` changed."""
        self._parts, self._stage = parts, stage
        self._pace, self._tell = pace or Pace(), tell
        self._moving, self._halt = Lock(), Event()
        self.progress: Progress | None = None

    def next_due(self) -> Due | None:
        """What comes due next on the stage."""
        return next_due(self._parts.office, self._stage, self._parts.clock())

    @property
    def is_over(self) -> bool:
        """Whether the demo ends."""
        return self._parts.stop.is_set()

    def now(self) -> datetime:
        """The county's time."""
        return self._parts.clock()

    def press(self, leap: Leap) -> bool:
        """Begin a movement; False if one is under way, or if there is nothing to move to."""
        if not self._moving.acquire(blocking=False):
            return False
        goal = self._goal(leap)
        if goal is None:
            self._moving.release()
            return False
        self._halt.clear()
        Thread(target=walled, args=(partial(self._move, *goal),), name="clockwork", daemon=True).start()
        return True

    def reach(self, moment: datetime, why: str = "") -> bool:
        """Move to a moment, after a movement under way; False if it was stopped before it got there."""
        self._moving.acquire()
        self._halt.clear()
        return self._move(moment, why)

    def stop(self) -> None:
        """End the movement under way; the round it is in is still completed."""
        self._halt.set()
        while not self._moving.acquire(timeout=AGAIN_SECONDS):
            self._halt.set()  # a movement that was just beginning may have missed it
        self._moving.release()

    def wait(self, seconds: float) -> bool:
        """Whether the clock stands still, or did so within some seconds."""
        still = self._moving.acquire(timeout=seconds)
        if still:
            self._moving.release()
        return still

    def _goal(self, leap: Leap) -> tuple[datetime, str] | None:
        now = self._parts.clock()
        if leap is Leap.DEADLINE:
            due = self.next_due()
            return (due.at, due.what) if due else None
        targets: dict[Leap, Callable[[], datetime]] = {
            Leap.HOUR: lambda: now + timedelta(hours=1),
            Leap.MORNING: lambda: next_day(now),
            Leap.QUARTER: lambda: quarters_end(self._parts.office.calendar, now),
        }
        return targets[leap](), LABELS[leap]

    def _move(self, target: datetime, why: str) -> bool:
        """Go to `target` stop by stop; the lock is held by whoever called, and given back here."""
        start, began = self._parts.clock(), self._parts.real_time()
        lasts = self._pace.of(target - start)
        self._show(Progress(start, start, target, why))
        try:
            for moment in stops(start, target, self._next_work):
                if self._is_halted():
                    return False
                self._parts.clock.reach(moment)
                walled(self._work)
                self._show(Progress(start, moment, target, why))
                ahead = lasts * (moment - start) / (target - start)
                self._halt.wait(max(0.0, ahead - (self._parts.real_time() - began).total_seconds()))
            return not self._is_halted()
        finally:
            self._show(None)
            self._moving.release()

    def _next_work(self, after: datetime) -> datetime:
        office = self._parts.office
        stored, morning = next_moment(office, after), next_morning(office, after)
        return morning if stored is None else min(stored, morning).astimezone(after.tzinfo)

    def _work(self) -> None:
        """What is due is done, and carried before the clock goes on. The network keeps the real time."""
        parts = self._parts
        scheduler_round(parts)
        deliver_due(parts, parts.real_time())
        for _ in range(CARRYING_LOOKS):
            with parts.database.reading() as session:
                if not said.is_under_way(session, parts.real_time()):
                    return
            self._halt.wait(CARRYING_SECONDS)

    def _show(self, progress: Progress | None) -> None:
        self.progress = progress
        self._tell()

    def _is_halted(self) -> bool:
        return self._halt.is_set() or self.is_over
