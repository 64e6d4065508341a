"""What the tests of imports share: a county to import into, and files written as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, SQLModel, select

from handlers.imports.draft import County
from handlers.imports.run import KINDS, Outcome, import_file
from handlers.imports.sheet import Cell, File, Sheet
from handlers.office import Office
from models.calendar import Calendar
from models.database import Database
from models.space import Space

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZONE)
CALENDAR = Calendar(ZONE, (time(21), time(7, 30)), time(8, 30))

GRID = """编码|名称|层级|上级编码
X|青山县|县|
Z|柳林镇|镇|X
C|幸福村|村|Z
C3|3组|组|C
C4|4组|组|C"""
STAFF = """编码|姓名|手机|岗位|网格编码|单位|渠道|账号
S1|李群主|13800000001|群主|C3||village|li
S2|赵网格员|13800000002|网格员|C3||village|zhao
S4|周主任|13800000004|村干部|C||village|zhou"""


def table(text: str) -> list[tuple[int, Sequence[Cell]]]:
    """Rows written as lines with | between cells, numbered as in a spreadsheet."""
    lines = (line.split("|") if line else [] for line in text.splitlines())
    return list(enumerate(lines, start=1))


def one_sheet(*rows: Sequence[Cell]) -> File:
    """A file of one sheet out of ready cells."""
    return File("cells.xlsx", [Sheet("Sheet1", enumerate(rows, start=1))])


@dataclass
class Desk:
    """A county, and whoever imports into it."""

    database: Database
    now: datetime = NOW
    channels: frozenset[str] = frozenset({"village"})
    plans: Mapping[str, str] = field(default_factory=dict)
    office: Office | None = None
    spaces: Mapping[str, Space] = field(default_factory=dict)

    def imports(self, kind: str, text: str, *, dry_run: bool = False) -> Outcome:
        """Import a file of one sheet."""
        return self.takes(kind, File("file.csv", [Sheet("Sheet1", table(text))]), dry_run=dry_run)

    def takes(self, kind: str, file: File, *, dry_run: bool = False) -> Outcome:
        """Import any file."""
        county = County(
            self.database, CALENDAR, self.now, self.channels, self.spaces, self.plans, self.office
        )
        return import_file(KINDS[kind], file, county, dry_run=dry_run)

    def settled(self) -> Desk:
        """The same with the grid and the staff of the cast."""
        for kind, text in (("grid", GRID), ("staff", STAFF)):
            assert not self.imports(kind, text).flaws
        return self

    def later(self, **time: int) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def all(self, shape: type[Any]) -> list[Any]:
        """Every row of a table, oldest first."""
        return self.all_by(shape, "id")

    def all_by(self, shape: type[Any], key: str) -> list[Any]:
        """Every row of a table, by a column."""
        with self.database.reading() as session:
            return list(session.exec(select(shape).order_by(getattr(shape, key))))

    def put(self, *rows: SQLModel) -> None:
        """Store rows as someone else would."""
        with self.database.session() as session:
            session.add_all(rows)

    def writing(self) -> Session:
        """A session of one's own."""
        return Session(self.database.engine)


def counts(outcome: Outcome) -> tuple[int, int, int]:
    """Added, changed, unchanged."""
    assert not outcome.flaws, outcome.flaws
    return outcome.tally.added, outcome.tally.changed, outcome.tally.unchanged


def blamed(outcome: Outcome) -> list[tuple[int, str]]:
    """Row and column (its English word) of every flaw, in order."""
    return [(flaw.row, flaw.column.split()[-1]) for flaw in outcome.flaws]
