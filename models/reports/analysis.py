"""Analysis 分析: all that a weekly, monthly or quarterly report knows of a place, in numbers and tickets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from models.calendar import Calendar
from models.grid import GridNode
from models.likely_places import children
from models.reports.beyond import PAST, is_beyond, usual
from models.reports.figures import MEASURES, NEW, SOLVED, UNSOLVED, Counted, count
from models.reports.matters import Matter, first_day, matters, said_between
from models.reports.span import Form, Span, earlier

SHOWN = 5
"""How many spans the trend shows before the present one."""


@dataclass(frozen=True, slots=True)
class Past:
    """One span of the trend."""

    span: Span
    new: int
    solved: int
    unsolved: int


@dataclass(frozen=True, slots=True)
class Rise:
    """预警: a place has more new matters of a category than its own past lets expect."""

    node_id: int
    category: str
    numbers: tuple[int, ...]
    usual: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known of a place in a span."""

    form: Form
    span: Span
    counted: Sequence[Counted]
    trend: Sequence[Past]
    rises: Sequence[Rise]

    def content(self) -> dict[str, Any]:
        """As it is stored when it is given out."""
        return {
            "counted": [one.row() for one in self.counted],
            "trend": [
                [one.span.first.isoformat(), one.span.last.isoformat(), one.new, one.solved, one.unsolved]
                for one in self.trend
            ],
            "rises": [[one.node_id, one.category, list(one.numbers), one.usual] for one in self.rises],
        }

    @classmethod
    def of_content(cls, form: Form, span: Span, content: Mapping[str, Any]) -> Analysis:
        """From what `content` stored."""
        days = date.fromisoformat
        return cls(
            form,
            span,
            [Counted.of_row(row) for row in content["counted"]],
            [Past(Span(days(first), days(last)), *counts) for first, last, *counts in content["trend"]],
            [Rise(node, category, tuple(found), mean) for node, category, found, mean in content["rises"]],
        )


def analyse(session: Session, calendar: Calendar, node: GridNode, of: tuple[Form, Span]) -> Analysis:
    """What is known now of a node and all below it in a span."""
    form, span = of
    past = earlier(form, span, PAST)
    zone = calendar.zone
    found = matters(session, node.path, past[0].begins(zone), span.ends(zone))
    within = span.begins(zone), span.ends(zone)
    said = said_between(session, {one.number for one in found}, *within)
    began = first_day(session, node.path)
    known = [one for one in past if began is not None and began < one.ends(zone)]
    return Analysis(
        form,
        span,
        count(found, said, calendar, within),
        [_past(found, one, calendar) for one in [*known[-SHOWN:], span]],
        rises(found, children(session, node.id or 0), [*known, span], calendar),
    )


def _past(found: Sequence[Matter], span: Span, calendar: Calendar) -> Past:
    within = span.begins(calendar.zone), span.ends(calendar.zone)
    counts = {one.name: one.is_counted for one in MEASURES}
    new, solved, unsolved = (
        sum(test(one, *within) for one in found) if (test := counts[name]) else 0
        for name in (NEW, SOLVED, UNSOLVED)
    )
    return Past(span, new, solved, unsolved)


def rises(
    found: Sequence[Matter], places: Sequence[GridNode], spans: Sequence[Span], calendar: Calendar
) -> list[Rise]:
    """The places and categories whose last span is beyond what the spans before it let expect."""
    dated: list[tuple[str, str, int, int]] = []
    for at, span in enumerate(spans):
        begins, ends = span.begins(calendar.zone), span.ends(calendar.zone)
        dated += [(one.path, one.category, at, one.number) for one in found if one.is_new(begins, ends)]
    last, raised = len(spans) - 1, []
    for node in places:
        mine = [row for row in dated if row[0].startswith(node.path)]
        counts = Counter((category, at) for _, category, at, _ in mine)
        for category in sorted({row[1] for row in mine if row[2] == last}):
            before = [counts[category, at] for at in range(last)]
            if is_beyond(counts[category, last], before):
                numbers = tuple(row[3] for row in mine if row[1:3] == (category, last))
                raised.append(Rise(node.id or 0, category, numbers, usual(before)))
    return raised
