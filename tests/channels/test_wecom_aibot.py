"""An AI bot hears what is said to it, and answers each message at most once, within the hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.channel import ChannelError, Parcel
from bot.channels.reply_paths import ReplyPathsInMemory
from bot.channels.wecom_aibot import BotKeys, WeComAiBot
from bot.redis_store import RedisStore
from models.outbox import Choice
from tests import servers
from tests.bot.making import Hand
from tests.channels.envelopes import AES_KEY, TOKEN, Sealer, to_bot
from tests.channels.kinds_made import make_aibot
from tests.channels.wecom_server import HANG_UP, SLOW, WeComServer

NOBODYS = Sealer(receive_id="")
IN_GROUP: dict[str, Any] = {"chattype": "group", "chatid": "wr1"}
FORGET = "for _, key in ipairs(redis.call('KEYS', 'gridbot:*')) do redis.call('DEL', key) end"
TOLD = Parcel("d-1", "【17号】已受理", group_id="wr1")


@pytest.fixture(name="redis_url", scope="module")
def _redis_url() -> Iterator[str]:
    """A Redis server."""
    with servers.redis() as url:
        yield url


@pytest.fixture(name="aibot", params=["memory", "redis"])
def _aibot(request: pytest.FixtureRequest, hand: Hand) -> Iterator[WeComAiBot]:
    """An AI bot whose ways to answer are kept in this process, or in Redis for all."""
    if request.param == "memory":
        yield make_aibot(hand)
        return
    store = RedisStore(request.getfixturevalue("redis_url"))
    store.run(FORGET, [])
    yield make_aibot(hand, store)
    store.close()


def says(aibot: WeComAiBot, hand: Hand, url: str, **fields: Any) -> None:
    """Somebody speaks to the bot."""
    told = to_bot("@助手 待办", response_url=url, **(IN_GROUP | fields))
    aibot.receive(NOBODYS.json(hand(), told), hand())


def refusal(aibot: WeComAiBot, parcel: Parcel = TOLD) -> tuple[str, bool]:
    """How a parcel is not delivered."""
    with pytest.raises(ChannelError) as error:
        aibot.send(parcel)
    return error.value.code, error.value.permanent


def test_an_answer_goes_to_the_address_that_came(
    aibot: WeComAiBot, hand: Hand, platform: WeComServer
) -> None:
    """Plain JSON, as markdown."""
    says(aibot, hand, platform.response_url("r1"))
    aibot.send(TOLD)
    assert platform.taken == [{"msgtype": "markdown", "markdown": {"content": "【17号】已受理"}}]


def test_without_a_message_nobody_may_be_spoken_to(aibot: WeComAiBot) -> None:
    """The platform knows no other way, and no later try would find one."""
    assert refusal(aibot) == ("no_way_to_speak", True)


def test_each_message_is_answered_once(aibot: WeComAiBot, hand: Hand, platform: WeComServer) -> None:
    """A repetition of the same callback opens no second way."""
    for _ in range(2):
        says(aibot, hand, platform.response_url("r1"))
    aibot.send(TOLD)
    says(aibot, hand, platform.response_url("r1"))
    assert refusal(aibot, replace(TOLD, delivery_id="d-2")) == ("no_way_to_speak", True)
    assert len(platform.asked) == 1


def test_a_way_ends_within_the_hour(aibot: WeComAiBot, hand: Hand, platform: WeComServer) -> None:
    """By the real clock, a little early."""
    says(aibot, hand, platform.response_url("r1"))
    hand.move(minutes=56)
    assert refusal(aibot) == ("no_way_to_speak", True)


def test_a_way_leads_into_its_own_chat_only(aibot: WeComAiBot, hand: Hand, platform: WeComServer) -> None:
    """What was said in a group opens nothing in private, nor the other way round."""
    says(aibot, hand, platform.response_url("r1"))
    private = replace(TOLD, group_id=None, user_id="zhao")
    assert refusal(aibot, private) == ("no_way_to_speak", True)
    says(aibot, hand, platform.response_url("r2"), chattype="single", chatid=None)
    aibot.send(replace(private, user_id="ZHAO"))
    assert platform.used == {"r2"}


def test_an_answer_takes_the_way_of_its_message(aibot: WeComAiBot, hand: Hand, platform: WeComServer) -> None:
    """Else the way that ends first."""
    for number in (1, 2, 3):
        says(aibot, hand, platform.response_url(f"r{number}"), msgid=f"m{number}")
        hand.move(seconds=1)
    aibot.send(replace(TOLD, in_reply_to="m2"))
    assert platform.used == {"r2"}
    aibot.send(replace(TOLD, delivery_id="d-2", in_reply_to="m2"))
    assert platform.used == {"r1", "r2"}


def test_a_lost_answer_is_not_given_twice(aibot: WeComAiBot, hand: Hand, platform: WeComServer) -> None:
    """The second try goes the same way, which the platform calls used."""
    for number in (1, 2):
        says(aibot, hand, platform.response_url(f"r{number}"), msgid=f"m{number}")
    platform.script.append(HANG_UP)
    assert refusal(aibot) == ("unreachable", False)
    aibot.send(TOLD)
    assert (len(platform.used), len(platform.taken), len(platform.asked)) == (1, 1, 2)


@pytest.mark.parametrize(("code", "permanent"), [(-1, False), (45009, False), (93008, True), (40058, True)])
def test_each_refusal_has_its_consequence(
    aibot: WeComAiBot, hand: Hand, platform: WeComServer, code: int, permanent: bool
) -> None:
    """A busy platform leaves the way as it is; others end it."""
    says(aibot, hand, platform.response_url("r1"))
    platform.script.append(code)
    assert refusal(aibot) == (str(code), permanent)
    if not permanent:
        aibot.send(TOLD)
        assert platform.used == {"r1"}


def test_a_way_that_was_used_by_somebody_else_gives_way_to_the_next(
    aibot: WeComAiBot, hand: Hand, platform: WeComServer
) -> None:
    """Before a restart without Redis, for instance: nothing was said by it for this parcel."""
    says(aibot, hand, platform.response_url("r1"), msgid="m1")
    hand.move(seconds=1)
    says(aibot, hand, platform.response_url("r2"), msgid="m2")
    platform.spend("r1")
    assert refusal(aibot) == ("60140", False)
    aibot.send(TOLD)
    assert platform.used == {"r1", "r2"}


def test_nobody_is_waited_for_without_end(hand: Hand, platform: WeComServer) -> None:
    """A slow platform is another try later."""
    keys = BotKeys("aibot", TOKEN, AES_KEY, ("",), 0, waits=(2.0, 0.2))
    aibot = WeComAiBot(keys, ReplyPathsInMemory(hand), hand)
    says(aibot, hand, platform.response_url("r1"))
    platform.script.append(SLOW)
    assert refusal(aibot) == ("timeout", False)


def test_choices_become_a_card(aibot: WeComAiBot, hand: Hand, platform: WeComServer) -> None:
    """The buttons say what the words offer."""
    says(aibot, hand, platform.response_url("r1"))
    aibot.send(replace(TOLD, choices=(Choice("是", "确认 17"),)))
    (button,) = platform.taken[0]["template_card"]["button_list"]
    assert (button["text"], button["key"]) == ("是", "say:确认 17")


def test_words_do_not_become_markup(aibot: WeComAiBot, hand: Hand, platform: WeComServer) -> None:
    """A resident's words make no link, no heading and no bold; too long ones end with a sign."""
    says(aibot, hand, platform.response_url("r1"))
    aibot.send(replace(TOLD, text="# 大\n[点](http://evil.example) **黑** <b>`" + "长" * 9000))
    content = platform.taken[0]["markdown"]["content"]
    assert not set(content) & set("#[]*<`")
    assert content.endswith("……")
    assert len(content.encode()) <= 20_480


def test_an_address_that_is_none_is_not_kept(aibot: WeComAiBot, hand: Hand) -> None:
    """Samples have words in its place."""
    says(aibot, hand, "RESPONSEURL")
    assert refusal(aibot) == ("no_way_to_speak", True)


def test_without_redis_what_comes_in_is_heard_and_what_goes_out_waits(hand: Hand) -> None:
    """An answer may be lost, a message may not."""
    aibot = make_aibot(hand, RedisStore("redis://127.0.0.1:9/0"))
    told = to_bot("待办", response_url="https://h/r")
    assert len(aibot.receive(NOBODYS.json(hand(), told), hand()).messages) == 1
    assert refusal(aibot) == ("redis_away", False)


def test_a_chat_is_not_flooded(aibot: WeComAiBot, hand: Hand, platform: WeComServer) -> None:
    """The platform refuses more than 30 a minute."""
    for number in range(26):
        says(aibot, hand, platform.response_url(f"r{number}"), msgid=f"m{number}")
    for number in range(25):
        aibot.send(replace(TOLD, delivery_id=f"d-{number}"))
    assert refusal(aibot, replace(TOLD, delivery_id="d-25")) == ("too_many_a_minute", False)
