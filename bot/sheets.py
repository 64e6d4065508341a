"""The door to openpyxl: .xlsx and .csv files become sheets of text and dates, whatever Excel did to them."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from bot.sheet_archive import has_formulas
from bot.sheet_csv import csv_rows
from handlers.imports.sheet import Cell, File, FileError, Sheet, Unusable

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 1_000_000
LAST_ROW = 1_048_576
LAST_COLUMN = 100
"""Further right no import has columns; a stray format may reach to the 16,384th."""
WHOLE_DIGITS = 10**15
ROWS_AT_ONCE = 500

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, TokenizerError),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OverflowError, RuntimeError),
)
"""What openpyxl raises about a file that is not what it says."""
NOT_A_WORKBOOK = "it is damaged or no Excel workbook; open it in Excel or WPS and save it as .xlsx"
NO_RESULT = Unusable(
    "", "a formula without a stored result; open and save the file in Excel, or type the value"
)
ROUNDED = Unusable("****", "Excel keeps 15 digits of a number; format the column as text and type it again")

Item = TypeVar("Item")
Rows = Iterator[Sequence[Cell]]


@contextmanager
def open_file(path: Path, progress: Callable[[], None] = lambda: None) -> Iterator[File]:
    """The sheets of a file while the block lasts; `progress` is called at each row read.

    Raises FileError, also while rows are read, if it is missing, too big, or no spreadsheet.
    """
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(path.open("rb"))
            size = path.stat().st_size
        except OSError as error:
            raise FileError(f"it can't be opened ({error.strerror}); check its path and rights") from None
        if size > MOST_BYTES:
            raise FileError("it is larger than 50 MB; split it into several files")
        sheets = list(_sheets(stack, stream, path))
        if not sheets:
            raise FileError(NOT_A_WORKBOOK)
        yield File(path.name, [Sheet(s.name, _limited(s.rows, progress), s.hidden) for s in sheets])


def _sheets(stack: ExitStack, stream: BinaryIO, path: Path) -> Iterator[Sheet]:
    head = stream.read(len(ZIP))
    stream.seek(0)
    if head == OLE:
        raise FileError(
            "it is an old .xls or has a password; in Excel or WPS save it as .xlsx without password"
        )
    if not head.strip():
        raise FileError("it is empty; check that it was saved")
    if head == ZIP:
        yield from _workbook_sheets(stack, stream)
    elif path.suffix.lower() == ".csv":
        yield Sheet(path.name, enumerate(csv_rows(stream.read()), start=1))
    else:
        raise FileError("it is neither an .xlsx workbook nor a .csv file; save it as one of them")


def _limited(
    rows: Iterable[tuple[int, Sequence[Cell]]], progress: Callable[[], None]
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows in which something stands, counted; a stray format makes a million empty ones."""
    count = 0
    for number, row in rows:
        if not any(row):
            continue
        count += 1
        if count > MOST_ROWS:
            raise FileError("it has more than 1,000,000 rows; split it into several files")
        progress()
        yield number, row


def _workbook_sheets(stack: ExitStack, stream: BinaryIO) -> Iterator[Sheet]:
    try:
        formulas = has_formulas(stream)
        values = _opened(stack, stream, data_only=True)
        sources = _opened(stack, stream, data_only=False) if formulas else None
        for number, sheet in enumerate(values.worksheets):
            source = sources.worksheets[number] if sources else None
            rows = _rows_beside_formulas(sheet, source) if source else (_cells(row) for row in _values(sheet))
            yield Sheet(sheet.title, enumerate(rows, start=1), hidden=sheet.sheet_state != "visible")
    except DAMAGED:
        raise FileError(NOT_A_WORKBOOK) from None


def _opened(stack: ExitStack, stream: BinaryIO, *, data_only: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(stream, read_only=True, data_only=data_only)
    stack.callback(book.close)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its own size is often wrong
    return book


def _values(sheet: Any) -> Iterator[tuple[Any, ...]]:
    return _quietly(sheet.iter_rows(max_row=LAST_ROW, max_col=LAST_COLUMN, values_only=True))


def _rows_beside_formulas(sheet: Any, source: Any) -> Rows:
    """The stored results of a sheet with formulas; one without result is unusable.

    Excel stores an empty result as text ("str"); a program that can't calculate stores none.
    """
    pairs = (each.iter_rows(max_row=LAST_ROW, max_col=LAST_COLUMN) for each in (sheet, source))
    for row, formulas in _quietly(zip(*pairs, strict=False)):
        yield [
            NO_RESULT
            if formula.data_type == "f" and cell.value is None and cell.data_type != "str"
            else to_cell(cell.value)
            for cell, formula in zip(row, formulas, strict=False)
        ]


def _quietly(rows: Iterable[Item]) -> Iterator[Item]:
    """The rows without openpyxl's warnings about what it leaves aside, its errors as FileError."""
    source = iter(rows)
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                some = list(islice(source, ROWS_AT_ONCE))
            except DAMAGED:
                raise FileError(NOT_A_WORKBOOK) from None
        if not some:
            return
        yield from some


def _cells(row: Iterable[Any]) -> Sequence[Cell]:
    return ["" if value is None else to_cell(value) for value in row]


def to_cell(value: Any) -> Cell:
    """A value of openpyxl as text or date: 13800138000.0 is "13800138000", 1.0 is "1"."""
    if value is None:
        return ""
    if isinstance(value, str):
        error = "the cell shows an error of Excel; correct its formula, or type the value"
        return Unusable(value, error) if value in ERRORS else value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if abs(value) >= WHOLE_DIGITS:
            return ROUNDED
        return str(int(value)) if value == int(value) else f"{value:.15g}"
    return value if isinstance(value, date) else str(value)
