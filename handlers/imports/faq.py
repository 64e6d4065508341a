"""`import faq`: frequent questions 便民咨询 with their answers, sources and expiry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from handlers.imports import masking
from handlers.imports.cells import day_or_never, name, text
from handlers.imports.columns import Column
from handlers.imports.draft import County, Draft, Kind, Tally
from handlers.imports.lines import Flaws, Line, blame_repeated
from models.imports import Register
from models.knowledge import Faq
from models.stored import StoredFaq

COLUMNS = (
    Column("question", ("问题",), name(200), masking.words, blank="", required=True, filled=True),
    Column("answer", ("答案", "回答"), text(2000), masking.words, blank="", required=True, filled=True),
    Column("source", ("来源",), name(200), blank="", required=True, filled=True),
    Column("expires", ("有效期", "有效期至"), day_or_never),
)


@dataclass(frozen=True, slots=True)
class FaqRow:
    """One question; without an expiry its answer holds until it is corrected."""

    line: Line
    question: str
    answer: str
    source: str
    expires: date | None


@dataclass
class FaqDraft:
    """The questions of a file over those that are answered already."""

    rows: Sequence[FaqRow]
    stored: Mapping[str, StoredFaq]

    @cached_property
    def new(self) -> list[FaqRow]:
        """Questions that were not answered yet."""
        return [row for row in self.rows if row.question not in self.stored]

    @cached_property
    def changed(self) -> list[FaqRow]:
        """Questions that get another answer, source or expiry."""
        pairs = ((row, self.stored.get(row.question)) for row in self.rows)
        return [
            row
            for row, old in pairs
            if old and (row.answer, row.source, row.expires) != (old.answer, old.source, old.expires)
        ]

    @property
    def tally(self) -> Tally:
        """Counted by question."""
        new, changed = ({row.question for row in rows} for rows in (self.new, self.changed))
        return Tally.of((row.question for row in self.rows), new, changed)

    def write(self, register: Register) -> None:
        """Add and correct them."""
        register.add(Faq, [{"question": row.question} | _columns(row) for row in self.new])
        register.change(Faq, [{"id": self.stored[row.question].id} | _columns(row) for row in self.changed])


def _columns(row: FaqRow) -> dict[str, Any]:
    return {"answer": row.answer, "source": row.source, "expires": row.expires}


def draw_up(rows: Sequence[FaqRow], register: Register, _county: County, flaws: Flaws) -> Draft:
    """Judge the questions of a file."""
    blame_repeated(rows, lambda row: row.question, "question", flaws)
    return FaqDraft(rows, register.faqs({row.question for row in rows}))


KIND = Kind("faq", COLUMNS, FaqRow, draw_up)
