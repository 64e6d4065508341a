"""`import tickets`: matters from 12345, 110, the window …: each becomes a confirmed ticket, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from handlers import ways
from handlers.actions.decide import settle
from handlers.actions.enter import judged
from handlers.actions.report import Matter, open_ticket
from handlers.desk import Desk, Speaker
from handlers.imports import masking
from handlers.imports.cells import code, moment, name, text
from handlers.imports.columns import Column
from handlers.imports.draft import County, Draft, Kind, Tally
from handlers.imports.lines import Flaws, Line, blame_repeated
from handlers.imports.places import GRID, blame_unknown_places
from models.imports import Register
from models.outbox import Outgoing

CHANNEL = "import"

COLUMNS = (
    Column("source", ("来源",), name(40), blank="", required=True, filled=True),
    Column("source_id", ("来源编号", "工单编号"), code, blank="", required=True, filled=True),
    Column("at", ("时间", "受理时间", "来电时间"), moment, required=True, filled=True),
    Column("text", ("内容", "诉求内容"), text(2000), masking.words, blank="", required=True, filled=True),
    GRID,
)


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One matter as another line took it; source and number there are its identity."""

    line: Line
    source: str
    source_id: str
    at: datetime | None
    text: str
    grid: str

    @property
    def key(self) -> tuple[str, str]:
        """What it is called where it comes from."""
        return self.source, self.source_id


@dataclass
class TicketsDraft:
    """The matters of a file that are no tickets yet. One that is, is changed by its handler only."""

    rows: Sequence[TicketRow]
    known: set[tuple[str, str]]
    nodes: dict[str, int]
    county: County

    @cached_property
    def new(self) -> list[TicketRow]:
        """Matters that came by no earlier file."""
        return [row for row in self.rows if row.key not in self.known]

    @property
    def tally(self) -> Tally:
        """Counted by matter."""
        return Tally.of((row.key for row in self.rows), {row.key for row in self.new}, set())

    def write(self, register: Register) -> None:
        """Enter them one by one, in the order of the file, and tell the handlers."""
        if self.county.office is None:
            raise ValueError("tickets are imported with the whole office")
        for row in self.new:
            desk = Desk(self.county.office, register.session, self.county.now, Speaker(CHANNEL))
            said = self._enter(desk, row)
            ways.say(desk, ways.place(desk, said), f"{CHANNEL}/{row.source}/{row.source_id}")
            register.progress(1)

    def _enter(self, desk: Desk, row: TicketRow) -> list[Outgoing]:
        verdict = judged(desk.office, row.text)
        matter = Matter(
            text=row.text,
            verdict=verdict,
            node_id=self.nodes[row.grid],
            source=row.source,
            reporter=None,
            source_id=row.source_id,
            at=self.county.moment(row.at) if row.at else None,
        )
        return settle(desk, open_ticket(desk, matter), to_chief=False, why=CHANNEL)


def draw_up(rows: Sequence[TicketRow], register: Register, county: County, flaws: Flaws) -> Draft:
    """Judge the matters of a file."""
    blame_repeated(rows, lambda row: row.source_id and row.key, "source_id", flaws)
    for row in rows:
        if row.at is not None and county.moment(row.at) > county.now:
            flaws.add(row.line, "at", "this moment is still to come; write when the matter was taken")
    nodes = blame_unknown_places(rows, register, flaws)
    return TicketsDraft(rows, register.tickets({row.key for row in rows}), nodes, county)


KIND = Kind("tickets", COLUMNS, TicketRow, draw_up, needs_office=True)
