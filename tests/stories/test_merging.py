"""合并: two tickets of one matter; one ends, the other lives, and both reporters hear what comes of it."""

from __future__ import annotations

import pytest

from models.ticket import Urgency
from tests.matters import LAMP
from tests.town import Town

DARK = "老井边那盏路灯也不亮了，晚上不敢走"


@pytest.fixture
def two(town: Town) -> Town:
    """王大妈 and 张大爷 have each told of the lamp: ticket 1 is handled, ticket 2 waits for the owner."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.whispers("赵网格员", "接单 1")
    town.says("张大爷", DARK)
    assert len(town.tickets()) == 2
    town.hush()
    return town


def actions(town: Town, number: int) -> list[str]:
    """What a timeline holds."""
    return [one.action for one in town.events(number)]


def test_one_matter_keeps_one_number(two: Town) -> None:
    """2 ends, 1 lives: the reporter of 2 and the handler of 1 hear so; nobody is asked about 2 any more."""
    two.says("李群主", "合并 2 1")
    assert two.group_hears() == ["【2号】和【1号】是同一件事，并在一起办"]
    assert two.hears("赵网格员") == [f"【2号】已并入【1号】，请一并办理\n反映：{DARK}"]
    assert (two.ticket(2).status, two.ticket(2).merged_into) == ("merged", 1)
    assert (actions(two, 2)[-1], actions(two, 1)[-1]) == ("merge", "take_in")
    two.later(hours=3)
    assert two.all_silent()
    assert two.is_whole(1)
    assert two.is_whole(2)


@pytest.mark.parametrize("words", ["2 并入 1", "合并 2号 到 1号", "并案２、１", "合并2 1"])
def test_it_can_be_said_in_several_ways(two: Town, words: str) -> None:
    """The order of the numbers counts, not that of the words."""
    two.says("李群主", words)
    assert (two.ticket(2).status, two.ticket(1).status) == ("merged", "handling")


def test_both_reporters_hear_the_result(two: Town) -> None:
    """One message in their group names both; either may judge, with either number."""
    two.says("李群主", "合并 2 1")
    two.hush()
    two.whispers("赵网格员", "办结 1 两盏都换了")
    (told,) = two.group_messages()
    assert told.text == "【1号】已办结：两盏都换了。请回复 满意 1 或 不满意 1"
    assert told.mentions == ("u-wang", "u-zhang")
    two.says("张大爷", "满意 2")
    assert two.group_hears() == ["谢谢，【1号】已销号"]
    assert (two.ticket(1).status, two.ticket(2).status) == ("closed", "merged")


def test_each_is_told_where_he_spoke(town: Town) -> None:
    """In two groups and in private: the result comes to each, once, by the way of another merge too."""
    town.group("g4", "C4", owner="李群主")
    town.says("王大妈", LAMP)
    town.sends("张大爷", DARK, group_id="g4")
    town.later(minutes=11)
    town.whispers("小刘", "路灯坏了三天了，没人来修")
    town.says("李群主", "确认 1")
    town.whispers("周主任", "合并 3 2")
    town.whispers("周主任", "合并 2 1")
    town.hush()
    town.whispers("赵网格员", "办结 1 都亮了")
    told = "【1号】已办结：都亮了。请回复 满意 1 或 不满意 1"
    assert (town.group_hears(), town.group_hears("g4"), town.hears("小刘")) == ([told], [told], [told])
    town.whispers("小刘", "不满意 3 还是黑")
    assert town.hears("小刘") == ["【1号】没办好，已请周主任接着办"]


def test_progress_of_what_was_merged(two: Town) -> None:
    """进度 2 answers with 1, with a number and without."""
    two.says("李群主", "合并 2 1")
    two.hush()
    for words in ("进度 2", "进度"):
        two.says("张大爷", words)
        assert two.group_hears() == ["【2号】已并入【1号】办理中，由赵网格员办理，3月3日前办好"]
    two.says("张大爷", "进度 1")
    assert two.group_hears() == ["【1号】办理中，由赵网格员办理，3月3日前办好"]


def test_more_words_go_to_the_one_that_lives(two: Town) -> None:
    """补充 2 reaches the handler of 1."""
    two.says("李群主", "合并 2 1")
    two.hush()
    two.says("张大爷", "补充 2 是老井东边那盏")
    assert two.group_hears() == ["已补充到【1号】"]
    assert two.hears("赵网格员") == ["【1号】反映人补充：是老井东边那盏"]


def test_a_reporter_takes_back_his_own_words_only(two: Town) -> None:
    """撤回 2 erases them and leaves 1; 撤回 1 is not his to say."""
    two.says("李群主", "合并 2 1")
    two.hush()
    two.says("张大爷", "撤回 1")
    assert two.group_hears() == ["【1号】由反映人撤回，您不能办理。"]
    two.says("张大爷", "撤回 2")
    assert two.group_hears() == ["已撤回【2号】，内容已删除"]
    assert (two.ticket(2).status, two.ticket(2).text) == ("withdrawn", "")
    assert (two.ticket(1).status, two.ticket(1).text) == ("handling", LAMP)
    assert two.hears("赵网格员") == []
    two.whispers("赵网格员", "办结 1 换了")
    (told,) = two.group_messages()
    assert told.mentions == ("u-wang",)


def test_a_wrong_merge_is_taken_back(two: Town) -> None:
    """撤销: both stand as before, and the owner's question is open again."""
    two.says("李群主", "合并 2 1")
    two.hush()
    two.says("李群主", "撤销")
    assert (two.ticket(2).status, two.ticket(2).merged_into) == ("pending", None)
    assert "【2号】刚才的“合并”已撤销，现在待确认" in two.hears("赵网格员")
    two.hush()
    two.later(minutes=31)
    assert two.group_hears()[0].startswith("@李群主 请确认【2号】")
    assert two.is_whole(1)


