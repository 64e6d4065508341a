"""Cells: values as Excel keeps them. What people said never becomes a formula, nor a file that won't open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side

from handlers.papers.ledger import Value

MOMENT = "yyyy-mm-dd hh:mm"
MOST = 32_767
"""Characters that a cell of Excel holds."""
LINE = Side(style="thin", color="FF808080")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
TITLE = Font(name="方正小标宋简体", size=18)
HEAD = Font(name="黑体", size=11)
BODY = Font(name="仿宋_GB2312", size=11)
ACROSS = Alignment(horizontal="centerContinuous", vertical="center")
"""A title over several columns without merging them, so that the sheet can still be sorted and filtered."""
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
WRAPPED = Alignment(vertical="center", wrap_text=True)


def fill(cell: Any, value: Value, look: Any = None) -> None:
    """Put a value into a cell: text stays text, whatever it begins with; a moment has no zone in Excel.

    `look`: the style that such a cell has; else it keeps its own, and a moment is written as one.
    """
    if isinstance(value, datetime):
        cell.value = value.replace(tzinfo=None, second=0, microsecond=0)
        if look is None:
            cell.number_format = MOMENT
    elif isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST]
        cell.data_type = "s"
    else:
        cell.value = value
    if look is not None:
        cell._style = look


class Styles:
    """The looks of one workbook's cells: each is put together once, then shared by a million cells."""

    def __init__(self, sheet: Any) -> None:
        """`sheet`: any of the workbook."""
        self._known: dict[tuple[int, int, bool], Any] = {}
        self._sheet = sheet

    def cell(self, value: Value, font: Font = BODY, alignment: Alignment = CENTRE) -> Any:
        """A cell with a value in it."""
        cell: Any = WriteOnlyCell(self._sheet)
        key = (id(font), id(alignment), isinstance(value, datetime))
        if key not in self._known:
            cell.font, cell.alignment, cell.border = font, alignment, BOX
            fill(cell, value)
            self._known[key] = cell._style
        fill(cell, value, look=self._known[key])
        return cell


def title(sheet: Any, text: str, font: Font, columns: int) -> list[Cell]:
    """A line over all columns."""
    cells = [WriteOnlyCell(sheet, text), *(WriteOnlyCell(sheet, "") for _ in range(columns - 1))]
    for cell in cells:
        cell.font, cell.alignment = font, ACROSS
    return cells
