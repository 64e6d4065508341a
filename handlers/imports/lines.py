"""Rows of all sheets as lines of one import, and the flaws found in them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Protocol, TypeVar

from handlers.imports.cells import CellError
from handlers.imports.columns import HEADER_ROWS, Column, Layout, find_header, named
from handlers.imports.masking import shown
from handlers.imports.sheet import Cell, File, FileError, Sheet


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet, with the cells of its known columns."""

    order: int
    """Its place among all lines of the import."""
    sheet: str
    row: int
    layout: Layout
    cells: tuple[Cell, ...]

    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.strip() if isinstance(cell, str) else cell for cell in self.cells)


class OfLine(Protocol):
    """A row of some kind of import."""

    @property
    def line(self) -> Line:
        """Where it stands in the file."""


Row = TypeVar("Row", bound=OfLine)


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a row can't be imported; `value` is masked where it is personal."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Flaws:
    """All flaws of one import."""

    _found: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    """By the place in the file: line and column."""

    def add(self, line: Line, key: str, reason: str) -> None:
        """Blame the cell of column `key` in `line`; of several reasons the first stands."""
        for at, column in enumerate(line.layout.columns):
            if column.key == key:
                flaw = Flaw(line.sheet, line.row, column.label, shown(line.cells[at], column.mask), reason)
                break
        else:  # the sheet has no such column, and this row needs it
            at, flaw = len(line.cells), Flaw(line.sheet, line.row, key, "", reason)
        self._found.setdefault((line.order, at), flaw)

    def __bool__(self) -> bool:
        return bool(self._found)

    def rows(self) -> int:
        """In how many rows there are flaws."""
        return len({order for order, _ in self._found})

    def in_order(self) -> list[Flaw]:
        """As they stand in the file, row by row and left to right."""
        return [self._found[place] for place in sorted(self._found)]


@dataclass(slots=True)
class Reading:
    """What was read of one file: its lines, and what the user should know about it."""

    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_lines(columns: Sequence[Column], file: File) -> Reading:
    """The lines of every sheet that has this kind's header; FileError if none has."""
    reading, matched = Reading(), False
    for sheet in file.sheets:
        matched = _read_sheet(columns, sheet, reading) or matched
    if not matched:
        required = [column for column in columns if column.required]
        raise FileError(
            f"no sheet has the header of this import in its first {HEADER_ROWS} rows; "
            f"it needs the columns {named(required)}"
        )
    if not reading.lines:
        raise FileError("there is a header but no row under it; add the rows and import again")
    return reading


def _read_sheet(columns: Sequence[Column], sheet: Sheet, reading: Reading) -> bool:
    rows = iter(sheet.rows)
    top = list(islice(rows, HEADER_ROWS))
    header = find_header(columns, sheet.name, top)
    if header is None or sheet.hidden:
        why = "is hidden" if header else "has another header"
        reading.notes.append(f"sheet {sheet.name} {why} and was left out")
        return False
    number, layout = header
    if layout.unknown:
        reading.notes.append(
            f"sheet {sheet.name}: not read, being no columns of this import: " + ", ".join(layout.unknown)
        )
    for row, cells in chain(top, rows):
        line = Line(len(reading.lines), sheet.name, row, layout, layout.pick(cells))
        if row > number and not line.is_empty():
            reading.lines.append(line)
    return True


def values_of(line: Line, columns: Iterable[Column], flaws: Flaws) -> Mapping[str, Any]:
    """The value of every column; a flawed or absent one has the column's blank."""
    values = {column.key: column.blank for column in columns}
    for column, cell in zip(line.layout.columns, line.cells, strict=True):
        if isinstance(cell, str) and not cell.strip():
            if column.filled:
                flaws.add(line, column.key, "empty; fill it in (a merged cell counts in its first row only)")
            continue
        try:
            values[column.key] = column.read(cell)
        except CellError as wrong:
            flaws.add(line, column.key, str(wrong))
    return values


def blame_repeated(rows: Iterable[Row], key: Callable[[Row], Hashable], column: str, flaws: Flaws) -> None:
    """Blame every row whose `key` stands in another row too; a key of "" or None is none."""
    places: dict[Hashable, list[Row]] = {}
    for row in rows:
        if (found := key(row)) not in ("", None):
            places.setdefault(found, []).append(row)
    for same in places.values():
        for row in same if len(same) > 1 else ():
            others = ", ".join(_places(same, row))
            flaws.add(row.line, column, f"stands in {others} too; keep one of them")


def _places(same: Sequence[Row], own: Row) -> Iterator[str]:
    """The other rows, at most three by number."""
    others = [row.line for row in same if row is not own]
    for line in others[:3]:
        yield f"row {line.row}" if line.sheet == own.line.sheet else f"row {line.row} of sheet {line.sheet}"
    if len(others) > 3:
        yield f"{len(others) - 3} more"
