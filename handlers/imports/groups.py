"""`import groups`: which group chat belongs to which place, and who owns it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from handlers.imports.accounts import CHANNEL, blame_channel
from handlers.imports.cells import code
from handlers.imports.columns import Column
from handlers.imports.draft import County, Draft, Kind, Tally
from handlers.imports.lines import Flaws, Line, blame_repeated
from handlers.imports.places import GRID, blame_unknown_places, blame_unknown_staff
from models.appointment import BEFORE_RECORDS
from models.group import OWNER, ChatGroup, GroupKeeper
from models.imports import Register
from models.stored import StoredGroup

COLUMNS = (
    replace(CHANNEL, required=True, filled=True),
    Column("group_id", ("群号", "群ID"), code, blank="", required=True, filled=True),
    GRID,
    Column("owner", ("群主", "群主编码"), code, blank=""),
)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group; an empty owner leaves who owns it."""

    line: Line
    channel: str
    group_id: str
    grid: str
    owner: str

    @property
    def key(self) -> tuple[str, str]:
        """What it is called on its channel."""
        return self.channel, self.group_id


@dataclass
class GroupsDraft:
    """The groups of a file over those that are bound."""

    rows: Sequence[GroupRow]
    stored: Mapping[tuple[str, str], StoredGroup]
    nodes: Mapping[str, int]
    staff: Mapping[str, int]
    now: datetime

    @cached_property
    def new(self) -> list[GroupRow]:
        """Groups that are not bound yet."""
        return [row for row in self.rows if row.key not in self.stored]

    @cached_property
    def moved(self) -> list[GroupRow]:
        """Groups that belong to another place than before, or to one again."""
        known = [(row, self.stored[row.key]) for row in self.rows if row.key in self.stored]
        return [row for row, had in known if had.node_id != self.nodes.get(row.grid) or not had.is_bound]

    @cached_property
    def handed_over(self) -> list[GroupRow]:
        """Groups, bound before, whose owner is another than before."""
        named = [row for row in self.rows if row.owner and row.key in self.stored]
        return [row for row in named if self.stored[row.key].owners != {self.staff.get(row.owner)}]

    @property
    def tally(self) -> Tally:
        """Counted by group."""
        new, changed = ({row.key for row in rows} for rows in (self.new, self.moved + self.handed_over))
        owners = sum(bool(row.owner) for row in self.new) + len(self.handed_over)
        return Tally.of((row.key for row in self.rows), new, changed, owners_named=owners)

    def write(self, register: Register) -> None:
        """Bind the new, move the moved, and end former owners as the next ones begin."""
        bound = [
            {"channel": row.channel, "group_id": row.group_id, "node_id": self.nodes[row.grid]}
            for row in self.new
        ]
        register.add(ChatGroup, bound)
        moved = [
            {"id": self.stored[row.key].id, "node_id": self.nodes[row.grid], "unbound_at": None}
            for row in self.moved
        ]
        register.change(ChatGroup, moved)
        register.end_owners([self.stored[row.key].id for row in self.handed_over], self.now)
        ids = register.groups({row.key for row in self.new}, self.now) | dict(self.stored)
        owned = [row for row in self.new if row.owner] + self.handed_over
        keepers = [
            {
                "group_id": ids[row.key].id,
                "person_id": self.staff[row.owner],
                "kind": OWNER,
                "since": self.now if row in self.handed_over else BEFORE_RECORDS,
            }
            for row in owned
        ]
        register.add(GroupKeeper, keepers)


def draw_up(rows: Sequence[GroupRow], register: Register, county: County, flaws: Flaws) -> Draft:
    """Judge the groups of a file."""
    blame_repeated(rows, lambda row: row.group_id and row.key, "group_id", flaws)
    for row in rows:
        if row.channel and county.channels and row.channel not in county.channels:
            blame_channel(row.line, county.channels, flaws)
    nodes = blame_unknown_places(rows, register, flaws)
    staff = blame_unknown_staff(rows, "owner", lambda row: row.owner, register, flaws)
    stored = register.groups({row.key for row in rows}, county.now)
    return GroupsDraft(rows, stored, nodes, staff, county.now)


KIND = Kind("groups", COLUMNS, GroupRow, draw_up)
