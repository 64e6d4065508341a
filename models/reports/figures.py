"""Figures 指标: what is counted, each with its definition, and the tickets behind each number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from typing import Any

from models.calendar import Calendar
from models.moves import Action
from models.reports.matters import AGAIN, Matter
from models.ticket import Flag

CLUSTER = 3
"""From how many of one category at one place in one span on they are 同类事项."""
CARRIED, NEW, SOLVED, UNSOLVED, OVERDUE = "上期结转", "新增", "化解", "未化解", "超期"
SUPERVISED, ESCALATED, REOPENED = "督办", "上报", "反复"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is counted: its name for users, its definition, and which matters it counts.

    By what a matter was between two moments, or by what was said of it between them.
    """

    name: str
    definition: str
    is_counted: Callable[[Matter, datetime, datetime], bool] | None = None
    said: tuple[Action, ...] = ()


MEASURES = (
    Measure(CARRIED, "期初以前登记、期初时没有办结的", lambda one, begins, _: one.is_open(begins)),
    Measure(NEW, "期内登记并已确认的", lambda one, begins, ends: one.is_new(begins, ends)),
    Measure(SOLVED, "期内办结的，不论何时登记", lambda one, begins, ends: one.is_solved(begins, ends)),
    Measure(UNSOLVED, "期末没有办结的", lambda one, _, ends: one.is_open(ends)),
    Measure(
        OVERDUE,
        "期末没有办结、现在这一级的期限已过的",
        lambda one, _, ends: one.is_open(ends) and one.is_late(ends),
    ),
    Measure(
        SUPERVISED,
        "期末没有办结、督办过的",
        lambda one, _, ends: one.is_open(ends) and one.has(Flag.SUPERVISED),
    ),
    Measure(
        ESCALATED,
        "期末没有办结、上报过的",
        lambda one, _, ends: one.is_open(ends) and one.has(Flag.ESCALATED),
    ),
    Measure(REOPENED, "期内有过结果又重新办理的", said=AGAIN),
    Measure("满意", "期内反映人答复满意的", said=(Action.SATISFIED,)),
    Measure("基本满意", "期内反映人答复基本满意的", said=(Action.MOSTLY_SATISFIED,)),
    Measure("部分解决", "期内反映人答复部分解决的", said=(Action.PARTLY_SOLVED,)),
    Measure("不满意", "期内反映人答复不满意的", said=(Action.UNSATISFIED,)),
)
"""上期结转 + 新增 = 化解 + 未化解, whatever is asked of: what was opened again counts as without result."""
NAMES = tuple(one.name for one in MEASURES)


@dataclass(frozen=True, slots=True)
class Counted:
    """One ticket and the measures that count it: all that a report keeps of a matter."""

    number: int
    node_id: int
    path: str
    kind: str
    category: str
    created_on: date
    due_on: date | None
    measures: tuple[str, ...]

    def row(self) -> list[Any]:
        """As it is stored when it is published."""
        days = [None if one is None else one.isoformat() for one in (self.created_on, self.due_on)]
        return [*astuple(self)[:5], *days, list(self.measures)]

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> Counted:
        """From what `row` stored."""
        number, node, path, kind, category, created, due, measures = row
        days = date.fromisoformat(created), due and date.fromisoformat(due)
        return cls(number, node, path, kind, category, *days, tuple(measures))


def count(
    among: Iterable[Matter],
    said: Mapping[str, Collection[int]],
    calendar: Calendar,
    within: tuple[datetime, datetime],
) -> list[Counted]:
    """What each measure counts between two moments; a ticket that none counts is left out."""
    begins, ends = within
    spoken = {
        one.name: {number for action in one.said for number in said.get(action, ())} for one in MEASURES
    }
    found = []
    for one in among:
        names = tuple(
            measure.name
            for measure in MEASURES
            if (measure.is_counted is not None and measure.is_counted(one, begins, ends))
            or one.number in spoken[measure.name]
        )
        if names:
            found.append(_counted(one, names, calendar))
    return found


def _counted(one: Matter, names: tuple[str, ...], calendar: Calendar) -> Counted:
    due = None if one.due_at is None else calendar.today(one.due_at)
    day = calendar.today(one.created_at)
    return Counted(one.number, one.node_id, one.path, one.kind, one.category, day, due, names)


def numbers(among: Iterable[Counted], measure: str) -> list[int]:
    """The tickets behind a figure."""
    return [one.number for one in among if measure in one.measures]


def clusters(among: Iterable[Counted]) -> list[list[Counted]]:
    """同类事项: `CLUSTER` or more of one category registered at one place in the span, the most first."""
    alike: dict[tuple[int, str], list[Counted]] = defaultdict(list)
    for one in among:
        if NEW in one.measures:
            alike[one.node_id, one.category].append(one)
    found = [some for some in alike.values() if len(some) >= CLUSTER]
    return sorted(found, key=lambda some: (-len(some), some[0].number))
