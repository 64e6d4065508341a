"""去处: a channel that only answers is answered there, and everything else finds its people elsewhere."""

from __future__ import annotations

import pytest

from handlers.office import Reach
from tests.town import Town

BOT = "workers"
APP = "cadres"
ROOM = "room"
LAMP = "村口的路灯坏了三天了，没人来修"


@pytest.fixture
def office_town(town: Town) -> Town:
    """The grid workers have a group of their own on a channel that only answers, and the staff an app."""
    town.channel(BOT, Reach.ANSWERS_ONLY)
    town.channel(APP, Reach.MEMBER)
    town.group(ROOM, "C3", channel=BOT, owner="李群主")
    for who in ("李群主", "赵网格员", "周主任", "孙网格长"):
        town.account(who, BOT)
        town.account(who, APP)
    return town


def _says(town: Town, who: str, text: str) -> None:
    town.sends(who, text, channel=BOT, group_id=ROOM, mentions_bot=True)


def test_a_matter_in_a_group_that_is_only_answered(office_town: Town) -> None:
    """The question is the answer to the report; the reporter, who has not just spoken, hears by the app."""
    town = office_town
    _says(town, "周主任", LAMP)
    assert town.group_hears(ROOM, BOT) == ["@李群主 请确认【1号】（道路路灯交通）：1 是 2 误报 3 交网格长"]
    _says(town, "李群主", "1")
    assert town.group_hears(ROOM, BOT) == ["【1号】已确认，交赵网格员办理"]
    assert town.hears("周主任", APP) == ["【1号】已登记，交赵网格员办理"]
    assert town.hears("赵网格员", APP)[0].startswith("请办理【1号】")
    assert town.all_silent()


def test_a_reminder_goes_to_the_owners_app(office_town: Town) -> None:
    """Half an hour later nobody has spoken: the reminder does not go into the group."""
    town = office_town
    _says(town, "周主任", LAMP)
    town.hush()
    town.later(minutes=31)
    assert town.hears("李群主", APP) == [
        f"请确认【1号】（道路路灯交通，幸福村3组）：1 是 2 误报 3 交网格长\n{LAMP}"
    ]
    assert town.all_silent()


def test_whoever_has_no_other_way_is_not_spoken_to(office_town: Town) -> None:
    """A stranger's matter is registered; that it was accepted cannot be told to him."""
    town = office_town
    _says(town, "路人", LAMP)
    _says(town, "李群主", "确认 1")
    town.hush()
    town.whispers("赵网格员", "接单 1")
    assert town.hears("路人", BOT) == []
    assert town.group_hears(ROOM, BOT) == []
    assert town.hears("赵网格员") == ["已接单【1号】，办好请回复：办结 1 说明"]


def test_many_answers_are_two_messages(office_town: Town) -> None:
    """The platform lets a message be answered twice; what is more is said in the second."""
    town = office_town
    for number in range(4):
        _says(town, "周主任", f"{number}号楼前的路灯坏了三天了，没人来修")
    town.hush()
    _says(town, "李群主", "误报 1 2 3 4")
    assert town.group_hears(ROOM, BOT) == [
        "【1号】已按误报处理",
        "【2号】已按误报处理\n【3号】已按误报处理\n【4号】已按误报处理",
    ]


def test_silence_does_not_silence_an_answer_there(office_town: Town) -> None:
    """Such a group is never spoken to unasked; who asks with @ is answered where he asks."""
    town = office_town
    _says(town, "李群主", "静音 2小时")
    assert town.group_hears(ROOM, BOT) == ["好的，静音到11:00；急事仍会提醒"]


def test_private_words_leave_a_channel_that_only_answers(office_town: Town) -> None:
    """Who whispers to the AI bot is answered there; what comes later goes to his app."""
    town = office_town
    town.sends("赵网格员", LAMP, channel=BOT, group_id=None)
    assert town.hears("赵网格员", BOT) == ["已登记【1号】，会有人联系您"]
    town.whispers("李群主", "确认 1")
    assert town.hears("赵网格员", APP)[0] == "【1号】已登记，交赵网格员办理"
    assert town.hears("赵网格员", BOT) == []
