"""Ledger 台账: one line a matter, as the office's registers have it, and the sums over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from handlers.desk import Desk
from handlers.wording import masked, masked_name
from models.reports.figures import CARRIED, NEW, SOLVED, UNSOLVED, Counted
from models.reports.span import Span
from models.ticket import Flag, Kind, Status, Ticket, Urgency
from models.ticket_list import WithPeople, of_numbers

ANSWERS = ("满意", "基本满意", "部分解决", "不满意")
Value = str | int | datetime | None


@dataclass
class Register:
    """What the lines of one ledger share. `named`: with whole names and numbers, for a stated reason."""

    desk: Desk
    span: Span
    named: bool
    places: dict[int, str] = field(default_factory=dict)
    towns: dict[int, str] = field(default_factory=dict)

    def place(self, node_id: int) -> str:
        """A place by its whole name, below the county."""
        if node_id not in self.places:
            self.places[node_id] = self.desk.place_name(node_id)
        return self.places[node_id]

    def town(self, path: str) -> str:
        """The place just below the top of the tree in which a path lies; the top itself for its own."""
        ids = [int(part) for part in path.strip("/").split("/")]
        town = ids[min(1, len(ids) - 1)]
        if town not in self.towns:
            self.towns[town] = self.desk.node(town).name
        return self.towns[town]


@dataclass(frozen=True, slots=True)
class Line:
    """One matter on its way into a line."""

    register: Register
    position: int
    counted: Counted
    whole: WithPeople

    @property
    def ticket(self) -> Ticket:
        """Its ticket."""
        return self.whole.ticket

    def local(self, moment: datetime | None) -> datetime | None:
        """A moment on the county's clock."""
        return None if moment is None else self.register.desk.office.calendar.local(moment)

    def words(self, text: str | None) -> str:
        """Somebody's words: numbers of people are hidden unless a reason was given."""
        return (text or "") if self.register.named else masked(text or "")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, other names that offices give it, how wide it is in characters, and its value."""

    name: str
    also: tuple[str, ...]
    width: int
    value: Callable[[Line], Value]


def _state(line: Line) -> str:
    ends = line.register.span.ends(line.register.desk.office.calendar.zone)
    resolved = line.ticket.resolved_at
    return SOLVED if resolved is not None and resolved < ends else UNSOLVED


def _reporter(line: Line) -> str:
    person, account = line.whole.reporter, line.whole.account
    if account is None:
        return ""
    name = person.name if person is not None else account.name
    return (name or "居民") if line.register.named else masked_name(name)


def _handler(line: Line) -> str:
    return "" if line.whole.handler is None else line.whole.handler.name


COLUMNS = (
    Column("序号", (), 6, lambda one: one.position),
    Column("编号", ("工单号", "工单编号", "事项编号"), 8, lambda one: one.ticket.number),
    Column("登记时间", ("受理时间", "登记日期", "时间"), 16, lambda one: one.local(one.ticket.created_at)),
    Column("来源", ("信息来源", "来源渠道"), 10, lambda one: one.ticket.source),
    Column(
        "镇街", ("乡镇", "镇", "镇（街道）", "乡镇街道"), 12, lambda one: one.register.town(one.counted.path)
    ),
    Column(
        "地点", ("网格", "所属网格", "地址", "村组"), 18, lambda one: one.register.place(one.ticket.node_id)
    ),
    Column("反映人", ("姓名", "诉求人", "当事人"), 10, _reporter),
    Column("类型", ("事项类型",), 10, lambda one: Kind(one.ticket.kind).label),
    Column(
        "类别",
        ("纠纷类型", "事项类别", "纠纷类别"),
        14,
        lambda one: one.register.desk.office.catalogue.named(one.ticket.category).label,
    ),
    Column(
        "内容",
        ("事项内容", "主要内容", "诉求内容", "事由", "基本情况"),
        48,
        lambda one: one.words(one.ticket.text),
    ),
    Column("紧急程度", ("紧急",), 10, lambda one: Urgency(one.ticket.urgency).label),
    Column(
        "经办人",
        ("办理人", "责任人", "承办人"),
        10,
        _handler,
    ),
    Column("现状", ("状态", "办理状态", "办理进度"), 10, lambda one: Status(one.ticket.status).label),
    Column("化解情况", ("是否化解",), 10, _state),
    Column("期限", ("办理期限", "办结期限"), 16, lambda one: one.local(one.ticket.due_at)),
    Column("办结时间", ("办结日期", "化解时间"), 16, lambda one: one.local(one.ticket.resolved_at)),
    Column("办理结果", ("处理结果", "化解结果", "结果"), 36, lambda one: one.words(one.ticket.result)),
    Column(
        "满意度",
        ("群众评价", "满意情况"),
        10,
        lambda one: next((name for name in ANSWERS if name in one.counted.measures), ""),
    ),
    Column("标记", ("备注",), 14, lambda one: "、".join(Flag(flag).label for flag in one.ticket.flags)),
)
BY_NAME: Mapping[str, Column] = {word: one for one in COLUMNS for word in (one.name, *one.also)}


def listed(counted: Sequence[Counted]) -> list[Counted]:
    """What stands in a ledger: all that was open at the beginning of the span or registered in it."""
    return [one for one in counted if CARRIED in one.measures or NEW in one.measures]


def lines(register: Register, counted: Sequence[Counted]) -> Iterator[Line]:
    """The lines of a ledger in the order of the numbers; read in portions, however long it is."""
    by_number = {one.number: one for one in listed(counted)}
    found = of_numbers(register.desk.session, sorted(by_number))
    for position, whole in enumerate(found, start=1):
        yield Line(register, position, by_number[whole.ticket.number], whole)
