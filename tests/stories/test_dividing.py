"""One message with two matters: the owner is told so, and divides it by one word."""

from __future__ import annotations

import pytest

from tests.town import Town

LAMP = "村口路灯坏了三天没人修"
WALL = "我家隔壁老王把墙砌到我地里了"
BOTH = f"{LAMP}，还有{WALL}"
WAGES = "老板拖欠工资三个月不给"
WELFARE = "我的低保也停了没人说原因"


def _notes(town: Town, number: int) -> list[str]:
    """The words that a ticket's timeline holds."""
    return [one.note for one in town.events(number) if one.note]


def test_the_owner_is_told_and_divides(town: Town) -> None:
    """拆分 confirms both, each with its own words, category and timeline; the reporter hears of both."""
    town.says("王大妈", BOTH)
    (asked,) = town.group_hears()
    assert asked.endswith("1 是 2 误报 3 交网格长；像两件事可回 拆分 1")
    town.hush()
    town.says("李群主", "拆分 1")
    assert town.group_hears() == [
        "【1号】已拆成2件：【1号】【2号】",
        "【1号】已登记，交赵网格员办理",
        "【2号】已登记，交赵网格员办理",
    ]
    assert [(one.text, one.category, one.status) for one in town.tickets()] == [
        (LAMP, "roads_transport", "confirmed"),
        (WALL, "neighbor", "confirmed"),
    ]
    first, second = town.hears("赵网格员")
    assert f"反映：{LAMP}" in first
    assert f"反映：{WALL}" in second
    assert [one.action for one in town.events(2)][:2] == ["report", "divide"]
    assert _notes(town, 2) == [WALL]
    assert town.is_whole(1)
    assert town.is_whole(2)


@pytest.mark.parametrize("answer", ["1", "2", "3"])
def test_the_three_answers_mean_what_they_mean(town: Town, answer: str) -> None:
    """Whoever does not care to divide it need not."""
    town.says("王大妈", BOTH)
    town.says("李群主", answer)
    assert [one.text for one in town.tickets()] == [BOTH]
    assert town.ticket(1).status == ("rejected" if answer == "2" else "confirmed")


@pytest.mark.parametrize(
    "words",
    [
        "停水三天了，老人没法做饭，打电话也没人管",
        "停水三天了没人管，还有老人没法做饭",
        "家里停水两天了，打电话也没人管，还有没有人管了",
        "老板拖欠工资三个月不给，还有加班费也没给",
        "楼上漏水没人管，把我家电线泡了停电了",
        LAMP,
    ],
)
def test_what_belongs_together_is_one(town: Town, words: str) -> None:
    """A matter with its consequences, and two sides of one: nothing is said of it, and 拆分 is refused."""
    town.says("王大妈", words)
    assert "拆分" not in "".join(town.group_hears())
    town.says("李群主", "拆分 1")
    assert town.group_hears() == ["【1号】看不出是两件事，请反映人分开再说一遍"]
    assert (len(town.tickets()), town.ticket(1).status) == (1, "pending")


def test_undone_it_is_as_it_was(town: Town) -> None:
    """撤销: the question is open again, and what was divided off is a part of the first."""
    town.says("王大妈", BOTH)
    town.says("李群主", "拆分 1")
    town.hush()
    town.says("李群主", "撤销")
    heard = town.group_hears()
    assert "【1号】“拆分”已撤销，现在待确认：1 是 2 误报 3 交网格长" in heard
    assert "【2号】“拆分”已撤销，现在并案" in heard
    assert (town.ticket(1).text, town.ticket(1).status) == (BOTH, "pending")
    assert (town.ticket(2).status, town.ticket(2).merged_into) == ("merged", 1)
    town.says("李群主", "1")
    assert town.ticket(1).status == "confirmed"
    assert town.is_whole(1)
    assert town.is_whole(2)
    town.says("王大妈", "撤回 1")
    assert (town.ticket(1).text, town.ticket(2).text, _notes(town, 1) + _notes(town, 2)) == ("", "", [])


