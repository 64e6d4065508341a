"""Nineteen of twenty messages are talk: the bot is silent, and nothing of them is kept."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from models.database import Database
from models.person import Identity
from models.receipt import Receipt
from tests.town import Town

TALK = (
    "早上好，祝大家新的一周万事如意",
    "转发：明天多云转晴",
    "不需要报名了",
    "满意度调查大家填一下",
    "公开道歉！",
    "完成任务了，收工",
    "改天一起吃饭",
    "同意楼上的说法",
    "到了到了",
    "补充一点，带上身份证",
    "撤回了什么",
    "1",
    "12",
    "3号楼集合",
)


@pytest.mark.parametrize("words", TALK)
def test_talk_that_looks_like_a_command_is_talk(town: Town, words: str) -> None:
    """Neither the owner nor a neighbour is answered, nor refused."""
    for who in ("李群主", "赵网格员"):
        town.says(who, words)
    assert town.all_silent()
    assert town.tickets() == []


def test_words_in_an_unbound_group_do_nothing(town: Town) -> None:
    """A stranger's group: reports, commands and numbers fall on deaf ears."""
    for words in ("村口路灯坏了没人修", "1", "确认 1", "帮助", "@网格群助手 公开 低保"):
        town.sends("路人", words, group_id="unknown")
    assert town.all_silent()
    assert town.tickets() == []
    assert _rows(town.database) == 0


def test_talk_leaves_no_row(town: Town) -> None:
    """No receipt, no identity, no outgoing word."""
    before = _rows(town.database)
    for words in TALK:
        town.says("路人", words)
    town.whispers("路人", "你好呀")
    assert _rows(town.database) == before + _calls(town)


def _calls(town: Town) -> int:
    """路人's bare 1 called the chief: one identity and one receipt."""
    return 2 if town.hears("孙网格长") else 0


def _rows(database: Database) -> int:
    with database.reading() as session:
        return _count(session)


def _count(session: Session) -> int:
    receipts = session.exec(select(Receipt)).all()
    unknown = session.exec(select(Identity).where(Identity.account == "u-stranger")).all()
    return len(receipts) + len(unknown)
