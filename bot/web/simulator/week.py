"""A play that runs by itself on the live stage: the village week, line by line, with the clock in between.

For pages: `start()`, `pause()`, `resume()`, `stop()`; `state` and `position` (周二 19:30 · 第 9 句，共 34 句)
say how it stands, and `tell` is called when they change. Whoever plays along is heard like everybody else: a
line whose ticket or task is gone is left out, and time is never moved back for one that comes late.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from threading import Condition, Thread
from typing import Protocol

from bot.demo.screenplay import Line
from bot.demo.week import Cue, monday_of
from bot.web.simulator.clockwork import Clockwork
from schedules.clock import walled

TASK = re.compile(r"\{(\d)\}")
PATIENCE_SECONDS = 15.0
LOOK_SECONDS = 0.5
"""How often a paused play looks whether the demo ends."""


class State(StrEnum):
    """How the play stands."""

    IDLE = "idle"
    PLAYING = "playing"
    PAUSED = "paused"


class Hands(Protocol):
    """Who does what a line says."""

    def act(self, line: Line, words: str) -> str:
        """Do it; the id of what was said, "" if nothing was."""
        ...

    def ticket_of(self, message_id: str) -> int | None:
        """The ticket that words became."""
        ...

    def tasks_of(self, who: str) -> list[int]:
        """The numbers of somebody's open tasks."""
        ...


@dataclass(frozen=True, slots=True)
class Tempo:
    """How long a line is left standing, in real seconds: longer for more words, all of it by `factor`."""

    factor: float = 1.0
    least: float = 1.5
    most: float = 3.0
    a_character: float = 0.06

    def of(self, words: str) -> float:
        """The seconds after words."""
        return self.factor * min(self.most, self.least + self.a_character * len(words))


USUAL = Tempo()


class Week:
    """One play, on one stage."""

    def __init__(
        self,
        cues: Sequence[Cue],
        hands: Hands,
        clockwork: Clockwork,
        tempo: Tempo = USUAL,
        tell: Callable[[], None] = lambda: None,
    ) -> None:
        """`hands` do what the lines say, `clockwork` moves the county to each line's moment."""
        self._cues, self._hands, self._clockwork = cues, hands, clockwork
        self._tempo, self._tell = tempo, tell
        self._changed = Condition()
        self._run = 0
        self._thread: Thread | None = None
        self.state, self.position = State.IDLE, ""

    def start(self) -> bool:
        """Play from the beginning, from the next Monday on; False if it is under way."""
        with self._changed:
            if self.state is not State.IDLE:
                return False
            self._run += 1
            self.state = State.PLAYING
            self._thread = Thread(target=self._walled, args=(self._run,), name="week", daemon=True)
        self._thread.start()
        self._tell()
        return True

    def pause(self) -> None:
        """Hold it before its next line."""
        self._become(State.PLAYING, State.PAUSED)

    def resume(self) -> None:
        """Go on."""
        self._become(State.PAUSED, State.PLAYING)

    def stop(self) -> None:
        """End it, and the clock's movement for it; a line that is being said is still said."""
        with self._changed:
            was_under_way = self.state is not State.IDLE
            self._end(self._run)
        if was_under_way and self._thread:
            self._clockwork.stop()
            self._thread.join(PATIENCE_SECONDS)

    def wait(self, seconds: float, state: State = State.IDLE) -> bool:
        """Whether it came to stand so within some seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self.state is state, seconds)

    def _walled(self, run: int) -> None:
        walled(partial(self._play, run))
        with self._changed:
            self._end(run)

    def _play(self, run: int) -> None:
        monday, tickets = monday_of(self._cues, self._clockwork.now()), dict[str, int]()
        for place, cue in enumerate(self._cues, start=1):
            self._stand_at(f"{cue.when} · 第 {place} 句，共 {len(self._cues)} 句")
            if not self._get_to(run, monday + cue.at):
                return
            words = self._filled(cue, tickets)
            if words is not None:
                walled(partial(self._act, cue, words, tickets))
                self._rest(run, self._tempo.of(words))

    def _get_to(self, run: int, moment: datetime) -> bool:
        """Whether it is a line's turn; whoever stops the clock on its way there holds the play."""
        while self._has_turn(run):
            if self._clockwork.reach(moment, "村里的一周"):
                return self._has_turn(run)
            self.pause()
        return False

    def _has_turn(self, run: int) -> bool:
        """Wait while paused; False once this run is over."""
        with self._changed:
            while self._run == run and self.state is State.PAUSED and not self._clockwork.is_over:
                self._changed.wait(LOOK_SECONDS)
            return self._run == run and self.state is State.PLAYING and not self._clockwork.is_over

    def _act(self, cue: Cue, words: str, tickets: dict[str, int]) -> None:
        said = self._hands.act(cue.line, words)
        number = self._hands.ticket_of(said) if said else None
        if number:
            tickets[cue.scene] = number

    def _filled(self, cue: Cue, tickets: dict[str, int]) -> str | None:
        """A line's words with their numbers; None if there is no such ticket or task."""
        words = cue.line.words
        if "{n}" in words:
            if cue.scene not in tickets:
                return None
            words = words.replace("{n}", str(tickets[cue.scene]))
        wanted = [int(place) for place in TASK.findall(words)]
        tasks = self._hands.tasks_of(cue.line.who) if wanted else []
        if max(wanted, default=0) > len(tasks):
            return None
        return TASK.sub(lambda found: str(tasks[int(found[1]) - 1]), words)

    def _rest(self, run: int, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._run != run, seconds)

    def _stand_at(self, position: str) -> None:
        self.position = position
        self._tell()

    def _become(self, old: State, new: State) -> None:
        with self._changed:
            if self.state is old:
                self.state = new
                self._changed.notify_all()
        self._tell()

    def _end(self, run: int) -> None:
        """The run is over, unless another has begun; the lock is held."""
        if self._run == run:
            self._run += 1
            self.state, self.position = State.IDLE, ""
            self._changed.notify_all()
        self._tell()
