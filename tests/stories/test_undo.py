"""撤销: what was done by mistake is taken back, once, within ten minutes."""

from __future__ import annotations

import pytest

from models.ticket import Status
from tests.matters import LAMP, NOISE, claimed
from tests.town import Town

CHOICES = "1 是 2 误报 3 交网格长"
NOTHING = "没有可以撤销的：只能撤销自己10分钟内的最后一步，再早的请找上级改"


def _reported(town: Town, *words: str) -> None:
    for one in words or (LAMP,):
        town.says("王大妈", one)
    town.hush()


def _handled(town: Town) -> None:
    claimed(town)


def test_a_wrong_yes_is_taken_back(town: Town) -> None:
    """The owner is asked again in the same breath, the handler and the reporter hear so, the clock stops."""
    _reported(town)
    town.says("李群主", "1")
    assert town.ticket(1).due_at is not None
    town.hush()
    town.says("李群主", "撤销")
    assert town.group_hears() == [f"【1号】“确认”已撤销，现在待确认：{CHOICES}"]
    assert town.hears("赵网格员") == ["【1号】刚才的“确认”已撤销，现在待确认"]
    ticket = town.ticket(1)
    assert (ticket.status, ticket.due_at, ticket.handler_id) == (Status.PENDING, None, None)
    assert [event.action for event in town.events(1)] == ["report", "confirm", "assign", "undo"]
    assert town.is_whole(1)
    town.says("李群主", "2")
    assert town.ticket(1).status == Status.REJECTED


def test_a_wrong_no_is_taken_back(town: Town) -> None:
    """误报 by mistake: the question is open again, and goes on where it stood."""
    _reported(town)
    town.says("李群主", "2")
    town.hush()
    town.whispers("李群主", "撤销")
    assert town.hears("李群主") == [f"【1号】“误报”已撤销，现在待确认：{CHOICES}"]
    assert town.group_hears() == ["【1号】刚才的“误报”已撤销，现在待确认"]
    town.later(minutes=31)
    assert town.group_hears() == [f"@李群主 请确认【1号】（道路路灯交通）：{CHOICES}"]


def test_a_question_past_due_is_carried_on_at_once(town: Town) -> None:
    """What came due while it was closed is done by the next round."""
    _reported(town)
    town.now = town.now.replace(minute=28)
    town.says("李群主", "2")
    town.now = town.now.replace(minute=37)
    town.says("李群主", "撤销")
    town.hush()
    town.later(seconds=10)
    assert town.group_hears() == [f"@李群主 请确认【1号】（道路路灯交通）：{CHOICES}"]


def test_several_at_once_come_back_together(town: Town) -> None:
    """One message was one deed."""
    _reported(town, LAMP, NOISE)
    town.says("李群主", "确认 1 2")
    town.hush()
    town.says("李群主", "撤销 1")
    assert town.group_hears() == ["能撤销的是整个最后一步“确认”，要撤销请只回复：撤销"]
    town.says("李群主", "撤销")
    assert [one.status for one in town.tickets()] == [Status.PENDING, Status.PENDING]
    assert town.hears("赵网格员") == [
        "【1号】刚才的“确认”已撤销，现在待确认",
        "【2号】刚才的“确认”已撤销，现在待确认",
    ]


def test_a_handlers_mistakes(town: Town) -> None:
    """接单, 办结: back as it was; the reporter, who had been asked, is told."""
    _reported(town)
    town.says("李群主", "1")
    town.whispers("赵网格员", "接单 1")
    town.hush()
    town.whispers("赵网格员", "撤销")
    assert town.hears("赵网格员") == ["【1号】“接单”已撤销，现在待受理"]
    assert town.group_hears() == ["【1号】刚才的“接单”已撤销，现在待受理"]
    town.whispers("赵网格员", "接单 1")
    town.whispers("赵网格员", "办结 1 换好了")
    town.hush()
    town.whispers("赵网格员", "撤销 1")
    assert town.hears("赵网格员") == ["【1号】“办结”已撤销，现在办理中"]
    assert town.group_hears() == ["【1号】刚才的“办结”已撤销，现在办理中"]
    assert (town.ticket(1).result, town.ticket(1).resolved_at) == (None, None)
    assert town.ticket(1).due_at is not None


