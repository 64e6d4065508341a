"""Columns: what they are called, how they are read, and where a sheet has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from handlers.imports import masking
from handlers.imports.cells import Reader
from handlers.imports.masking import Mask
from handlers.imports.sheet import Cell, FileError

HEADER_ROWS = 10
"""Among how many first rows with something in them the header is looked for: often a title stands above."""
FEW = 2
"""So many columns of a kind make a row a header, even if others are missing."""

_NOTES = re.compile(r"\(.*?\)|[\s*:_\-.]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind of import; its first name is the one told."""

    key: str
    names: tuple[str, ...]
    read: Reader
    mask: Mask = masking.plain
    blank: Any = None
    """The value of an empty cell."""
    required: bool = False
    """Whether a sheet must have the column."""
    filled: bool = False
    """Whether every row must have a value in it."""

    @property
    def label(self) -> str:
        """What errors call it: 手机 phone."""
        return f"{self.names[0]} {self.key}"

    def spellings(self) -> Iterator[str]:
        """Every way a header may name it: Chinese, English, or both."""
        for word in (*self.names, self.key):
            yield simplified(word)
        for word, other in product(self.names, (self.key,)):
            yield simplified(word + other)
            yield simplified(other + word)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a sheet has the columns of a kind."""

    columns: tuple[Column, ...]
    """Those that the sheet has, left to right."""
    places: tuple[int, ...]
    """The position of each in a row, from 0."""
    unknown: tuple[str, ...] = ()
    """Headers that are none of this kind's."""
    repeated: tuple[Column, ...] = ()
    """Columns that stand twice."""

    def pick(self, row: Sequence[Cell]) -> tuple[Cell, ...]:
        """The cells of the known columns; a row that ends early has empty ones."""
        return tuple(row[place] if place < len(row) else "" for place in self.places)

    def missing(self, columns: Sequence[Column]) -> list[Column]:
        """The required columns that the sheet lacks."""
        return [column for column in columns if column.required and column not in self.columns]


def simplified(header: str) -> str:
    """A header as it is compared: no spaces, asterisks, (notes), capitals or wide letters."""
    return _NOTES.sub("", unicodedata.normalize("NFKC", header)).casefold()


def layout_of(columns: Sequence[Column], row: Sequence[Cell]) -> Layout:
    """How `row` would be understood as a header."""
    known: Mapping[str, Column] = {word: column for column in columns for word in column.spellings()}
    found: dict[int, Column] = {}
    unknown, repeated = [], []
    for place, cell in enumerate(row):
        header = simplified(cell) if isinstance(cell, str) else ""
        column = known.get(header)
        if column is None:
            unknown += [str(cell).strip()] if header else []
        elif column in found.values():
            repeated.append(column)
        else:
            found[place] = column
    return Layout(tuple(found.values()), tuple(found), tuple(unknown), tuple(repeated))


def find_header(
    columns: Sequence[Column], sheet: str, top: Sequence[tuple[int, Sequence[Cell]]]
) -> tuple[int, Layout] | None:
    """The row number and layout of the header among the first rows; None if the sheet is of another kind.

    Raises FileError if there is a header that lacks required columns or names one twice.
    """
    layouts = [(number, layout_of(columns, row)) for number, row in top]
    best = max(layouts, key=lambda found: len(found[1].columns), default=None)
    if best is None or len(best[1].columns) < FEW:
        return None
    number, layout = best
    if layout.repeated:
        raise FileError(
            f"sheet {sheet}, row {number}: the column {layout.repeated[0].label} stands twice; remove one"
        )
    if missing := layout.missing(columns):
        raise FileError(
            f"sheet {sheet}, row {number}: the header lacks {named(missing)}; add the missing columns"
        )
    return best


def named(columns: Sequence[Column]) -> str:
    """The labels of columns in one line."""
    return ", ".join(column.label for column in columns)
