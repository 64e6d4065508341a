"""`import staff`: who holds which post where, and how to reach them; a person may stand in several rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.imports.accounts import CHANNEL, USER, AccountsDraft, draw_up_accounts
from handlers.imports.cells import clearable, listed, name
from handlers.imports.columns import Column
from handlers.imports.draft import County, Draft, Kind, Tally
from handlers.imports.lines import Flaws, Line
from handlers.imports.people import CODE, NAME, PHONE, Entry, PeopleDraft, erased
from handlers.imports.places import GRID, blame_unknown_places
from models.appointment import BEFORE_RECORDS, Appointment
from models.imports import Register
from models.person import STAFF
from models.role import Role, find_role

ROLES = "、".join(f"{role.label} {role}" for role in Role)
COLUMNS = (
    CODE,
    NAME,
    PHONE,
    Column(
        "role",
        ("岗位", "角色", "职务"),
        listed(find_role, f"role; write some of {ROLES}"),
        blank=(),
        required=True,
        filled=True,
    ),
    GRID,
    Column("unit", ("单位",), clearable(name(60))),
    CHANNEL,
    USER,
)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One post or several at one place, perhaps with an account."""

    line: Line
    code: str
    name: str
    phone: str | None
    role: tuple[Role, ...]
    grid: str
    unit: str | None
    channel: str
    user: str


@dataclass
class StaffDraft:
    """The staff of a file over those that are stored."""

    people: PeopleDraft
    accounts: AccountsDraft
    posts: Sequence[tuple[str, Role, int]]
    """The new posts: whose (by code), which, and at which place."""
    left_out: int
    now: datetime

    @property
    def tally(self) -> Tally:
        """Counted by person; a further post or account is a change."""
        changed = self.people.changed | set(self.accounts.linked.values()) | {post[0] for post in self.posts}
        tally = Tally.of(
            (entry.code for entry in self.people.entries),
            self.people.new,
            changed,
            posts_added=len(self.posts),
            accounts_linked=len(self.accounts.linked),
        )
        return replace(tally, left_out=self.left_out)

    def _since(self, person: str) -> datetime:
        """Who is listed for the first time was in office before; a further post begins now."""
        return BEFORE_RECORDS if person in self.people.new else self.now

    def write(self, register: Register) -> None:
        """People first, then what hangs on them."""
        ids = self.people.write(register)
        register.add(
            Appointment,
            [
                {"person_id": ids[person], "role": role.value, "node_id": node, "since": self._since(person)}
                for person, role, node in self.posts
            ],
        )
        self.accounts.write(register, ids)


def draw_up(rows: Sequence[StaffRow], register: Register, county: County, flaws: Flaws) -> Draft:
    """Judge the staff of a file."""
    nodes = blame_unknown_places(rows, register, flaws)
    stored = register.people(STAFF, {row.code for row in rows})
    gone = erased(stored)
    kept = [row for row in rows if row.code and row.code not in gone]
    entries = _entries(kept, flaws)
    ids = {person.code: person.id for person in stored.values()}
    accounts = draw_up_accounts(kept, ids, register, county, flaws)
    people = PeopleDraft(STAFF, entries, stored)
    return StaffDraft(people, accounts, _new_posts(kept, ids, nodes, register, county), len(gone), county.now)


def _entries(rows: Sequence[StaffRow], flaws: Flaws) -> list[Entry]:
    """One entry a person, out of all rows with the same code; rows that disagree are blamed."""
    said: dict[tuple[str, str], tuple[str, int]] = {}
    for row in rows:
        for key, value in (("name", row.name or None), ("phone", row.phone), ("unit", row.unit)):
            if value is None:
                continue
            earlier, where = said.setdefault((row.code, key), (value, row.line.row))
            if earlier != value:
                flaws.add(row.line, key, f"row {where} says otherwise for the same code; make them agree")
    found = {key: value for key, (value, _) in said.items()}
    return [
        Entry(
            person, found.get((person, "name"), ""), found.get((person, "phone")), found.get((person, "unit"))
        )
        for person in dict.fromkeys(row.code for row in rows)
    ]


def _new_posts(
    rows: Sequence[StaffRow],
    ids: Mapping[str, int],
    nodes: Mapping[str, int],
    register: Register,
    county: County,
) -> list[tuple[str, Role, int]]:
    """The posts that nobody holds yet, each once."""
    held = register.posts(set(ids.values()), county.now)
    named = dict.fromkeys(
        (row.code, role, nodes[row.grid]) for row in rows if row.grid in nodes for role in row.role
    )
    return [post for post in named if (ids.get(post[0]), post[1], post[2]) not in held]


KIND = Kind("staff", COLUMNS, StaffRow, draw_up)
