"""One import from file to outcome: read, judged, written in one transaction; also without writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from handlers.imports import faq, grid, groups, households, notices, roster, staff, tickets
from handlers.imports.draft import County, Kind, Tally
from handlers.imports.lines import Flaw, Flaws, read_lines, values_of
from handlers.imports.sheet import File, FileError
from models.database import Collision
from models.imports import open_register

_MODULES = (grid, staff, groups, households, tickets, faq, notices, roster)
KINDS: Mapping[str, Kind[Any]] = MappingProxyType({one.KIND.name: one.KIND for one in _MODULES})
"""Every kind of import by the name that commands call it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an import. With flaws nothing was written; in a dry run neither."""

    kind: str
    file: str
    dry_run: bool
    rows: int
    tally: Tally
    notes: Sequence[str]
    flaws: Sequence[Flaw]
    flawed_rows: int

    @property
    def is_refused(self) -> bool:
        """Whether some row stood in the way of all."""
        return bool(self.flaws)


def import_file(
    kind: Kind[Any],
    file: File,
    county: County,
    *,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Import one file. `progress` is told how many rows of the database were written since it was last told.

    Raises FileError if the file as a whole can't be taken, or if someone changed the same in between.
    """
    reading, flaws = read_lines(kind.columns, file), Flaws()
    rows = [kind.make(line=line, **values_of(line, kind.columns, flaws)) for line in reading.lines]
    try:
        with open_register(county.database, write=not (dry_run or flaws), progress=progress) as register:
            draft = kind.draw_up(rows, register, county, flaws)
            if not (dry_run or flaws):
                draft.write(register)
    except Collision:
        raise FileError("the same was changed by someone else meanwhile; import the file again") from None
    tally = Tally() if flaws else draft.tally
    return Outcome(
        kind=kind.name,
        file=file.name,
        dry_run=dry_run,
        rows=len(rows),
        tally=tally,
        notes=[*reading.notes, *tally.notes, *_notes(tally)],
        flaws=flaws.in_order(),
        flawed_rows=flaws.rows(),
    )


def _notes(tally: Tally) -> list[str]:
    if not tally.left_out:
        return []
    return [f"{tally.left_out} people were erased on request and stay so: their rows were left out"]
