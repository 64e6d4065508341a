"""`import roster`: who is on duty (接访值班) at a place on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from handlers.imports.cells import code, day
from handlers.imports.columns import Column
from handlers.imports.draft import County, Draft, Kind, Tally
from handlers.imports.lines import Flaws, Line, blame_repeated
from handlers.imports.places import GRID, blame_unknown_places, blame_unknown_staff
from models.duty import Duty
from models.imports import Register
from models.stored import StoredDuty

COLUMNS = (
    Column("day", ("日期", "值班日期"), day, required=True, filled=True),
    Column("person", ("值班人", "值班人编码"), code, blank="", required=True, filled=True),
    GRID,
)


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty; its identity is day and place."""

    line: Line
    day: date | None
    person: str
    grid: str


@dataclass
class RosterDraft:
    """The duties of a file over those that are stored."""

    rows: Sequence[DutyRow]
    stored: Mapping[tuple[date, int], StoredDuty]
    nodes: Mapping[str, int]
    staff: Mapping[str, int]

    @cached_property
    def new(self) -> list[DutyRow]:
        """Days that had nobody at the place."""
        return [row for row in self.rows if self._old(row) is None]

    @cached_property
    def changed(self) -> list[DutyRow]:
        """Days on which somebody else is on duty now."""
        pairs = ((row, self._old(row)) for row in self.rows)
        return [row for row, old in pairs if old and old.person_id != self.staff.get(row.person)]

    @property
    def tally(self) -> Tally:
        """Counted by day and place."""
        new, changed = ({(row.day, row.grid) for row in rows} for rows in (self.new, self.changed))
        return Tally.of(((row.day, row.grid) for row in self.rows), new, changed)

    def write(self, register: Register) -> None:
        """Add and change them; whoever has a duty now is still to be reminded."""
        new = [
            {"day": row.day, "node_id": self.nodes[row.grid], "person_id": self.staff[row.person]}
            for row in self.new
        ]
        register.add(Duty, new)
        pairs = ((row, self._old(row)) for row in self.changed)
        others = [(old.id, self.staff[row.person]) for row, old in pairs if old]
        register.change(Duty, [{"id": one, "person_id": who, "told_at": None} for one, who in others])

    def _old(self, row: DutyRow) -> StoredDuty | None:
        return self.stored.get((row.day or date.min, self.nodes.get(row.grid, 0)))


def draw_up(rows: Sequence[DutyRow], register: Register, _county: County, flaws: Flaws) -> Draft:
    """Judge the duties of a file."""
    blame_repeated(rows, lambda row: row.day and (row.day, row.grid), "day", flaws)
    nodes = blame_unknown_places(rows, register, flaws)
    staff = blame_unknown_staff(rows, "person", lambda row: row.person, register, flaws)
    return RosterDraft(rows, register.duties({row.day for row in rows if row.day}), nodes, staff)


KIND = Kind("roster", COLUMNS, DutyRow, draw_up)