def test_the_handler_it_goes_back_to_is_told(town: Town) -> None:
    """A chief took it over by mistake: the grid worker gets his notice again."""
    _reported(town)
    town.says("李群主", "1")
    town.whispers("孙网格长", "接单 1")
    town.hush()
    town.whispers("孙网格长", "撤销")
    assert town.hears("赵网格员")[0].startswith("请办理【1号】（道路路灯交通），接手请回复：接单 1")


def test_a_dispute_that_waits_for_approval(town: Town) -> None:
    """报请, 同意 and 退回 are taken back, each by whoever said it."""
    _reported(town, NOISE)
    town.says("李群主", "1")
    town.whispers("赵网格员", "办结 1 双方和好了")
    town.hush()
    town.whispers("赵网格员", "撤销")
    assert town.hears("周主任") == ["【1号】刚才的“办结”已撤销，现在待受理"]
    assert (town.ticket(1).awaiting, town.ticket(1).result) == (None, None)
    for word, told in (("同意 1", "同意"), ("退回 1 没签协议", "退回")):
        town.whispers("赵网格员", "办结 1 双方和好了")
        town.whispers("周主任", word)
        town.hush()
        town.whispers("周主任", "撤销")
        assert f"“{told}”已撤销" in town.hears("周主任")[0]
        assert town.ticket(1).awaiting == "approval"
        town.whispers("赵网格员", "撤销")
        assert town.hears("赵网格员")[-1] == "【1号】周主任已撤销，不能再撤销“办结”"
        town.whispers("周主任", "退回 1 重新来")
    assert town.is_whole(1)


def test_a_reporters_mistakes(town: Town) -> None:
    """满意 and 不满意: back to the question."""
    _handled(town)
    town.whispers("赵网格员", "办结 1 换好了")
    town.hush()
    for word, told in (("满意 1", "满意"), ("不满意 1 还是不亮", "不满意")):
        town.says("王大妈", word)
        town.hush()
        town.says("王大妈", "撤销")
        assert town.group_hears() == [f"【1号】“{told}”已撤销，现在已办结"]
        assert (town.ticket(1).status, town.ticket(1).awaiting) == (Status.RESOLVED, "reporter")
        assert town.ticket(1).flags == []
    assert "还是不亮" not in [event.note for event in town.events(1)]
    assert town.hears("赵网格员") == ["【1号】刚才的“不满意”已撤销，现在已办结"]


def test_added_words_are_erased(town: Town) -> None:
    """补充 taken back: its words are gone from the timeline, and what waits is not sent."""
    _handled(town)
    town.says("王大妈", "补充 1 我家门牌是3栋402")
    town.hush()
    town.says("王大妈", "撤销")
    assert town.group_hears() == ["【1号】“补充”已撤销"]
    assert town.hears("赵网格员") == ["【1号】刚才的“补充”已撤销"]
    assert [event.note for event in town.events(1) if event.action == "supplement"] == [None]
    assert town.is_whole(1)


