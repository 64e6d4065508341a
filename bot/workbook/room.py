"""Room for lines in an office's sheet: what stands below moves down, and sums over the lines grow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

_PLACE = r"(\$?[A-Z]{1,3}\$?)(\d+)"
_REFERENCE = re.compile(rf"(?<![A-Za-z0-9_!.$]){_PLACE}(?::{_PLACE})?(?![A-Za-z0-9_(!])")


def make_room(sheet: Any, head: int, lines: int) -> None:
    """Free so many rows below the head; the rows of the office's own that follow come after them."""
    below = _first_filled(sheet, head + 1)
    if below is None:
        return
    moved = max(0, lines - (below - head - 1))
    if moved:
        _move_down(sheet, below, moved)
    _mend_formulas(sheet, Room(head + 1, below, moved))


@dataclass(frozen=True, slots=True)
class Room:
    """The rows for lines were from `first` to before `below`, and have become `moved` more."""

    first: int
    below: int
    moved: int

    def mend(self, found: re.Match[str]) -> str:
        """A reference of a formula to the same cells where they are now; over the lines, to all of them."""
        column, row, to_column, to_row = found.groups()
        if to_row is None:
            return f"{column}{self._now(int(row))}"
        top, bottom = int(row), int(to_row)
        if self.first <= top <= bottom < self.below:
            return f"{column}{self.first}:{to_column}{self.below + self.moved - 1}"
        return f"{column}{self._now(top)}:{to_column}{self._now(bottom)}"

    def _now(self, row: int) -> int:
        return row + self.moved if row >= self.below else row


def _first_filled(sheet: Any, row: int) -> int | None:
    """The first row from one on in which something stands; the sample rows of a template are empty."""
    for cells in sheet.iter_rows(min_row=row):
        if any(cell.value is not None for cell in cells):
            return int(cells[0].row)
    return None


def _move_down(sheet: Any, row: int, by: int) -> None:
    """Rows from one on, with what is merged in them and how high they are, so many rows lower."""
    last, right = sheet.max_row, get_column_letter(sheet.max_column)
    merged = [one for one in sheet.merged_cells.ranges if one.min_row >= row]
    for one in merged:
        sheet.merged_cells.remove(one)
    heights = {at: sheet.row_dimensions[at].height for at in range(row, last + 1)}
    sheet.move_range(f"A{row}:{right}{last}", rows=by)
    for one in merged:
        one.shift(row_shift=by)
        sheet.merged_cells.add(one)
    for at, height in heights.items():
        sheet.row_dimensions[at + by].height = height


def _mend_formulas(sheet: Any, room: Room) -> None:
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell.value = _REFERENCE.sub(room.mend, cell.value)
