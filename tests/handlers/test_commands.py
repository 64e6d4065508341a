"""The command parser: every width, order and spacing whose meaning is clear; everything else is talk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.commands import LEXICON, Verb
from handlers.parsing import fold, parse, strip_mention

CASES = {
    "确认 17": (Verb.CONFIRM, (17,), ""),
    "确认17": (Verb.CONFIRM, (17,), ""),
    "１７　确认": (Verb.CONFIRM, (17,), ""),
    "确认　＃１７。": (Verb.CONFIRM, (17,), ""),
    "17号 误报": (Verb.REJECT, (17,), ""),
    "【17号】同意": (Verb.APPROVE, (17,), ""),
    "确认 17 18": (Verb.CONFIRM, (17, 18), ""),
    "办结 17 5人到场": (Verb.RESOLVE, (17,), "5人到场"),
    "办结17：换了 3 盏灯": (Verb.RESOLVE, (17,), "换了 3 盏灯"),
    "17 办结 修好了": (Verb.RESOLVE, (17,), "修好了"),
    "办结 修好了": (Verb.RESOLVE, (), "修好了"),
    "改 17 邻里": (Verb.RECATEGORISE, (17,), "邻里"),
    "改 邻里 17": (Verb.RECATEGORISE, (17,), "邻里"),
    "补充 17 3栋门口也不亮": (Verb.SUPPLEMENT, (17,), "3栋门口也不亮"),
    "确认 17 谢谢": (Verb.CONFIRM, (17,), ""),
    "误报 17 打错了": (Verb.REJECT, (17,), "打错了"),
    "是 17": (Verb.PICK, (17,), "1"),
    "17号 2": (Verb.PICK, (17,), "2"),
    "完成 5-3": (Verb.DONE, (3, 4, 5), ""),
    "不满意 17，还是不亮": (Verb.UNSATISFIED, (17,), "还是不亮"),
    "完成 3 5": (Verb.DONE, (3, 5), ""),
    "完成3-5": (Verb.DONE, (3, 4, 5), ""),
    "完成 3、5，8": (Verb.DONE, (3, 5, 8), ""),
    "完成 3 张三已换号": (Verb.DONE, (3,), "张三已换号"),
    "没打通4": (Verb.NO_ANSWER, (4,), ""),
    "改期 4 周五": (Verb.MOVE, (4,), "周五"),
    "公开 低保": (Verb.PUBLIC, (), "低保"),
    "１": (Verb.PICK, (), "1"),
    "不是": (Verb.PICK, (), "2"),
    "@李四 今天代班": (Verb.DEPUTISE, (), "李四"),
}
TALK = (
    "转发 17", "不需要报名了", "同意楼上", "满意度调查", "公开低保", "1楼", "2 3", "12", "确认一下", "收到",
    "", "完成任务了", "要不要来", "办结17号楼的灯", "不满意17还是不亮", "1 2 3", "确认 12345678901234567890",
)  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_commands(text: str) -> None:
    """What is a command, and what it says."""
    command = parse(fold(text))
    assert command is not None
    assert (command.verb, command.numbers, command.words) == CASES[text]


@pytest.mark.parametrize("text", TALK)
def test_talk(text: str) -> None:
    """What only looks like one."""
    assert parse(fold(text)) is None


def test_the_bots_name_is_ignored() -> None:
    """A leading @bot, or any leading or closing @ when the channel says that the bot is meant."""
    assert strip_mention("@网格群助手 确认 17", ("网格群助手",), False) == "确认 17"
    assert strip_mention("@小格，确认 17", ("网格群助手",), True) == "确认 17"
    assert strip_mention("确认 17 @小格", ("网格群助手",), True) == "确认 17"
    assert strip_mention("@张三 确认 17", ("网格群助手",), False) == "@张三 确认 17"
    assert strip_mention("@李四 今天代班 @小格", ("网格群助手",), True) == "@李四 今天代班"


def test_every_verb_has_one_meaning() -> None:
    """No word stands for two verbs."""
    words = [word for _, several in LEXICON.values() for word in several]
    assert len(words) == len(set(words))


@given(
    st.text(max_size=300)
    | st.text(alphabet="确认误报办结完成改期0123456789 -#【】号，。@\u3000１２", max_size=60)
)
def test_any_text_is_read_or_is_talk(text: str) -> None:
    """Hypothesis: the parser never breaks, and never invents a number."""
    command = parse(strip_mention(fold(text), ("bot",), True))
    if command is not None:
        assert all(number >= 0 for number in command.numbers)
        assert len(command.numbers) <= 501
