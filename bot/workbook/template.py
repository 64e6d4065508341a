"""The office's own sheet 模板: its title, widths and sums stay; our lines and figures are put into it.

Lines go below a row that holds the names of columns. A cell {柳湾镇 化解} becomes that figure; so does a cell
that the map names, if the sheet may not hold such words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from bot.errors import GridbotError
from bot.sheets import DAMAGED
from bot.workbook.cells import fill
from bot.workbook.room import make_room
from handlers.papers.ledger import BY_NAME, COLUMNS, Column, Line, Value

FEWEST = 3
"""So many known names of columns make a row the head of the lines."""
TELLING = {"编号", "登记时间", "反映人", "内容"}
"""Of which one at least tells a single matter: a table of sums has none of them."""
DEEPEST = 30
"""Below this row no head is looked for."""
_WORDS = re.compile(r"[{｛]([^{}｛｝]+)[}｝]")


class TemplateError(GridbotError):
    """The template cannot be filled; the message says which cell, and why."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the lines go: the row with the names, and what stands in each column."""

    sheet: Any
    row: int
    columns: Mapping[int, Column]


def fill_in(template: Path, out: Path, mapped: Mapping[str, str], filling: Filling) -> None:
    """Write a copy of the template with our figures and lines. TemplateError if it has no place for any."""
    book = _opened(template)
    filled = _fill_words(book, filling.figure) + _fill_mapped(book, mapped, filling.figure)
    heads = sorted(
        (head for sheet in book.worksheets if (head := _head(sheet))), key=lambda one: -len(one.columns)
    )
    if not filled and not heads:
        raise TemplateError(
            f"{template.name}: nothing in it can be filled; name at least {FEWEST} columns in one row "
            f"({'、'.join(one.name for one in COLUMNS)}), or write {{新增}} into a cell"
        )
    if heads:
        _fill_lines(heads[0], filling)
    book.save(out)


@dataclass(frozen=True, slots=True)
class Filling:
    """What a template is filled with."""

    count: int
    """How many lines there are."""
    lines: Iterator[Line]
    figure: Callable[[str], Value]
    """The figure or fact that words ask for; GridbotError if they ask for none."""
    progress: Callable[[], None]


def _opened(template: Path) -> Any:
    try:
        return load_workbook(template)
    except (InvalidFileException, *DAMAGED):
        raise TemplateError(
            f"{template.name} is no .xlsx workbook; save it as .xlsx in Excel or WPS"
        ) from None


def _fill_words(book: Any, figure: Callable[[str], Value]) -> int:
    """Cells that hold {words}: alone they become a number, within a sentence its digits."""
    filled = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type != "f" and _WORDS.search(cell.value):
                    _fill_cell(cell, figure)
                    filled += 1
    return filled


def _fill_cell(cell: Any, figure: Callable[[str], Value]) -> None:
    alone = _WORDS.fullmatch(cell.value.strip())
    if alone:
        fill(cell, _asked(cell, figure, alone[1]))
    else:
        fill(cell, _WORDS.sub(lambda found: str(_asked(cell, figure, found[1])), cell.value))


def _fill_mapped(book: Any, mapped: Mapping[str, str], figure: Callable[[str], Value]) -> int:
    """Cells that the map names, as 汇总!C5."""
    for place, words in mapped.items():
        name, _, address = place.rpartition("!")
        if name and name not in book.sheetnames:
            raise TemplateError(f"{place}: there is no sheet {name}; there are {'、'.join(book.sheetnames)}")
        try:
            cell = (book[name] if name else book.worksheets[0])[address]
        except ValueError:
            raise TemplateError(f"{place} is no cell; write it as 汇总!C5") from None
        if isinstance(cell, tuple):
            raise TemplateError(f"{place} is more than one cell; write one as 汇总!C5")
        fill(cell, _asked(cell, figure, words))
    return len(mapped)


def _asked(cell: Any, figure: Callable[[str], Value], words: str) -> Value:
    try:
        return figure(words)
    except GridbotError as error:
        raise TemplateError(f"{cell.parent.title}!{cell.coordinate}: {error}") from None


def _head(sheet: Any) -> Head | None:
    """The first row that names enough of the columns of a matter."""
    for row in sheet.iter_rows(max_row=DEEPEST):
        columns = {
            cell.column: BY_NAME[name]
            for cell in row
            if isinstance(cell.value, str) and (name := "".join(cell.value.split())) in BY_NAME
        }
        names = {one.name for one in columns.values()}
        if len(names) >= FEWEST and names & TELLING:
            return Head(sheet, row[0].row, columns)
    return None


def _fill_lines(head: Head, filling: Filling) -> None:
    """One line a row, each cell in the style of the first row below the head."""
    first = head.row + 1
    styles = {
        column: copy(head.sheet.cell(first, column)._style) for column in range(1, head.sheet.max_column + 1)
    }
    height = head.sheet.row_dimensions[first].height
    make_room(head.sheet, head.row, filling.count)
    for row, line in enumerate(filling.lines, start=first):
        for column, style in styles.items():
            head.sheet.cell(row, column)._style = copy(style)
        for column, what in head.columns.items():
            fill(head.sheet.cell(row, column), what.value(line))
        head.sheet.row_dimensions[row].height = height
        filling.progress()
    if head.sheet.auto_filter.ref:
        last = get_column_letter(head.sheet.max_column)
        head.sheet.auto_filter.ref = f"A{head.row}:{last}{max(first, head.row + filling.count)}"
