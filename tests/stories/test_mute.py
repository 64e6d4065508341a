"""静音: the group is left in peace, nobody is left unanswered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.town import Town

LAMP = "村口的路灯坏了三天了，没人来修"
FIRE = "着火了！3栋二楼着火了，快来人啊"
QUIET = "好的，静音到11:00；急事仍会提醒"


def test_the_group_is_quiet_and_everybody_is_told_in_private(town: Town) -> None:
    """A matter is registered, asked and handled while the group hears nothing of it."""
    town.says("李群主", "静音 2小时")
    assert town.hears("李群主") == [QUIET]
    town.says("王大妈", LAMP)
    asked = town.hears("李群主")
    assert asked == [f"请确认【1号】（道路路灯交通，幸福村3组）：1 是 2 误报 3 交网格长\n{LAMP}"]
    town.says("李群主", "1")
    assert town.hears("王大妈") == ["【1号】已登记，交赵网格员办理"]
    assert town.hears("李群主") == ["【1号】已确认，交赵网格员办理"]
    town.hush()
    town.whispers("赵网格员", "接单 1")
    assert town.hears("王大妈") == ["【1号】赵网格员已接单，正在办理"]
    town.says("王大妈", "进度 1")
    assert town.hears("王大妈") == ["【1号】办理中，由赵网格员办理，3月3日前办好"]
    assert town.group_hears() == []


def test_it_ends_by_itself(town: Town) -> None:
    """After its time the group is spoken to again."""
    town.says("李群主", "静音 30分钟")
    town.says("王大妈", LAMP)
    town.hush()
    assert town.later(minutes=29) == []
    town.later(minutes=2)
    assert town.group_hears() == ["@李群主 请确认【1号】（道路路灯交通）：1 是 2 误报 3 交网格长"]


def test_an_emergency_is_said_all_the_same(town: Town) -> None:
    """110, 119, 120 stand in the group at once; the question to the owner stays private."""
    town.says("李群主", "静音 2小时")
    town.hush()
    town.says("王大妈", FIRE)
    assert town.group_hears() == ["有危险请马上打110、119或120！【1号】已通知孙网格长"]
    assert town.hears("李群主")[0].startswith("请马上去看，并确认【1号】")
    assert "危急" in town.hears("孙网格长")[0]


def test_a_sensitive_matter_leaves_no_number_in_a_muted_group(town: Town) -> None:
    """The group hears neither the words nor the number."""
    town.says("李群主", "静音 2小时")
    town.hush()
    town.says("王大妈", "我老公又喝酒打我了，救命，孩子也被打了")
    assert town.group_hears() == []
    assert "110" in town.hears("王大妈")[0]


@pytest.mark.parametrize("word", ["静音 0", "取消静音", "解除静音", "静音0"])
def test_speaking_again(town: Town, word: str) -> None:
    """静音 0 or 取消静音: the answer stands in the group already."""
    town.says("李群主", "静音 2小时")
    town.hush()
    town.says("李群主", word)
    assert town.group_hears() == ["好的，群里恢复提醒"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("静音", "11:00"),
        ("静音 2小时", "11:00"),
        ("静音2个小时", "11:00"),
        ("静音 两小时。", "11:00"),
        ("静音 一个半小时", "10:30"),
        ("静音 半小时", "9:30"),
        ("静音 ３０分钟", "9:30"),
        ("静音 到明天", "明天7:30"),
        ("静音 明天", "明天7:30"),
        ("静音到18点", "18:00"),
        ("静音 到下午6:30", "18:30"),
        ("静音 到8点", "明天8:00"),
        ("静音 今天", "明天0:00"),
        ("静音 3天", "3月5日9:00"),
        ("静音 到周五", "3月6日7:30"),
        ("静音 7天", "3月9日9:00"),
        ("@网格群助手 静音 2小时", "11:00"),
    ],
)
def test_spans(town: Town, words: str, told: str) -> None:
    """Spans and moments as people name them."""
    town.says("李群主", words)
    assert town.hears("李群主") == [f"好的，静音到{told}；急事仍会提醒"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("静音 8天", "最多静音7天，例：静音 2小时"),
        ("静音 9999天", "最多静音7天，例：静音 2小时"),
        ("静音 到昨天", "没看懂静音到什么时候，例：静音 2小时，静音 到明天"),
        ("静音 到25点", "没看懂静音到什么时候，例：静音 2小时，静音 到明天"),
        ("静音 0小时", "没看懂静音到什么时候，例：静音 2小时，静音 到明天"),
    ],
)
def test_what_is_no_span_is_told(town: Town, words: str, told: str) -> None:
    """Too long, past or senseless: one sentence, and nothing changes."""
    town.says("李群主", words, mentions_bot=True)
    assert town.group_hears() == [told]
    town.says("王大妈", LAMP)
    assert len(town.group_hears()) == 1


def test_who_may(town: Town) -> None:
    """The deputy, the grid's chief, the cadre, the town and the county may; the answer is for them alone."""
    town.deputise("小何")
    for who in ("小何", "孙网格长", "周主任", "钱镇长", "郑主任"):
        town.says(who, "静音 2小时")
        assert town.hears(who) == [QUIET]
        town.says(who, "取消静音")
        assert town.group_hears() == ["好的，群里恢复提醒"]


