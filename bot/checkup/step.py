"""One step of a walk through the set-up of a channel."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a step stands."""

    DONE = "done"
    OPEN = "to do"
    WRONG = "wrong"
    LOOK = "look"
    """It cannot be seen from here; whoever reads this looks himself."""


STANDING = (State.OPEN, State.WRONG)
"""States that keep a channel from working, or that nobody knows yet."""


@dataclass(frozen=True, slots=True)
class Step:
    """What was looked at, how it stands, and what to do now. No secret is ever in it."""

    name: str
    """Short, for programs: the configuration's key where there is one."""
    title: str
    """For people: the console's own words where it is a place there."""
    state: State
    says: str
    do: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is something left to do."""
        return self.state in STANDING


@dataclass(frozen=True, slots=True)
class Topic:
    """What a step is about, before anybody looks; makes the steps of each outcome."""

    name: str
    title: str

    def done(self, says: str) -> Step:
        """All is well."""
        return Step(self.name, self.title, State.DONE, says)

    def todo(self, says: str, do: str) -> Step:
        """Not done yet."""
        return Step(self.name, self.title, State.OPEN, says, do)

    def wrong(self, says: str, do: str) -> Step:
        """Done, but not rightly."""
        return Step(self.name, self.title, State.WRONG, says, do)

    def look(self, says: str, do: str = "") -> Step:
        """Nobody can see it from here."""
        return Step(self.name, self.title, State.LOOK, says, do)

    def after(self, earlier: str) -> Step:
        """It can only be looked at when another step is done."""
        return self.todo("not looked at yet", f"first finish the step “{earlier}”")
