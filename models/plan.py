"""What a reminder plan is: data read from schedules/plans/*.toml, without any I/O.

A plan says how often something is owed, to whom, by whom, what counts as done and in which words it is told.
Pydantic checks the types when a file is read; the rules that tie several keys together stand here.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict, StrictBool, StrictInt

from models.happening import Happening
from models.rhythm import Cadence, Moved, Rhythm, Written, rhythm
from models.role import Role


class Whom(StrEnum):
    """Whom a plan serves."""

    ENROLLED = "enrolled"  # the people or families enrolled with reason and consent
    ROLE = "role"  # every node that has `Plan.role` in office; the subject is the node
    PLACE = "place"  # every node of the level `Plan.level`; the subject is the node


class Actor(StrEnum):
    """Who owes the task."""

    RESPONSIBLE = (
        "responsible"  # the enrolment's responsible person, else the nearest `actor_role` at or above
    )
    NEAREST = "nearest"  # the nearest `actor_role` at or above, whoever is responsible else
    HOLDER = "holder"  # who holds `actor_role` at the subject's own node


class AtEnd(StrEnum):
    """What becomes of a task that is still open when its period is over; it counts as missed in any case."""

    TELL = "tell"  # one superior is told
    DROP = "drop"  # nobody is


class StepKind(StrEnum):
    """The moments of one period at which a plan speaks, in their order."""

    OPEN = "open"  # told to the actor: this is owed now
    HALF = "half"  # still open at half-time
    LAST = "last"  # still open shortly before the end
    END = "end"  # still open after the end: told one level up


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that is ticked off by itself, as in `完成 3 电话`; `words` are further ways to name it."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    code: str
    name: str
    words: tuple[str, ...] = ()

    def is_called(self, word: str) -> bool:
        """Whether a cadre who writes `word` means this part."""
        return word in (self.name, *self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The heading above a plan's items in the digest, one for each kind of step.

    Fields that may stand in them: {count} items, {until} the due day and, told one level up, {who} owed them.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    open: str
    half: str
    last: str
    end: str

    def at(self, kind: StepKind) -> str:
        """The heading of that step."""
        return {
            StepKind.OPEN: self.open,
            StepKind.HALF: self.half,
            StepKind.LAST: self.last,
            StepKind.END: self.end,
        }[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One row of the table of reminders (DOMAIN, 提醒); identity is `code`.

    `title` is an item's line in the digest; {name} is the subject (a person or a node), {place} its node and
    {parts} the names of the parts that are still open. `last_days` counts working days before the due day,
    and so does `ahead`: how long before a certain day (`on`) it is told of.

    `enrolment`: the plan in which those it serves are enrolled, if not in itself: 帮学习 has three rhythms. A
    plan that is not `enabled` does nothing until the county turns it on. `zero_report`: it is ticked off by
    无, or by whatever its owner reports.
    With `cadence = "event"` a task begins when one of `events` is told, and is due `within` working days.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    code: str
    name: str
    help: str
    cadence: Cadence
    whom: Whom
    actor: Actor
    actor_role: Role
    parts: tuple[Part, ...]
    title: str
    words: Words
    role: Role | None = None
    level: str | None = None
    enrolment: str | None = None
    enabled: StrictBool = True
    zero_report: StrictBool = False
    at_end: AtEnd = AtEnd.TELL
    events: tuple[Happening, ...] = ()
    within: StrictInt = 3
    on: Written = None
    moved: Moved = Moved.LATER
    ahead: StrictInt = 1
    half_time: StrictBool = True
    last_days: StrictInt = 3

    def __post_init__(self) -> None:
        """Refuse what no single key can show to be wrong; ValueError starts with the key."""
        for mistake in (*self._misfits(), *self._misplaced(), *self._repeated()):
            raise ValueError(mistake)
        rhythm(self.cadence, self.on, self.moved)

    def _misfits(self) -> Iterator[str]:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.code):
            yield "code: only a-z, 0-9 and _, starting with a letter"
        for key in ("last_days", "ahead", "within"):
            if getattr(self, key) < 0:
                yield f"{key}: must be 0 or more"
        if (self.cadence is Cadence.EVENT) != bool(self.events):
            yield 'events: belong to cadence = "event" and only to it'

    def _misplaced(self) -> Iterator[str]:
        """Keys that belong to another `whom`."""
        for key, whom in (("role", Whom.ROLE), ("level", Whom.PLACE)):
            if (self.whom is whom) != (getattr(self, key) is not None):
                yield f'{key}: belongs to whom = "{whom}" and only to it'
        if self.enrolment is not None and self.whom is not Whom.ENROLLED:
            yield 'enrolment: belongs to whom = "enrolled" only'
        if self.events and self.whom is not Whom.ENROLLED:
            yield 'whom: what happens, happens to somebody; write "enrolled"'

    def _repeated(self) -> Iterator[str]:
        if not self.parts:
            yield "parts: at least one thing must count as done"
        for taken in (
            [part.code for part in self.parts],
            [w for p in self.parts for w in (p.name, *p.words)],
        ):
            if repeated := [word for word, times in Counter(taken).items() if times > 1]:
                yield f"parts: {repeated[0]} stands twice, so a reply could not be told apart"

    @property
    def enrolled_as(self) -> str:
        """The code under which those whom it serves are enrolled."""
        return self.enrolment or self.code

    @property
    def rhythm(self) -> Rhythm:
        """How often it is due, and on which day."""
        return rhythm(self.cadence, self.on, self.moved)

    def part_called(self, word: str) -> Part | None:
        """The part a cadre means by `word`, if any."""
        return next((part for part in self.parts if part.is_called(word)), None)


def counted_by(plans: Mapping[str, Plan], series: str) -> set[str]:
    """The codes of all plans that an enrolment under `series` counts for."""
    return {series, *(code for code, plan in plans.items() if plan.enrolled_as == series)}