def test_who_may_not(town: Town) -> None:
    """Anybody else talks: silence, or one line if it is said to the bot."""
    for who in ("王大妈", "路人", "赵网格员", "吴律师", "外村网格员"):
        town.says(who, "静音 2小时")
        town.says(who, "取消静音")
        assert town.all_silent()
        town.says(who, "静音 2小时", mentions_bot=True)
        assert town.group_hears() == ["静音由群主、网格长或综治人员操作，您不能办理。"]


@pytest.mark.parametrize(
    "words", ["静音了没", "手机静音怎么开", "静音！", "会议请静音", "静音模式下收不到电话"]
)
def test_talk_of_silence_is_talk(town: Town, words: str) -> None:
    """Words about silence are not the command."""
    town.says("王大妈", words)
    assert town.all_silent()


def test_in_private_it_means_the_only_group(town: Town) -> None:
    """Who keeps one group may say it in private; who keeps none or two is told where to say it."""
    town.whispers("李群主", "静音 2小时")
    assert town.hears("李群主") == [QUIET]
    town.says("王大妈", LAMP)
    assert town.group_hears() == []
    town.group("g4", "C4", owner="李群主")
    town.hush()
    for who in ("李群主", "孙网格长", "路人"):
        town.whispers(who, "静音 2小时")
        assert town.hears(who) == ["请到要静音的群里发：静音 2小时"]


def test_one_group_only(town: Town) -> None:
    """Another group is spoken to as before."""
    town.group("g4", "C4", owner="小何")
    town.says("李群主", "静音 2小时")
    town.sends("王大妈", LAMP, group_id="g4")
    assert len(town.group_hears("g4")) == 1


def test_an_unbound_group_cannot_be_muted(town: Town) -> None:
    """There is nothing to silence."""
    town.sends("李群主", "静音 2小时", group_id="elsewhere")
    assert town.all_silent()


def test_the_last_answer_of_several_stands_too(town: Town) -> None:
    """One command about two matters is answered for each, in private."""
    town.says("王大妈", LAMP)
    town.says("张大爷", "3栋楼上天天半夜放音响，吵得睡不着")
    town.says("李群主", "静音 2小时")
    town.hush()
    town.says("李群主", "误报 1 2")
    assert town.hears("李群主") == ["【1号】已按误报处理", "【2号】已按误报处理"]
    assert town.group_hears() == []


def test_a_repeated_message_mutes_once(town: Town) -> None:
    """A redelivery an hour later does not make it longer."""
    town.says("李群主", "静音 2小时")
    town.hush()
    town.now += timedelta(hours=1)
    assert town.repeats() == "duplicate"
    town.later(hours=1, minutes=1)
    town.says("王大妈", LAMP)
    assert len(town.group_hears()) == 1