def test_what_was_merged_can_be_split_later(two: Town) -> None:
    """拆分 2: a matter of its own again, confirmed, with a handler and a deadline."""
    two.says("李群主", "合并 2 1")
    two.later(days=1)
    two.hush()
    two.says("李群主", "拆分 2")
    assert two.group_hears() == ["【2号】由网格长或上级拆分，您不能办理。"]
    two.whispers("孙网格长", "拆分 2")
    assert two.hears("孙网格长") == ["【2号】已拆出，单独办理"]
    assert two.group_hears() == ["【2号】改为单独办理"]
    assert two.hears("赵网格员")[0].startswith("请办理【2号】")
    ticket = two.ticket(2)
    assert (ticket.status, ticket.merged_into) == ("confirmed", None)
    assert ticket.due_at is not None
    two.whispers("孙网格长", "拆分 1")
    assert two.hears("孙网格长") == ["【1号】看不出是两件事，请反映人分开再说一遍"]


def test_what_lives_is_as_grave_and_private_as_either(town: Town) -> None:
    """A sensitive matter stays private, also where the other was not."""
    town.says("王大妈", "隔壁两口子天天吵架，吵得睡不着")
    town.says("张大爷", "我老公又喝酒打我了")
    town.hush()
    first, second = town.tickets()
    assert second.sensitive
    town.whispers("周主任", "合并 2 1")
    assert town.ticket(1).sensitive
    assert town.ticket(1).urgency == max(
        first.urgency, second.urgency, key=[str(one) for one in Urgency].index
    )
    assert town.group_hears() == []


def test_merging_needs_the_right_over_both(two: Town) -> None:
    """Who may over one only is refused; so is a stranger, and talk is silence; nothing changes."""
    two.says("王大妈", "合并 2 1")
    assert two.group_hears() == ["【2号】由群主、经办人或上级并案，您不能办理。"]
    two.group("g9", "C9")
    two.sends("小刘", "这边的路灯坏了三天了，没人来修", group_id="g9")
    two.hush()
    two.whispers("外村网格员", "合并 3 1")
    assert "您不能办理" in two.hears("外村网格员")[0]
    two.says("李群主", "合并 1 3")
    assert two.group_hears() == ["【3号】由群主、经办人或上级并案，您不能办理。"]
    two.says("李群主", "合并 一下两个群吧")
    assert two.all_silent()
    assert all(one.status != "merged" for one in two.tickets())


def test_what_cannot_be_merged_is_told(two: Town) -> None:
    """One number, the same twice, one that is not there, one that has ended."""
    for words, told in (
        ("合并 2", "请写两个编号，例：合并 17 12（17并入12）"),
        ("合并 1 1", "【1号】不能并入自己，请写两个编号，例：合并 17 12"),
        ("合并 2 99", "没有【99号】工单，请核对编号。"),
    ):
        two.whispers("李群主", words)
        assert two.hears("李群主") == [told]
    two.says("李群主", "误报 2")
    two.hush()
    two.whispers("李群主", "合并 1 2")
    assert two.hears("李群主") == ["【2号】现在是“不予受理”，不能并案。"]
    assert two.ticket(1).status == "handling"


def test_what_lived_is_withdrawn(town: Town) -> None:
    """小刘 takes 2 back, into which 王大妈's 1 was merged: hers is a matter of its own again."""
    town.says("王大妈", LAMP)
    town.says("小刘", "3栋楼上天天半夜放音响，吵得睡不着")
    town.says("李群主", "合并 1 2")
    town.hush()
    town.says("小刘", "撤回 2")
    assert town.group_hears() == ["已撤回【2号】，内容已删除", "【1号】改为单独办理"]
    assert [(one.status, one.merged_into) for one in town.tickets()] == [
        ("confirmed", None),
        ("withdrawn", None),
    ]
    assert town.hears("赵网格员")[0].startswith("请办理【1号】")
    assert town.is_whole(1)
    assert town.is_whole(2)


def test_one_in_the_middle_is_withdrawn(town: Town) -> None:
    """1 went into 2 and 2 into 3: when 2 is withdrawn, whoever reported 1 still hears of 3."""
    town.says("王大妈", LAMP)
    town.says("小刘", "3栋楼上天天半夜放音响，吵得睡不着")
    town.says("张大爷", "老板拖欠我们三个月工资不给")
    town.says("李群主", "合并 1 2")
    town.says("李群主", "合并 2 3")
    town.says("小刘", "撤回 2")
    town.says("李群主", "改 3 路灯")
    town.says("李群主", "确认 3")
    town.whispers("赵网格员", "办结 3 换了灯泡")
    town.hush()
    town.says("王大妈", "满意 1")
    assert town.group_hears() == ["谢谢，【3号】已销号"]
