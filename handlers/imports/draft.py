"""What an import works with, and what it would change before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol

from handlers.imports.columns import Column
from handlers.imports.lines import Flaws, Row
from handlers.office import Office
from models.calendar import Calendar
from models.database import Database
from models.imports import Register
from models.space import Space, space_of


@dataclass(frozen=True, slots=True)
class County:
    """The county that is imported into, at one moment."""

    database: Database
    calendar: Calendar
    now: datetime
    channels: frozenset[str] = frozenset()
    """The configured channels' names; if there are none, any name is taken."""
    spaces: Mapping[str, Space] = field(default_factory=dict)
    """How accounts are compared, by the channel's name, where it is more than being spelled alike."""
    plans: Mapping[str, str] = field(default_factory=dict)
    """Further plans to enrol in, by code, with their names: the county's own beside the eight helps."""
    office: Office | None = None
    """What actions work with; for kinds that need it."""

    def space(self, channel: str) -> Space:
        """Where an account of a channel is the same account."""
        return space_of(self.spaces, channel)

    def moment(self, told: datetime) -> datetime:
        """A moment as a file tells it; without an offset it is on the county's clock."""
        return told if told.tzinfo else self.calendar.at(told.date(), told.time())


@dataclass(slots=True)
class Tally:
    """How many entries are new, different or as they were; `details` counts what hangs on them."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: int = 0
    """Entries of people who were erased on request: an import does not bring them back."""
    details: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """What is to be said of single entries."""

    @classmethod
    def of(
        cls, keys: Iterable[Hashable], new: Set[Hashable], changed: Set[Hashable], **details: int
    ) -> Tally:
        """Count entries by their keys; of the details (`posts_added`) those that are not 0."""
        counts = Counter("new" if key in new else "changed" if key in changed else "same" for key in keys)
        told = {word.replace("_", " "): count for word, count in details.items() if count}
        return cls(counts["new"], counts["changed"], counts["same"], details=told)


class Draft(Protocol):
    """What an import of some kind comes to."""

    @property
    def tally(self) -> Tally:
        """What it adds and changes."""

    def write(self, register: Register) -> None:
        """Add and change it; only called if no row has a flaw."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[Row]):
    """One kind of import: `gridbot import NAME`."""

    name: str
    columns: tuple[Column, ...]
    make: Callable[..., Row]
    """The row of a line and its values, by the columns' keys."""
    draw_up: Callable[[Sequence[Row], Register, County, Flaws], Draft]
    needs_office: bool = False
    """Whether it acts on tickets, and so needs `County.office`."""
