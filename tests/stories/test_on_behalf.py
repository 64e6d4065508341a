"""代报: one of the staff enters what somebody told by telephone, at the window, on a visit."""

from __future__ import annotations

import pytest
from sqlmodel import select

from models.grid import GridNode
from models.source import TicketSource
from tests.town import Town

LAMP = "村口的路灯坏了三天了，没人来修"


def sources(town: Town) -> list[tuple[int, str, str | None]]:
    """All sources of all tickets."""
    with town.database.reading() as session:
        rows = session.exec(select(TicketSource).order_by(TicketSource.id))  # type: ignore[arg-type]
        return [(one.ticket, one.source, one.source_id) for one in rows]


@pytest.mark.parametrize(
    ("said", "source"),
    [
        (f"代报 电话 {LAMP}", "电话"),
        (f"代报 窗口：{LAMP}", "窗口"),
        (f"代报，接访，{LAMP}", "接访下访"),
        (f"代报 12345 {LAMP}", "12345"),
        (f"代报\n摸排\n{LAMP}", "基层摸排"),
        (f"代报 {LAMP}", "基层摸排"),
    ],
)
def test_it_is_confirmed_at_once(town: Town, said: str, source: str) -> None:
    """Staff said it: nobody is asked; the line by which it came is kept, and not its word in the text."""
    town.whispers("孙网格长", said)
    assert town.hears("孙网格长") == ["【1号】已登记，交赵网格员办理"]
    assert town.hears("赵网格员")[0].startswith("请办理【1号】（道路路灯交通）")
    assert town.group_hears() == []
    ticket = town.ticket(1)
    assert (ticket.status, ticket.source, ticket.text) == ("confirmed", source, LAMP)
    assert sources(town) == [(1, source, None)]
    assert [one.action for one in town.events(1)] == ["report", "confirm", "assign"]
    assert town.repeats() == "duplicate"


def test_whoever_entered_it_hears_the_result(town: Town) -> None:
    """He answers the caller, and says 满意 for him; 进度 names the line."""
    town.whispers("周主任", f"代报 电话 3组{LAMP}")
    town.hush()
    town.whispers("周主任", "进度 1")
    assert town.hears("周主任") == ["【1号】待受理，由赵网格员办理，3月3日前办好\n来源：电话"]
    town.whispers("赵网格员", "办结 1 换了灯泡")
    assert town.hears("周主任") == ["【1号】已办结：换了灯泡。请回复 满意 1 或 不满意 1"]
    town.whispers("周主任", "满意 1")
    assert town.ticket(1).status == "closed"


@pytest.mark.parametrize(
    ("who", "words", "place"),
    [
        ("赵网格员", LAMP, "3组"),
        ("周主任", f"四组{LAMP}", "4组"),
        ("周主任", LAMP, "幸福村"),
        ("钱镇长", f"清泉村1组{LAMP}", "1组"),
        ("郑主任", f"柳湾镇幸福村3组{LAMP}", "3组"),
    ],
)
def test_the_place_is_the_one_named_or_ones_own(town: Town, who: str, words: str, place: str) -> None:
    """The deepest place the words lead to, below the speaker's post."""
    town.whispers(who, f"代报 电话 {words}")
    with town.database.reading() as session:
        ticket = town.ticket(1)
        assert town.office.calendar.today(ticket.created_at) == town.now.date()
        assert session.get_one(GridNode, ticket.node_id).name == place


def test_the_centre_names_the_village(town: Town) -> None:
    """A county is no place to act at: what is missing is told, and nothing is registered."""
    town.whispers("郑主任", f"代报 电话 {LAMP}")
    assert town.hears("郑主任") == ["请写明哪个村组，例：代报 电话 幸福村3组路灯坏了三天"]
    town.whispers("外村网格员", f"代报 电话 幸福村3组{LAMP}")
    assert town.ticket(1).node_id != town.person("王大妈").node_id


def test_in_the_group_it_belongs_to_the_group(town: Town) -> None:
    """The result comes back there, to whoever entered it."""
    town.says("赵网格员", f"代报 电话 {LAMP}")
    (told,) = town.group_messages()
    assert (told.text, told.mentions) == ("【1号】已登记，交赵网格员办理", ("u-zhao",))


def test_danger_is_named_at_once(town: Town) -> None:
    """110, 119, 120 at once; the chief handles it."""
    town.whispers("赵网格员", "代报 电话 3组有家着火了，人还在里面")
    assert "110、119或120" in town.hears("赵网格员")[0]
    assert town.ticket(1).handler_id == town.person("孙网格长").id


def test_it_is_taken_back_by_withdrawing(town: Town) -> None:
    """撤销 says so, 撤回 does it; a recalled message too."""
    town.whispers("赵网格员", f"代报 电话 {LAMP}")
    town.hush()
    town.whispers("赵网格员", "撤销")
    assert town.hears("赵网格员") == ["登记了的事请用撤回，例：撤回 17"]
    town.whispers("赵网格员", "撤回 1")
    assert (town.ticket(1).status, town.ticket(1).text) == ("withdrawn", "")
    said = town.says("赵网格员", f"代报 电话 {LAMP}")
    town.recalls("赵网格员", said)
    assert town.ticket(2).text == ""


def test_what_is_no_matter_for_certain(town: Town) -> None:
    """In private staff have decided: registered as 其他; in the group it is talk, as it is from others."""
    town.says("赵网格员", "代报 名的来找我")
    town.says("王大妈", f"代报 电话 {LAMP}")
    town.says("路人", "代报")
    assert [one for one in town.group_hears() if "请确认" not in one] == []
    before = len(town.tickets())
    town.whispers("赵网格员", "代报 窗口 办事的人问材料")
    assert town.tickets()[before].category == "service_other"
    town.hush()
    town.whispers("王大妈", f"代报 电话 {LAMP}")
    assert town.hears("王大妈") == ["代报由网格员、网格长、村干部或综治中心使用，您不能办理。"]
    town.whispers("赵网格员", "代报")
    assert town.hears("赵网格员") == ["请写明什么事，例：代报 电话 村口路灯坏了三天"]
    assert len(town.tickets()) == before + 1


def test_a_merged_ticket_keeps_all_its_sources(town: Town) -> None:
    """One told in the chat, one by telephone: both lines are named."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.whispers("孙网格长", "代报 电话 老井边路灯也不亮")
    town.whispers("孙网格长", "合并 2 1")
    town.hush()
    town.says("王大妈", "进度 1")
    assert town.group_hears() == ["【1号】待受理，由赵网格员办理，3月3日前办好\n来源：群聊、电话"]


def test_what_may_be_open_already_is_named(town: Town) -> None:
    """Whoever entered it hears which ticket it may be, and puts them together by one press."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.hush()
    town.whispers("孙网格长", "代报 电话 村口的路灯不亮，没人修")
    told = town.private_messages("孙网格长")[-1]
    assert told.text == "【2号】可能和【1号】是同一件事，是就回复：合并 2 1"
    town.whispers("孙网格长", told.choices[0])
    assert (town.ticket(2).status, town.ticket(2).merged_into) == ("merged", 1)
    town.whispers("孙网格长", "代报 电话 老井边下水道堵了，污水外溢")
    assert "可能和" not in "".join(town.hears("孙网格长"))
