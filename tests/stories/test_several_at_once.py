"""One command about several tickets: each by itself, and what cannot be done is told."""

from __future__ import annotations

from models.ticket import Ticket
from tests.town import Town

LAMP = "村口的路灯坏了三天了，没人来修"
WATER = "家里停水两天了，打电话也没人管"


def test_each_by_itself(town: Town) -> None:
    """确认 1 99 2: two are confirmed, one is told."""
    town.says("王大妈", LAMP)
    town.says("张大爷", WATER)
    town.hush()
    town.says("李群主", "确认 1 99 2")
    assert town.group_hears() == [
        "【1号】已登记，交赵网格员办理",
        "没有【99号】工单，请核对编号。",
        "【2号】已登记，交赵网格员办理",
    ]


def test_one_refusal_takes_nothing_back(town: Town) -> None:
    """满意 1 2 with only the first resolved: it is closed, the other is refused."""
    town.says("王大妈", LAMP)
    town.says("王大妈", WATER)
    town.says("李群主", "确认 1 2")
    town.whispers("赵网格员", "办结 1 换了灯泡")
    town.hush()
    town.says("王大妈", "满意 1 2")
    assert town.group_hears() == ["谢谢，【1号】已销号", "【2号】现在是“待受理”，不能评价。"]
    assert [one.status for one in town.tickets()] == ["closed", "confirmed"]
    assert town.is_whole(1)


def test_one_level_up_means_above_whoever_handled_it(town: Town) -> None:
    """The village cadre took it on and was not good enough: the town's rung is next, not the village's."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.whispers("周主任", "接单 1")
    town.whispers("周主任", "办结 1 看过了")
    town.says("王大妈", "不满意 1")
    assert town.ticket(1).handler_id == town.person("冯所长").id


def test_only_its_sender_or_a_keeper_recalls(town: Town) -> None:
    """Somebody else's recall of a message that is not his changes nothing; the owner may."""
    said = town.says("王大妈", LAMP)
    town.recalls("路人", said)
    assert town.ticket(1).status == "pending"
    town.recalls("李群主", said)
    assert town.ticket(1).status == "withdrawn"


def test_a_page_is_no_list(town: Town) -> None:
    """待办 with two numbers is one question, and has one answer."""
    town.whispers("小何", "待办 2 3")
    assert town.hears("小何") == ["您现在没有待办"]


def test_a_long_list_is_told_by_pages(town: Town) -> None:
    """待办 with eighty tickets: sixty lines, how to see the rest, and 待办 2 shows it."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    first = town.ticket(1)
    with town.database.session() as session:
        for number in range(2, 81):
            session.add(Ticket(**(first.model_dump() | {"number": number})))
    town.hush()
    town.whispers("赵网格员", "待办")
    lines = town.hears("赵网格员")[0].splitlines()
    assert (lines[0], lines[1][:6], len(lines)) == ("您的待办：", "【80号】待", 62)
    assert lines[-1] == "第1页，共2页，发“待办 2”看下一页。"
    town.whispers("赵网格员", "待办 2")
    lines = town.hears("赵网格员")[0].splitlines()
    assert (lines[1][:6], lines[-1][:5], len(lines)) == ("【20号】待", "【1号】待", 21)
