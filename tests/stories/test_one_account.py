"""One member, one account: however the platform spells it, and on whichever channel of the corporation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.actions.erase import erase_now
from models.space import Space
from tests.town import CHANNEL, Town

ROOM = "room"
LAMP = "村口的路灯坏了三天了，没人来修"


@pytest.fixture(name="corp")
def _corp(town: Town) -> Town:
    """The town's channel and another one belong to one corporation."""
    spaces = {CHANNEL: Space((CHANNEL, ROOM), caseless=True), ROOM: Space((ROOM, CHANNEL), caseless=True)}
    town.office = replace(town.office, spaces=spaces)
    return town


def test_capitals_make_no_stranger(corp: Town) -> None:
    """The callback spells him as it likes; he is answered as he is known."""
    corp.whispers("赵网格员", "待办", sender_id="U-Zhao")
    assert corp.hears("赵网格员") == ["您现在没有待办"]
    corp.says("王大妈", LAMP)
    corp.says("李群主", "1", sender_id="U-LI")
    assert corp.ticket(1).status == "confirmed"


def test_capitals_matter_where_the_platform_says_so(town: Town) -> None:
    """Elsewhere another spelling is somebody else."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1", sender_id="U-LI")
    assert town.ticket(1).status == "pending"


def test_who_is_known_on_one_channel_is_known_on_the_other(corp: Town) -> None:
    """The list names his account once; he answers where he likes."""
    corp.says("王大妈", LAMP)
    corp.whispers("李群主", "确认 1", channel=ROOM, sender_id="U-li")
    assert corp.ticket(1).status == "confirmed"


def test_a_stranger_of_one_channel_is_a_stranger_on_another(town: Town) -> None:
    """Channels that are not of one corporation share nobody."""
    town.says("王大妈", LAMP)
    town.whispers("李群主", "确认 1", channel=ROOM)
    assert town.ticket(1).status == "pending"


def test_a_report_on_one_channel_is_ones_own_on_the_other(corp: Town) -> None:
    """One account, one reporter."""
    corp.whispers("陈师傅", LAMP, channel=ROOM)
    corp.whispers("陈师傅", "撤回 1", sender_id="U-Chen")
    assert corp.ticket(1).status == "withdrawn"


def test_erasing_takes_every_spelling_and_channel(corp: Town) -> None:
    """Whatever the office types, nothing of the account is left."""
    corp.whispers("陈师傅", LAMP, channel=ROOM)
    assert erase_now(corp.office, ROOM, "u-CHEN", corp.now)
    assert not erase_now(corp.office, CHANNEL, "u-chen", corp.now)
    assert corp.ticket(1).text == ""
