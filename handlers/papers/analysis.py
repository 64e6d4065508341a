"""Analysis 周分析、月研判: the paper that a meeting is held over. It counts matters and names nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.desk import Desk
from handlers.papers.blocks import Block, Heading, Paragraph, Rows, Signature, Title
from handlers.papers.wording import full_day
from models.grid import GridNode
from models.likely_places import children
from models.reports.analysis import Analysis
from models.reports.beyond import CHANCE, PAST
from models.reports.figures import (
    CARRIED,
    CLUSTER,
    MEASURES,
    NEW,
    OVERDUE,
    REOPENED,
    SOLVED,
    SUPERVISED,
    UNSOLVED,
    Counted,
    clusters,
    numbers,
)
from models.reports.span import Form, Span

NAMES = {Form.WEEKLY: "周分析", Form.MONTHLY: "月研判", Form.QUARTERLY: "季度研判"}
TERMS = {Form.WEEKLY: "本周", Form.MONTHLY: "本月", Form.QUARTERLY: "本季度"}
COLUMNS = (CARRIED, NEW, SOLVED, UNSOLVED, OVERDUE)
MOST = 30
"""So many overdue matters are listed; how many more there are is said."""
TOTAL, OWN, NONE = "合计", "本级", "没有。"


@dataclass(frozen=True, slots=True)
class Told:
    """An analysis on its way into words."""

    desk: Desk
    node: GridNode
    analysis: Analysis
    published_at: datetime | None

    def label(self, category: str) -> str:
        """A category in the users' word."""
        return self.desk.office.catalogue.named(category).label

    def figure(self, measure: str) -> int:
        """How many matters of the whole place a measure counts."""
        return len(numbers(self.analysis.counted, measure))


def paper(told: Told) -> list[Block]:
    """The paper of a meeting."""
    span = told.analysis.span
    blocks: list[Block] = [Title(f"{told.node.name}矛盾纠纷和便民服务事项{NAMES[told.analysis.form]}")]
    blocks.append(Paragraph(f"统计期：{days(span)}。{_state(told)}"))
    for numeral, (title, part) in zip("一二三四五六七八九", _PARTS, strict=False):
        blocks += [Heading(f"{numeral}、{title}"), *(part(told) or [Paragraph(NONE)])]
    day = full_day(told.desk, told.published_at or told.desk.now)
    return [*blocks, Signature(f"{told.node.name}综治中心", day)]


def days(span: Span) -> str:
    """A span as papers have it: 2026年11月16日至11月22日."""
    first, last = span.first, span.last
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{first.year}年{first.month}月{first.day}日至{year}{last.month}月{last.day}日"


def _state(told: Told) -> str:
    if told.published_at is None:
        return f"数字截至{full_day(told.desk, told.desk.now)}，没有发布。"
    return f"{full_day(told.desk, told.published_at)}发布，此后的变动不计入。"


def _general(told: Told) -> list[Block]:
    analysis = told.analysis
    new = [one for one in analysis.counted if NEW in one.measures]
    disputes = sum(one.kind == "dispute" for one in new)
    text = (
        f"{TERMS[analysis.form]}新登记{len(new)}件，"
        f"其中矛盾纠纷{disputes}件、便民服务{len(new) - disputes}件；"
        f"化解{told.figure(SOLVED)}件；期末未化解{told.figure(UNSOLVED)}件，其中超期{told.figure(OVERDUE)}件、"
        f"督办{told.figure(SUPERVISED)}件。"
    )
    return [Paragraph(text), Paragraph(_satisfaction(told))]


def _satisfaction(told: Told) -> str:
    well, fair, partly, badly = (told.figure(name) for name in ("满意", "基本满意", "部分解决", "不满意"))
    answers = well + fair + partly + badly
    if not answers:
        return "反映人答复：还没有。"
    share = 100 * (well + fair) / answers
    return (
        f"反映人答复{answers}次：满意{well}、基本满意{fair}、部分解决{partly}、不满意{badly}；"
        f"满意率{share:.1f}%（{well + fair}/{answers}，满意率=（满意+基本满意）/全部答复，没有答复的不计）。"
    )


def _by_place(told: Told) -> list[Block]:
    places = children(told.desk.session, told.node.id or 0)
    rows = [
        (place.name, [one for one in told.analysis.counted if one.path.startswith(place.path)])
        for place in places
    ]
    own = [one for one in told.analysis.counted if one.node_id == told.node.id]
    return _table("地区", [*rows, *([(OWN, own)] if own or not rows else [])], told)


