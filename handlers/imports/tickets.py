"""`import tickets`: matters from 12345, 110, the window …: each becomes a confirmed ticket, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers import ways
from handlers.actions import match, sources
from handlers.actions.decide import settle
from handlers.actions.enter import judged
from handlers.actions.match import Case, Matcher
from handlers.actions.report import Matter, open_ticket
from handlers.actions.sources import Received
from handlers.desk import Desk, Speaker
from handlers.imports import masking
from handlers.imports.cells import code, moment, name, text
from handlers.imports.columns import Column
from handlers.imports.draft import County, Draft, Kind, Tally
from handlers.imports.lines import Flaws, Line, blame_repeated
from handlers.imports.places import GRID, blame_unknown_places
from models.imports import Register
from models.outbox import Outgoing
from models.ticket import by_number
from nlp.verdict import Verdict

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
class Matched:
    """A matter that came by no earlier file, and what tells the same: a ticket by number, or a row before."""

    row: TicketRow
    verdict: Verdict
    case: Case
    same: int | Matched | None
    number: int | None = None
    """The ticket it became, or was added to."""

    @property
    def is_new(self) -> bool:
        """Whether it becomes a ticket of its own."""
        return self.same is None

    @property
    def of_ticket(self) -> int | None:
        """The number of the ticket that tells the same, as far as there is one."""
        return self.same.number if isinstance(self.same, Matched) else self.same

    def told(self) -> str:
        """What the import's report says of it."""
        name = f"row {self.row.line.row} ({self.row.source} {self.row.source_id})"
        if self.is_new:
            return f"{name}: new, ticket {self.number}" if self.number else f"{name}: new"
        if isinstance(self.same, Matched) and self.of_ticket is None:
            return f"{name}: the same matter as row {self.same.row.line.row}"
        return f"{name}: the same matter as ticket {self.of_ticket}"


@dataclass
class TicketsDraft:
    """The matters of a file that are not known by an earlier one; each is a ticket, or joins one."""

    rows: Sequence[TicketRow]
    matched: Sequence[Matched]
    nodes: dict[str, int]
    county: County

    @property
    def tally(self) -> Tally:
        """Counted by matter; what joins a ticket changes it."""
        new = {one.row.key for one in self.matched if one.is_new}
        joined = {one.row.key for one in self.matched if not one.is_new}
        tally = Tally.of((row.key for row in self.rows), new, joined)
        tally.notes = [one.told() for one in self.matched]
        return tally

    def write(self, register: Register) -> None:
        """Enter them one by one, in the order of the file, and tell the handlers."""
        for one in self.matched:
            desk = _desk(register, self.county)
            desk.said_at = one.case.at
            said = self._enter(desk, one) if one.is_new else _add(desk, one)
            ways.say(desk, ways.place(desk, said), f"{CHANNEL}/{one.row.source}/{one.row.source_id}")
            register.progress(1)

    def _enter(self, desk: Desk, one: Matched) -> list[Outgoing]:
        matter = Matter(
            text=one.row.text,
            verdict=one.verdict,
            node_id=self.nodes[one.row.grid],
            source=one.row.source,
            reporter=None,
            source_id=one.row.source_id,
            at=one.case.at,
        )
        ticket = open_ticket(desk, matter)
        one.number = ticket.number
        return settle(desk, ticket, to_chief=False, why=CHANNEL)


def draw_up(rows: Sequence[TicketRow], register: Register, county: County, flaws: Flaws) -> Draft:
    """Judge the matters of a file."""
    blame_repeated(rows, lambda row: row.source_id and row.key, "source_id", flaws)
    for row in rows:
        if row.at is not None and county.moment(row.at) > county.now:
            flaws.add(row.line, "at", "this moment is still to come; write when the matter was taken")
    nodes = blame_unknown_places(rows, register, flaws)
    known = register.tickets({row.key for row in rows})
    new = [] if flaws else [row for row in rows if row.key not in known]
    return TicketsDraft(rows, _match(_desk(register, county), new, nodes, county), nodes, county)


def _add(desk: Desk, one: Matched) -> list[Outgoing]:
    ticket, row = by_number(desk.session, one.of_ticket or 0), one.row
    assert ticket is not None
    return sources.add(desk, ticket, Received(row.source, row.source_id, one.case.at, row.text), CHANNEL)


def _match(desk: Desk, rows: Sequence[TicketRow], nodes: dict[str, int], county: County) -> Sequence[Matched]:
    found, matcher = list[Matched](), Matcher(desk)
    for row in rows:
        verdict, at = judged(desk.office, row.text), county.moment(row.at) if row.at else county.now
        desk.said_at = at
        case = match.case_of(desk, verdict, desk.node(nodes[row.grid]), row.text, at)
        before = (one for one in found if one.is_new and match.same(desk, one.case, case))
        ticket = matcher.find(case)
        found.append(Matched(row, verdict, case, ticket.number if ticket else next(before, None)))
    return found


def _desk(register: Register, county: County) -> Desk:
    if county.office is None:
        raise ValueError("tickets are imported with the whole office")
    return Desk(county.office, register.session, county.now, Speaker(CHANNEL))


KIND = Kind("tickets", COLUMNS, TicketRow, draw_up, needs_office=True)
