"""Sums of a ledger 汇总: by place and category, 化解 beside 未化解, and the tickets behind every number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from handlers.desk import Desk
from handlers.papers.analysis import OWN, TOTAL, days, definitions
from handlers.papers.ledger import Value, listed
from handlers.papers.wording import full_day
from models.grid import GridNode
from models.likely_places import children
from models.reports.figures import CARRIED, NEW, OVERDUE, SOLVED, UNSOLVED, Counted, numbers
from models.reports.span import Span
from models.ticket import Kind

PAIRS = (NEW, SOLVED, UNSOLVED)
WHOLE = (CARRIED, NEW, SOLVED, UNSOLVED, OVERDUE)


@dataclass(frozen=True)
class Ledger:
    """What a ledger is about, and what it counts."""

    desk: Desk
    node: GridNode
    span: Span
    counted: Sequence[Counted]
    named: bool
    frozen: str = ""
    """When its figures were given out, if they were; else empty."""

    @property
    def title(self) -> str:
        """Its title."""
        return f"{self.node.name}矛盾纠纷和便民服务台账"

    @property
    def subtitle(self) -> str:
        """Its span, and the day of its numbers."""
        state = f"{self.frozen}发布" if self.frozen else f"数字截至{full_day(self.desk, self.desk.now)}"
        return f"统计期：{days(self.span)}　{state}　单位：件"

    @cached_property
    def count(self) -> int:
        """How many lines it has."""
        return len(listed(self.counted))

    @property
    def notes(self) -> list[str]:
        """How it counts, and what was left out of it."""
        shown = "" if self.named else "反映人姓名和号码已隐去，需要时写明理由另行导出"
        frozen = "汇总数字为发布时的数字，逐件各行为现在的情况" if self.frozen else ""
        return [*definitions(), *filter(None, (frozen, shown))]

    @cached_property
    def places(self) -> list[tuple[str, list[Counted]]]:
        """What lies in each place below, and what is the place's own."""
        below = children(self.desk.session, self.node.id or 0)
        rows = [
            (one.name, [each for each in self.counted if each.path.startswith(one.path)]) for one in below
        ]
        own = [one for one in self.counted if one.node_id == self.node.id]
        return [*rows, *([(OWN, own)] if own or not rows else [])]

    @cached_property
    def categories(self) -> list[tuple[str, list[Counted]]]:
        """What is of each category."""
        codes = sorted({(one.kind, one.category) for one in self.counted})
        named = self.desk.office.catalogue.named
        return [
            (named(code).label, [one for one in self.counted if one.category == code]) for _, code in codes
        ]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of sums."""

    name: str
    widths: Sequence[int]
    heads: Sequence[Sequence[str]]
    rows: Sequence[Sequence[Value]]


def sums(ledger: Ledger) -> list[Table]:
    """By place, with the pairs of both kinds; by category."""
    whole = (TOTAL, list(ledger.counted))
    by_place: list[list[Value]] = [[name, *_pairs(among)] for name, among in [*ledger.places, whole]]
    by_category: list[list[Value]] = [
        [name, *(len(numbers(among, measure)) for measure in WHOLE)]
        for name, among in [*ledger.categories, whole]
    ]
    above = [
        "",
        *(
            word
            for label in (*(kind.label for kind in Kind), TOTAL)
            for word in (label, *[""] * (len(PAIRS) - 1))
        ),
    ]
    return [
        Table("分地区", [16, *[9] * 3 * len(PAIRS)], [above, ["地区", *PAIRS * 3]], by_place),
        Table("分类别", [18, *[11] * len(WHOLE)], [["类别", *WHOLE]], by_category),
    ]


def _pairs(among: Sequence[Counted]) -> list[int]:
    """The pairs of the disputes, of the services and of both."""
    sorts = [[one for one in among if one.kind == kind] for kind in Kind]
    return [len(numbers(some, measure)) for some in (*sorts, among) for measure in PAIRS]


def sources(ledger: Ledger) -> Table:
    """Every number that is not nought, and the tickets behind it."""
    rows: list[list[Value]] = [
        [place, label, measure, len(found), "、".join(map(str, found))]
        for place, among in ledger.places
        for label, some in _by_category(ledger, among)
        for measure in WHOLE
        if (found := numbers(some, measure))
    ]
    return Table("数字来源", [16, 18, 11, 9, 80], [["地区", "类别", "指标", "件数", "编号"]], rows)


def _by_category(ledger: Ledger, among: Sequence[Counted]) -> list[tuple[str, list[Counted]]]:
    here = {one.number for one in among}
    return [(label, [one for one in some if one.number in here]) for label, some in ledger.categories]