def test_undoing_is_refused_once_somebody_has_acted(town: Town) -> None:
    """Nobody's work is undone by the way."""
    town.says("王大妈", BOTH)
    town.says("李群主", "拆分 1")
    town.whispers("赵网格员", "接单 2")
    town.hush()
    town.says("李群主", "撤销")
    assert "不能再撤销“拆分”" in town.group_hears()[0]
    assert town.ticket(2).status == "handling"


def test_a_confirmed_ticket_can_be_divided_too(town: Town) -> None:
    """Its handler hears what is left of it, and of the other; he may divide it himself."""
    town.says("王大妈", BOTH)
    town.says("李群主", "1")
    town.hush()
    town.whispers("赵网格员", "拆分 1")
    heard = town.hears("赵网格员")
    assert any(f"反映：{LAMP}" in one for one in heard)
    assert any(f"反映：{WALL}" in one for one in heard)
    assert [one.status for one in town.tickets()] == ["confirmed", "confirmed"]


def test_not_everybody_divides(town: Town) -> None:
    """A neighbour is refused in one line with a number, and not heard without."""
    town.says("王大妈", BOTH)
    town.hush()
    town.says("张大爷", "拆分")
    assert town.all_silent()
    town.says("张大爷", "拆分 1")
    assert "您不能办理" in town.group_hears()[0]
    town.says("李群主", "拆分 99")
    assert town.group_hears() == ["没有【99号】工单，请核对编号。"]
    assert len(town.tickets()) == 1


def test_the_word_alone_is_enough_for_whoever_is_asked(town: Town) -> None:
    """One ticket holds two matters, so it is meant; said twice, there is nothing left to divide."""
    town.says("王大妈", f"{WAGES}，另外{WELFARE}")
    town.says("张大爷", "家里停水两天了，打电话也没人管")
    town.says("李群主", "拆分")
    assert [one.category for one in town.tickets()] == ["labor", "utilities", "welfare"]
    town.repeats()
    town.says("李群主", "拆分 1")
    assert len(town.tickets()) == 3


def test_a_recalled_message_takes_all_of_its_matters_back(town: Town) -> None:
    """They are withdrawn, and none of its words is left."""
    said = town.says("王大妈", BOTH)
    town.says("李群主", "拆分 1")
    town.recalls("王大妈", said)
    assert [(one.status, one.text) for one in town.tickets()] == [("withdrawn", "")] * 2
    assert _notes(town, 1) + _notes(town, 2) == []


def test_one_of_them_withdrawn_leaves_the_other(town: Town) -> None:
    """The words that told both are erased; each ticket keeps its own."""
    town.says("王大妈", BOTH)
    town.says("李群主", "拆分 1")
    town.says("王大妈", "撤回 2")
    assert [(one.status, one.text) for one in town.tickets()] == [("confirmed", LAMP), ("withdrawn", "")]
    assert not any(WALL in one for one in _notes(town, 1))
    assert town.is_whole(1)


def test_told_in_two_messages_it_is_divided_as_well(town: Town) -> None:
    """The recall of one message takes back what it told of either matter."""
    town.says("王大妈", "我家")
    said = town.says("王大妈", f"楼上漏水了没人管，还有{WAGES}")
    town.says("李群主", "拆分 1")
    assert [one.text for one in town.tickets()] == ["我家楼上漏水了没人管", WAGES]
    town.recalls("王大妈", said)
    assert [one.status for one in town.tickets()] == ["withdrawn", "withdrawn"]
    assert _notes(town, 1) + _notes(town, 2) == []


def test_erased_with_the_reporter(town: Town) -> None:
    """删除我的信息 leaves no words of either."""
    town.says("王大妈", BOTH)
    town.says("李群主", "拆分 1")
    town.says("王大妈", "删除我的信息")
    assert [one.text for one in town.tickets()] == ["", ""]
    assert _notes(town, 1) + _notes(town, 2) == []
    assert town.is_whole(1)


def test_what_is_sensitive_stays_private(town: Town) -> None:
    """The part that is, is; of the other the group may hear."""
    town.says("王大妈", f"{LAMP}，还有我老公又喝酒打我")
    for one in town.group_hears():
        assert "打我" not in one