def test_what_waits_is_not_sent(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody hears of a deed that was taken back before the words went out."""
    _reported(town)
    monkeypatch.setattr(town, "deliver", lambda: None)
    town.says("李群主", "1")
    town.says("李群主", "撤销")
    monkeypatch.undo()
    town.deliver()
    assert town.hears("赵网格员") == []
    assert town.group_hears() == [f"【1号】“确认”已撤销，现在待确认：{CHOICES}"]


def test_another_category(town: Town) -> None:
    """改 is taken back."""
    _reported(town)
    town.says("李群主", "改 1 邻里")
    town.hush()
    town.says("李群主", "撤销")
    assert town.group_hears() == ["【1号】“改”已撤销"]
    assert town.ticket(1).category == "roads_transport"


def test_a_deputy_named_by_mistake(town: Town) -> None:
    """今天代班 ends at once."""
    town.says("李群主", "@小何 今天代班")
    town.says("李群主", "撤销")
    assert town.group_hears()[-1] == "“今天代班”已撤销"
    _reported(town)
    town.says("小何", "1")
    assert town.ticket(1).status == Status.PENDING


def test_silence_by_mistake(town: Town) -> None:
    """静音 and 取消静音."""
    town.says("李群主", "静音 2小时")
    town.hush()
    town.whispers("李群主", "撤销")
    assert town.hears("李群主") == ["“静音”已撤销"]
    _reported(town)
    town.later(minutes=31)
    assert len(town.group_hears()) == 1


@pytest.mark.parametrize(
    ("word", "deed"),
    [
        ("完成 1", "完成"),
        ("完成 1 电话", "完成"),
        ("没打通 1", "没打通"),
        ("不需要 1", "不需要"),
        ("改期 1 周五", "改期"),
        ("完成 1-2 都问过了", "完成"),
    ],
)
def test_ticked_off_by_mistake(town: Town, word: str, deed: str) -> None:
    """The list is as it was."""
    town.enrol("张三", "李四", responsible="周主任")
    town.mornings(town.now.date().replace(day=3))
    town.hush()
    town.whispers("周主任", "待办")
    before = town.hears("周主任")
    town.whispers("周主任", word)
    town.hush()
    town.whispers("周主任", "撤销")
    told = "1、2" if "-" in word else "1"
    assert town.hears("周主任") == [f"“{deed}”已撤销，{told} 号照旧"]
    town.whispers("周主任", "待办")
    assert town.hears("周主任") == before


def test_one_step_only(town: Town) -> None:
    """The deed before the last stays, and a second 撤销 says so."""
    _reported(town)
    town.says("李群主", "改 1 邻里")
    town.says("李群主", "1")
    town.says("李群主", "撤销")
    town.hush()
    town.says("李群主", "撤销")
    assert town.group_hears() == ["已经撤销过了，只能撤销最后一步，再早的请找上级改"]
    assert (town.ticket(1).status, town.ticket(1).category) == (Status.PENDING, "neighbor")


def test_after_ten_minutes(town: Town) -> None:
    """Too late: one sentence in private or by @, silence in the group; and nothing is kept any more."""
    _reported(town)
    town.says("李群主", "1")
    town.hush()
    town.now = town.now.replace(minute=10)
    town.whispers("李群主", "撤销")
    assert town.hears("李群主") == [NOTHING]
    town.later(minutes=1)
    town.says("李群主", "撤销")
    assert town.all_silent()
    town.says("李群主", "撤销", mentions_bot=True)
    assert town.group_hears() == [NOTHING]
    assert town.ticket(1).status == Status.CONFIRMED


def test_somebody_acted_meanwhile(town: Town) -> None:
    """Who did what is said; nothing is taken back."""
    _reported(town)
    town.says("李群主", "1")
    town.whispers("赵网格员", "接单 1")
    town.hush()
    town.says("李群主", "撤销")
    assert town.group_hears() == ["【1号】赵网格员已接单，不能再撤销“确认”"]
    town.says("王大妈", "补充 1 还有一盏")
    town.hush()
    town.whispers("赵网格员", "撤销")
    assert town.hears("赵网格员") == ["【1号】反映人已补充，不能再撤销“接单”"]
    assert town.ticket(1).status == Status.HANDLING


def test_the_same_person_from_another_channel(town: Town) -> None:
    """It is the person who did it, whichever account speaks."""
    town.account("李群主", "app")
    _reported(town)
    town.says("李群主", "1")
    town.hush()
    town.sends("李群主", "撤销", channel="app", group_id=None)
    assert town.hears("李群主", "app") == [f"【1号】“确认”已撤销，现在待确认：{CHOICES}"]


def test_a_sensitive_matter_stays_private(town: Town) -> None:
    """The answer to 撤销 in the group comes in private."""
    town.says("王大妈", "我老公又喝酒打我了，救命，孩子也被打了")
    town.whispers("李群主", "1")
    town.hush()
    town.says("李群主", "撤销")
    assert town.group_hears() == []
    assert town.hears("李群主") == [f"【1号】“确认”已撤销，现在待确认：{CHOICES}"]


def test_what_is_registered_from_a_question_can_be_taken_back_to_pending(town: Town) -> None:
    """The number is for life; the owner can still say that it is none."""
    town.says("王大妈", "这路灯也太暗了")
    asked = town.hears("李群主")
    if asked:
        town.whispers("李群主", "1")
        town.hush()
        town.whispers("李群主", "撤销")
        assert town.ticket(1).status == Status.PENDING


def test_what_cannot_be_taken_back(town: Town) -> None:
    """Each says what to do instead."""
    town.says("王大妈", LAMP)
    town.says("王大妈", "撤销")
    assert town.group_hears()[-1] == "登记了的事请用撤回，例：撤回 17"
    town.says("王大妈", "撤回 1")
    town.says("王大妈", "撤销")
    assert town.group_hears()[-1] == "撤回的内容已经删除，不能恢复；请把事情再说一遍"
    town.says("张大爷", "1")
    town.says("张大爷", "撤销")
    assert town.group_hears()[-1] == "网格长已经接到通知，不能撤销；没事了请直接告诉他"
    town.whispers("赵网格员", "删除我的信息")
    town.whispers("赵网格员", "撤销")
    assert town.hears("赵网格员")[-1] == "信息已经删除，不能恢复；有事请再说一遍"
    town.whispers("王大妈", "删除我的信息")
    town.whispers("王大妈", "撤销")
    assert town.hears("王大妈")[-1] == NOTHING


def test_words_that_were_erased_do_not_come_back(town: Town) -> None:
    """The reporter is forgotten after the handler's step: it cannot be taken back, and says why."""
    _handled(town)
    town.whispers("赵网格员", "办结 1 换好了")
    town.whispers("王大妈", "删除我的信息")
    town.hush()
    town.whispers("赵网格员", "撤销")
    assert town.hears("赵网格员") == ["有关内容已按本人要求删除，不能撤销"]


def test_nobodys_undo_is_talk(town: Town) -> None:
    """Whoever did nothing talks: silence in the group, one sentence where it is said to the bot."""
    _reported(town)
    for who in ("路人", "张大爷", "外村网格员"):
        town.says(who, "撤销")
        assert town.all_silent()
        town.whispers(who, "撤销")
        assert town.hears(who) == [NOTHING]
    town.says("路人", "撤销这个决定吧")
    assert town.all_silent()
    assert town.ticket(1).status == Status.PENDING


def test_looking_is_no_deed(town: Town) -> None:
    """After a deed one may look around, and still take it back."""
    _reported(town)
    town.says("李群主", "1")
    for words in ("待办", "帮助", "进度 1", "公开 低保"):
        town.whispers("李群主", words)
    town.whispers("李群主", "确认 99")
    town.says("李群主", "撤销")
    assert town.ticket(1).status == Status.PENDING


def test_a_redelivered_undo_happens_once(town: Town) -> None:
    """The gateway repeats it: nothing more is taken back, nothing said twice."""
    _reported(town)
    town.says("李群主", "1")
    town.says("李群主", "撤销")
    town.hush()
    assert town.repeats() == "duplicate"
    assert town.all_silent()
    assert len(town.events(1)) == 4


@pytest.mark.parametrize("words", ["撤销", "撤销。", "@网格群助手 撤销", "撤销 谢谢", "撤销1"])
def test_how_it_is_written(town: Town, words: str) -> None:
    """As people type it."""
    _reported(town)
    town.says("李群主", "1")
    town.says("李群主", words)
    assert town.ticket(1).status == Status.PENDING


def test_the_round_forgets(town: Town) -> None:
    """After ten minutes nothing of a deed is kept."""
    _reported(town)
    town.says("李群主", "1")
    assert town.kept_deeds() == 2
    town.later(minutes=9)
    assert town.kept_deeds() == 2
    town.later(minutes=2)
    assert town.kept_deeds() == 0