def _by_category(told: Told) -> list[Block]:
    counted = told.analysis.counted
    codes = sorted({(one.kind, one.category) for one in counted})
    rows = [(told.label(code), [one for one in counted if one.category == code]) for _, code in codes]
    return _table("类别", rows, told) if rows else []


def _table(first: str, rows: Sequence[tuple[str, Sequence[Counted]]], told: Told) -> list[Block]:
    whole = (TOTAL, told.analysis.counted)
    cells = [
        [name, *(str(len(numbers(among, measure))) for measure in COLUMNS)] for name, among in [*rows, whole]
    ]
    return [Rows((first, *COLUMNS), cells, (3, 2, 2, 2, 2, 2))]


def _overdue(told: Told) -> list[Block]:
    late = [one for one in told.analysis.counted if OVERDUE in one.measures]
    late.sort(key=lambda one: (one.due_on or date.max, one.number))
    rows = [
        (*_what(told, one), told.desk.place_name(one.node_id), _day(one.created_on), _day(one.due_on))
        for one in late[:MOST]
    ]
    head = ("编号", "类别", "地点", "登记", "期限")
    table: list[Block] = [Rows(head, rows, (2, 3, 4, 3, 3))] if rows else []
    more = len(late) - MOST
    return [*table, Paragraph(f"另有{more}件，见台账。")] if more > 0 else table


def _alike(told: Told) -> list[Block]:
    lines = [
        f"{told.desk.place_name(some[0].node_id)}{told.label(some[0].category)}{len(some)}件（{_listed(some)}）"
        for some in clusters(told.analysis.counted)
    ]
    return [Paragraph("；\n".join(lines) + "。")] if lines else []


def _again(told: Told) -> list[Block]:
    back = [one for one in told.analysis.counted if REOPENED in one.measures]
    lines = ["，".join((*_what(told, one), told.desk.place_name(one.node_id))) for one in back]
    return [Paragraph("；\n".join(lines) + "。")] if lines else []


def _rises(told: Told) -> list[Block]:
    lines = [
        f"{told.desk.node(one.node_id).name}{told.label(one.category)}{len(one.numbers)}件，"
        f"平常{one.usual:.1f}件（{'、'.join(f'{number}号' for number in one.numbers)}），请研判"
        for one in told.analysis.rises
    ]
    return [Paragraph("；\n".join(lines) + "。")] if lines else []


def _trend(told: Told) -> list[Block]:
    rows = [
        (f"{_day(one.span.first)}至{_day(one.span.last)}", str(one.new), str(one.solved), str(one.unsolved))
        for one in told.analysis.trend
    ]
    return [Rows(("统计期", NEW, SOLVED, UNSOLVED), rows, (5, 2, 2, 2))]


def _definitions(_: Told) -> list[Block]:
    return [Paragraph("；\n".join(definitions()) + "。")]


def definitions() -> list[str]:
    """What every figure means."""
    return [
        *(f"{one.name}：{one.definition}" for one in MEASURES),
        "一件事项只计一次：没有确认的、不予受理的、撤回的、并入别件的不计；重新办理的算作没有结果",
        f"同类事项：期内同一地点同一类别新登记{CLUSTER}件以上",
        f"预警：新登记数超出前{PAST}期的平常（按泊松分布，偶然达到的可能小于{CHANCE:.0%}），只计事项，不计人",
    ]


def _what(told: Told, one: Counted) -> tuple[str, str]:
    return f"{one.number}号", told.label(one.category)


def _listed(some: Sequence[Counted]) -> str:
    return "、".join(f"{one.number}号" for one in some)


def _day(on: date | None) -> str:
    return "" if on is None else f"{on.month}月{on.day}日"


_PARTS: Sequence[tuple[str, Callable[[Told], list[Block]]]] = (
    ("总体情况", _general),
    ("分地区", _by_place),
    ("分类别", _by_category),
    ("超期未办结", _overdue),
    ("同类事项", _alike),
    ("反复事项", _again),
    ("预警提示", _rises),
    ("变化趋势", _trend),
    ("统计口径", _definitions),
)


def figures(told: Told) -> Iterator[tuple[str, str, list[int]]]:
    """Every figure of the whole place: its name, its definition, and the tickets behind it."""
    for one in MEASURES:
        yield one.name, one.definition, numbers(told.analysis.counted, one.name)
