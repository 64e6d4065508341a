"""`import notices`: what is published 公开 at a place and all below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from handlers.imports import masking
from handlers.imports.cells import moment, name, text
from handlers.imports.columns import Column
from handlers.imports.draft import County, Draft, Kind, Tally
from handlers.imports.lines import Flaws, Line, blame_repeated
from handlers.imports.places import GRID, blame_unknown_places
from models.imports import Register
from models.knowledge import Notice
from models.stored import StoredNotice

COLUMNS = (
    Column("title", ("标题",), name(100), blank="", required=True, filled=True),
    Column("body", ("正文", "内容"), text(5000), masking.words, blank="", required=True, filled=True),
    GRID,
    Column("at", ("发布", "发布时间", "发布日期"), moment, required=True, filled=True),
)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice; its identity is title and place."""

    line: Line
    title: str
    body: str
    grid: str
    at: datetime | None


@dataclass
class NoticesDraft:
    """The notices of a file over those that are published."""

    rows: Sequence[NoticeRow]
    stored: Mapping[tuple[str, int], StoredNotice]
    nodes: Mapping[str, int]
    county: County

    @cached_property
    def new(self) -> list[NoticeRow]:
        """Notices that are not known yet."""
        return [row for row in self.rows if self._old(row) is None]

    @cached_property
    def changed(self) -> list[NoticeRow]:
        """Notices with other words or another moment than before."""
        pairs = ((row, self._old(row)) for row in self.rows)
        return [
            row for row, old in pairs if old and (row.body, self._at(row)) != (old.body, old.published_at)
        ]

    @property
    def tally(self) -> Tally:
        """Counted by notice."""
        new, changed = ({(row.title, row.grid) for row in rows} for rows in (self.new, self.changed))
        return Tally.of(((row.title, row.grid) for row in self.rows), new, changed)

    def write(self, register: Register) -> None:
        """Add and correct them."""
        new = [
            {
                "title": row.title,
                "body": row.body,
                "node_id": self.nodes[row.grid],
                "published_at": self._at(row),
            }
            for row in self.new
        ]
        register.add(Notice, new)
        pairs = ((row, self._old(row)) for row in self.changed)
        register.change(
            Notice,
            [{"id": old.id, "body": row.body, "published_at": self._at(row)} for row, old in pairs if old],
        )

    def _old(self, row: NoticeRow) -> StoredNotice | None:
        return self.stored.get((row.title, self.nodes.get(row.grid, 0)))

    def _at(self, row: NoticeRow) -> datetime | None:
        return None if row.at is None else self.county.moment(row.at)


def draw_up(rows: Sequence[NoticeRow], register: Register, county: County, flaws: Flaws) -> Draft:
    """Judge the notices of a file."""
    blame_repeated(rows, lambda row: row.title and (row.title, row.grid), "title", flaws)
    nodes = blame_unknown_places(rows, register, flaws)
    stored = register.notices({row.title for row in rows})
    return NoticesDraft(rows, stored, nodes, county)


KIND = Kind("notices", COLUMNS, NoticeRow, draw_up)
