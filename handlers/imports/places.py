"""The column 网格编码 of every kind that names a place, and staff codes: what they refer to must exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from handlers.imports.cells import code
from handlers.imports.columns import Column
from handlers.imports.lines import Flaws, Line, Row
from models.imports import Register
from models.person import STAFF

GRID = Column(
    "grid", ("网格编码", "网格", "所属网格", "所属网格编码"), code, blank="", required=True, filled=True
)


class AtPlace(Protocol):
    """A row with the code of a place."""

    @property
    def line(self) -> Line:
        """Where it stands in the file."""

    @property
    def grid(self) -> str:
        """The place's code; "" if it could not be read."""


Placed = TypeVar("Placed", bound=AtPlace)


def blame_unknown_places(rows: Sequence[Placed], register: Register, flaws: Flaws) -> dict[str, int]:
    """The ids of the rows' places by code; a row whose place does not exist is blamed."""
    known = register.node_ids({row.grid for row in rows if row.grid})
    for row in rows:
        if row.grid and row.grid not in known:
            flaws.add(row.line, "grid", "no place has this code; import the grid first, or correct it")
    return known


def blame_unknown_staff(
    rows: Sequence[Row], key: str, told: Callable[[Row], str], register: Register, flaws: Flaws
) -> Mapping[str, int]:
    """The ids of the staff that column `key` names; a row that names someone unknown is blamed."""
    known = register.person_ids(STAFF, {told(row) for row in rows if told(row)})
    for row in rows:
        if told(row) and told(row) not in known:
            flaws.add(
                row.line, key, "nobody on the staff has this code; import the staff first, or correct it"
            )
    return known
