"""The owner is asked whether it is a ticket: how he may answer, and what happens if he does not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.town import GROUP, Town

LAMP = "村口的路灯坏了三天了，没人来修"
WATER = "家里停水两天了，打电话也没人管"
QUARREL = "隔壁邻居砌墙占了我家宅基地，怎么说都不听"


@pytest.mark.parametrize(
    "yes",
    [
        "1",
        "１",
        " 1 ",
        "1。",
        "是",
        "是的",
        "确认",
        "确认1",
        "确认　１",
        "1号 确认",
        "是 1",
        "1号 是",
        "1号 1",
        "确认 1 谢谢",
        "#1确认",
        "@网格群助手 1",
    ],
)
def test_many_ways_to_say_yes(town: Town, yes: str) -> None:
    """Full-width digits, spaces, punctuation, words, numbers in any order: all mean yes."""
    town.says("王大妈", LAMP)
    town.says("李群主", yes)
    assert town.ticket(1).status == "confirmed"


@pytest.mark.parametrize("no", ["2", "２", "不是", "误报", "误报 1", "1号误报", "误报 1 打错了", "不是 1"])
def test_many_ways_to_say_no(town: Town, no: str) -> None:
    """A no needs no reason; the ticket ends as 不予受理."""
    town.says("王大妈", LAMP)
    town.hush()
    town.says("李群主", no)
    assert town.ticket(1).status == "rejected"
    assert town.group_hears() == ["【1号】已按误报处理"]


def test_three_hands_it_to_the_chief(town: Town) -> None:
    """3 confirms, and the chief handles it himself."""
    town.says("王大妈", LAMP)
    town.says("李群主", "3")
    assert town.ticket(1).handler_id == town.person("孙网格长").id
    assert "请办理【1号】" in town.hears("孙网格长")[0]


@pytest.mark.parametrize(
    "talk", ["收到", "好的", "知道了", "1楼的也坏了吧", "确认一下几点开会", "是不是停电了", "2个人"]
)
def test_talk_is_no_answer(town: Town, talk: str) -> None:
    """收到 is never a confirmation, nor is talk that begins like an answer."""
    town.says("王大妈", LAMP)
    town.hush()
    town.says("李群主", talk)
    assert town.ticket(1).status == "pending"
    assert town.all_silent()


def test_others_cannot_answer(town: Town) -> None:
    """A neighbour's 是 or 确认 is talk; with a number it is refused in one line; nothing changes."""
    town.says("王大妈", LAMP)
    town.hush()
    for words in ("确认", "是", "2", "误报"):
        town.says("路人", words)
    assert town.all_silent()
    town.says("路人", "确认 1")
    assert town.group_hears() == ["【1号】由群主或网格长确认，您不能办理。"]
    town.says("赵网格员", "误报 1")
    assert town.group_hears() == ["【1号】由群主或网格长按误报处理，您不能办理。"]
    town.says("外村网格员", "确认 1")
    assert len(town.group_hears()) == 1
    assert town.ticket(1).status == "pending"


def test_two_open_questions_are_not_guessed(town: Town) -> None:
    """A bare 1 with two open questions lists them and does nothing; a number or a quote settles one."""
    town.says("王大妈", LAMP)
    first = town.group_hears()[0]
    town.says("张大爷", WATER)
    town.hush()
    town.says("李群主", "1")
    assert town.group_hears() == ["有2件待确认：【1号】【2号】，请带编号回复，例：确认 2"]
    assert {ticket.status for ticket in town.tickets()} == {"pending"}
    town.says("李群主", "1", quote=town.quote(first))
    assert [ticket.status for ticket in town.tickets()] == ["confirmed", "pending"]
    town.says("李群主", "1")
    assert [ticket.status for ticket in town.tickets()] == ["confirmed", "confirmed"]


def test_an_answer_in_private_counts_too(town: Town) -> None:
    """The owner may answer from either place."""
    town.says("王大妈", LAMP)
    town.whispers("李群主", "1")
    assert town.ticket(1).status == "confirmed"
    assert town.hears("李群主") == ["【1号】已确认，交赵网格员办理"]


def test_nobody_answers(town: Town) -> None:
    """Reminded after 30 minutes, deputy asked after 2 hours, chief after 12; confirmed after a day."""
    town.deputise("小何")
    town.says("王大妈", LAMP)
    town.hush()
    town.later(minutes=29)
    assert town.all_silent()
    town.later(minutes=1)
    (reminder,) = town.group_messages()
    assert reminder.mentions == ("u-li",)
    town.later(minutes=30)
    assert town.all_silent()
    town.later(hours=1)
    (asked,) = town.group_messages()
    assert asked.mentions == ("u-he",)
    town.later(hours=10)
    assert "请确认【1号】" in town.hears("孙网格长")[0]
    assert town.ticket(1).status == "pending"
    town.at(town.ticket(1).created_at + timedelta(days=1))
    assert town.ticket(1).status == "confirmed"
    assert town.ticket(1).handler_id == town.person("孙网格长").id


def test_a_stage_is_said_once(town: Town) -> None:
    """However often the clock fires, each reminder comes once."""
    town.says("王大妈", LAMP)
    town.hush()
    for _ in range(3):
        town.later(minutes=30)
    assert len(town.group_hears()) == 1


