"""群众按“1”: a resident who sends 1 calls the grid's chief at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from handlers.actions.call_overdue import call_on
from models.call import ChiefCall
from tests.town import MONDAY, Town


@pytest.mark.parametrize("one", ["1", "１", "1！", " 1"])
def test_one_calls_the_chief(town: Town, one: str) -> None:
    """Alone in the group, from anyone who was not asked."""
    town.says("王大妈", one)
    (reply,) = town.group_messages()
    assert reply.text == "已通知孙网格长，请等他联系您"
    assert reply.mentions == ("u-wang",)
    assert town.hears("孙网格长") == ["请马上联系幸福村3组的居民，他按“1”找您：王大妈 13800009001"]


def test_once_in_ten_minutes(town: Town) -> None:
    """A second 1 within ten minutes is silence; after that it calls again."""
    town.says("王大妈", "1")
    town.hush()
    town.later(minutes=5)
    town.hush()
    town.says("王大妈", "1")
    assert town.all_silent()
    town.later(minutes=6)
    town.says("王大妈", "1")
    assert len(town.hears("孙网格长")) == 1


def test_not_while_others_count(town: Town) -> None:
    """接龙: while others post bare numbers, a 1 is talk."""
    town.says("张大爷", "2")
    town.says("王大妈", "1")
    assert town.all_silent()
    town.later(minutes=3)
    town.says("王大妈", "1")
    assert len(town.group_hears()) == 1


def test_the_owners_one_without_a_question_does_nothing(town: Town) -> None:
    """Nor does the chief's own."""
    town.says("李群主", "1")
    town.says("孙网格长", "1")
    assert town.all_silent()


def test_wanting_in_private(town: Town) -> None:
    """要 in private calls the chief of one's own grid; a stranger's grid is not known."""
    town.whispers("陈师傅", "要")
    assert town.hears("陈师傅") == ["已通知孙网格长，请等他联系您"]
    town.hush()
    town.whispers("路人", "要")
    town.says("王大妈", "要")
    assert town.all_silent()


WHO = "王大妈 13800009001"


def _call(town: Town) -> ChiefCall:
    """The newest call."""
    with town.database.reading() as session:
        found = session.exec(select(ChiefCall).order_by(col(ChiefCall.id).desc())).first()
        assert found is not None
        return found


def test_nobody_answers(town: Town) -> None:
    """After five minutes the deputy, then those above, each once; four people, and then nobody more."""
    town.says("王大妈", "1")
    town.hush()
    town.later(minutes=4)
    assert town.all_silent()
    for minutes, who in ((5, "赵网格员"), (10, "周主任"), (15, "钱镇长")):
        for _ in range(2):
            town.at(MONDAY + timedelta(minutes=minutes))
        assert town.hears(who) == [f"请马上联系幸福村3组的居民，他按“1”{minutes}分钟没人应：{WHO}"]
        assert town.all_silent()
    town.later(hours=1)
    assert town.all_silent()
    assert (_call(town).answered_at, _call(town).next_at) == (None, None)


@pytest.mark.parametrize("words", ["到", "收到", "马上过去", "待办", "1"])
@pytest.mark.parametrize("in_private", [True, False])
def test_the_chief_answers(town: Town, words: str, in_private: bool) -> None:
    """Any word of his, in that group or in private: the time is measured, and nobody else is called."""
    town.says("王大妈", "1")
    town.later(minutes=3)
    (town.whispers if in_private else town.says)("孙网格长", words)
    assert _call(town).answered_at == MONDAY + timedelta(minutes=3)
    town.hush()
    town.later(minutes=10)
    town.whispers("孙网格长", "到")
    assert town.hears("赵网格员") == []
    assert _call(town).answered_at == MONDAY + timedelta(minutes=3)


def test_the_deputy_answers(town: Town) -> None:
    """Whoever was called may; the time counts from the call."""
    town.says("王大妈", "1")
    town.later(minutes=5)
    town.later(minutes=2)
    town.says("赵网格员", "我去")
    assert _call(town).answered_at == MONDAY + timedelta(minutes=7)
    town.hush()
    town.later(minutes=30)
    assert town.all_silent()


@pytest.mark.parametrize("who", ["张大爷", "赵网格员", "周主任", "路人", "王大妈"])
def test_what_is_no_answer(town: Town, who: str) -> None:
    """Talk of others, of staff who were not called too: nothing of it is kept."""
    town.says("王大妈", "1")
    town.later(minutes=1)
    town.says(who, "收到，谢谢大家")
    assert _call(town).answered_at is None
    town.later(minutes=5)
    assert len(town.hears("赵网格员")) == 1


def test_another_groups_words_are_no_answer(town: Town) -> None:
    """Nor what was said before the call."""
    town.group("g4", "C4")
    before = town.now
    town.later(minutes=1)
    town.says("王大妈", "1")
    town.sends("孙网格长", "开会了", group_id="g4")
    town.whispers("孙网格长", "知道了", sent_at=before)
    assert _call(town).answered_at is None


def test_after_a_pause_of_the_scheduler_only_the_latest_is_called(town: Town) -> None:
    """Twelve minutes without a round: the village cadre, not the deputy as well; once."""
    town.says("王大妈", "1")
    town.hush()
    town.later(minutes=12)
    assert town.hears("周主任") == [f"请马上联系幸福村3组的居民，他按“1”12分钟没人应：{WHO}"]
    assert town.hears("赵网格员") == []
    assert call_on(town.office, town.now) == []
    town.later(days=1)
    assert town.hears("钱镇长") == []


def test_a_caller_who_was_erased_is_not_told_of(town: Town) -> None:
    """删除我的信息 ends the call."""
    town.says("王大妈", "1")
    town.whispers("王大妈", "删除我的信息")
    town.hush()
    town.later(minutes=6)
    assert town.hears("赵网格员") == []
