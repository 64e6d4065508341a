"""A sheet as whoever opened the file hands it over, free of any library's types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell whose value nobody can know: what it shows, and why with the remedy."""

    shown: str
    reason: str


Cell = str | date | datetime | Unusable
"""Numbers come as the text they stand for (1.0 is "1"); an empty cell is ""."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, or a whole CSV file; `rows` can be gone through once."""

    name: str
    rows: Iterable[tuple[int, Sequence[Cell]]]
    """Each with its number as the spreadsheet program shows it, from 1; empty ones may be left out."""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """All sheets of one file."""

    name: str
    sheets: Sequence[Sheet] = field(default_factory=tuple)


class FileError(Exception):
    """The file as a whole can't be imported; the message says in English what is wrong and what to do."""