def test_downtime_asks_only_the_latest(town: Town) -> None:
    """After thirteen hours off only the chief is asked; after days it is confirmed at once."""
    town.says("王大妈", LAMP)
    town.hush()
    town.later(hours=13)
    assert len(town.hears("孙网格长")) == 1
    assert town.all_silent()
    town.later(days=3)
    assert town.ticket(1).status == "confirmed"


def test_the_deputy_and_the_chief_may_answer_when_asked(town: Town) -> None:
    """Whoever was asked may answer with one character, the chief in private."""
    town.says("王大妈", LAMP)
    town.later(hours=13)
    town.hush()
    town.whispers("孙网格长", "1")
    assert town.ticket(1).status == "confirmed"


def test_a_deputy_for_a_day(town: Town) -> None:
    """@小何 今天代班: he may confirm today, and no more tomorrow."""
    town.says("路人", "@小何 今天代班")
    assert town.all_silent()
    town.says("李群主", "@小何 今天代班")
    assert town.group_hears() == ["今天由小何代班，明天零点自动结束"]
    town.says("王大妈", LAMP)
    town.says("小何", "确认 1")
    assert town.ticket(1).status == "confirmed"
    town.later(days=1)
    town.says("张大爷", WATER)
    town.hush()
    town.says("小何", "确认 2")
    assert town.ticket(2).status == "pending"
    assert "不能办理" in town.group_hears()[0]


def test_any_time_another_category(town: Town) -> None:
    """改 by code, name or alias, with or without the ticket being confirmed; an unknown one is told."""
    town.says("王大妈", QUARREL)
    town.hush()
    town.says("李群主", "改 1 邻里")
    assert town.group_hears() == ["【1号】已改为邻里"]
    assert (town.ticket(1).category, town.ticket(1).kind) == ("neighbor", "dispute")
    town.says("李群主", "改 utilities 1")
    assert (town.ticket(1).category, town.ticket(1).kind) == ("utilities", "service")
    town.hush()
    town.says("李群主", "改 1 天气")
    assert town.group_hears() == ["【1号】没有“天气”这个类别，例：改 1 邻里"]
    town.says("路人", "改 1 邻里")
    assert "不能办理" in town.group_hears()[0]
    assert town.ticket(1).category == "utilities"


def test_wrong_states_are_told(town: Town) -> None:
    """What cannot be done now is refused in one line, and the state stays."""
    town.says("王大妈", LAMP)
    town.says("李群主", "2")
    town.hush()
    town.says("李群主", "确认 1")
    assert town.group_hears() == ["【1号】现在是“不予受理”，不能确认。"]
    town.says("李群主", "确认 99")
    assert town.group_hears() == ["没有【99号】工单，请核对编号。"]
    town.says("李群主", "确认 99999999999999999999")
    assert town.all_silent()


def test_an_answer_counts_for_a_day(town: Town) -> None:
    """A bare 1 the day after the asking counts no more, once the matter was decided otherwise."""
    town.says("王大妈", LAMP)
    town.later(days=4)
    town.hush()
    town.says("李群主", "1")
    assert town.all_silent()


def test_private_words_of_a_household(town: Town) -> None:
    """A known household speaks in private: the owner of its place's group is asked, in private too."""
    town.whispers("陈师傅", LAMP)
    assert town.hears("陈师傅") == ["已登记【1号】，会有人联系您"]
    (asked,) = town.hears("李群主")
    assert asked.startswith("请确认【1号】（道路路灯交通，幸福村3组）：1 是 2 误报 3 交网格长")
    assert town.group_hears() == []
    town.whispers("李群主", "1")
    assert town.hears("陈师傅") == ["【1号】已登记，交赵网格员办理"]


def test_a_quote_of_the_report_itself(town: Town) -> None:
    """Quoting the resident's own message names the ticket too."""
    said = town.says("王大妈", LAMP)
    town.says("张大爷", WATER)
    town.says("李群主", "确认", quote=town.quote(LAMP, said))
    assert [ticket.status for ticket in town.tickets()] == ["confirmed", "pending"]
    assert GROUP == "g3"


MANY = (
    "村口的路灯坏了三天了，没人来修",
    "3栋楼上天天半夜放音响，吵得睡不着",
    "老板拖欠我们三个月工资不给",
    "垃圾堆了一个星期没人清，臭得很",
    "隔壁砌墙占了我家宅基地",
    "低保怎么还没批下来",
    "身份证丢了怎么补办",
    "种粮补贴没到账",
    "家里停水两天了，打电话也没人管",
    "村主任的亲戚借我两万块钱一直不还",
    "孩子上学的校车天天晚点没人管",
)


def test_many_open_questions_are_listed_apart(town: Town) -> None:
    """A bare 1 with eleven open questions: how to answer in one sentence, their numbers on the line below."""
    for words in MANY:
        town.says("王大妈", words)
        town.now += timedelta(minutes=3)
    town.hush()
    town.says("李群主", "1")
    (told,) = town.group_hears()
    assert told.splitlines() == [
        "有11件待确认，请带编号回复，例：确认 11",
        "".join(f"【{number}号】" for number in range(1, 12)),
    ]
    town.whispers("李群主", "确认")
    assert town.hears("李群主")[0].startswith("有11件，请带编号回复，例：确认 11\n【11号】")
    assert {ticket.status for ticket in town.tickets()} == {"pending"}
