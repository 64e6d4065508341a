"""Fills a database with the county by the very importers that an office's spreadsheets go through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.demo.cast import CHANNELS
from bot.demo.county import County, Row
from bot.errors import GridbotError
from handlers.imports.draft import County as Place
from handlers.imports.run import KINDS, import_file
from handlers.imports.sheet import Cell, File, Sheet
from models.calendar import Calendar
from models.database import Database


class DemoError(GridbotError):
    """The demo cannot be prepared; the message says why and what to do."""


def fill(county: County, database: Database, calendar: Calendar, since: datetime) -> Iterator[str]:
    """Import every table; staff are in office from `since` on. Tells what was imported as it goes."""
    place = Place(database, calendar, since, frozenset(CHANNELS))
    for name, kind in KINDS.items():
        rows: Sequence[Row] = getattr(county, name, ())  # its tickets come by its people's own words
        if not rows:
            continue
        outcome = import_file(kind, _file(name, rows), place)
        if outcome.is_refused:
            flaw = outcome.flaws[0]
            raise DemoError(f"the demo's own {name} row {flaw.row} is refused: {flaw.column}, {flaw.reason}")
        yield f"{len(rows)} {name}"


def _file(name: str, rows: Sequence[Row]) -> File:
    """The rows as a sheet with a header."""
    header = list(rows[0])
    lines: list[tuple[int, Sequence[Cell]]] = [(1, header)]
    lines += [(number, [row[key] for key in header]) for number, row in enumerate(rows, start=2)]
    return File(f"demo {name}", [Sheet(name, lines)])
