"""Our own ledger: every matter in a line, the sums by place and category, where each sum comes from.

Written row by row: a hundred thousand matters need no more memory than one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bot.workbook.cells import BODY, HEAD, TITLE, WRAPPED, Styles, title
from handlers.papers.ledger import COLUMNS, Line
from handlers.papers.ledger_sums import Ledger, Table, sources, sums

A3, A4 = 8, 9
WIDE = 160
"""Characters; wider sheets are printed on A3."""
TITLE_HEIGHT, HEAD_HEIGHT = 32, 22
"""Points."""
LONG = 30
"""Wider columns hold words and are not centred."""


def write(path: Path, ledger: Ledger, lines: Iterator[Line], progress: Callable[[], None]) -> None:
    """Write the workbook; `progress` is called at each line."""
    book = Workbook(write_only=True)
    _matters(book, ledger, lines, progress)
    for table in (*sums(ledger), sources(ledger)):
        _table(book, ledger, table)
    _notes(book, ledger)
    book.save(path)


def _matters(book: Workbook, ledger: Ledger, lines: Iterator[Line], progress: Callable[[], None]) -> None:
    sheet = _sheet(book, "台账", [one.width for one in COLUMNS], head_rows=3)
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(COLUMNS))}{3 + max(ledger.count, 1)}"
    styles = Styles(sheet)
    sheet.append(title(sheet, ledger.title, TITLE, len(COLUMNS)))
    sheet.append(title(sheet, ledger.subtitle, BODY, len(COLUMNS)))
    sheet.append([styles.cell(one.name, HEAD) for one in COLUMNS])
    for line in lines:
        cells = (
            styles.cell(one.value(line), alignment=WRAPPED)
            if one.width > LONG
            else styles.cell(one.value(line))
            for one in COLUMNS
        )
        sheet.append(list(cells))
        progress()


def _table(book: Workbook, ledger: Ledger, table: Table) -> None:
    sheet = _sheet(book, table.name, table.widths, head_rows=2 + len(table.heads))
    styles = Styles(sheet)
    sheet.append(title(sheet, f"{ledger.title}（{table.name}）", TITLE, len(table.widths)))
    sheet.append(title(sheet, ledger.subtitle, BODY, len(table.widths)))
    for head in table.heads:
        sheet.append([styles.cell(word, HEAD) for word in head])
    for row in table.rows:
        sheet.append([styles.cell(value) for value in row])


def _notes(book: Workbook, ledger: Ledger) -> None:
    sheet = _sheet(book, "说明", [100], head_rows=1)
    styles = Styles(sheet)
    sheet.append(title(sheet, "统计口径", TITLE, 1))
    for note in ledger.notes:
        sheet.append([styles.cell(note, alignment=WRAPPED)])


def _sheet(book: Workbook, name: str, widths: Sequence[int], head_rows: int) -> Any:
    """An empty sheet for landscape paper, its head on every printed page and always in sight."""
    sheet = book.create_sheet(name)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in range(1, head_rows + 1):
        sheet.row_dimensions[row].height = TITLE_HEIGHT if row == 1 else HEAD_HEIGHT
    sheet.freeze_panes = f"A{head_rows + 1}"
    sheet.print_title_rows = f"1:{head_rows}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A3 if sum(widths) > WIDE else A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet
