"""Several processes of one county: one token, one pace, one pause, as long as Redis is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.channels.channel import ChannelError, Parcel
from bot.channels.kinds import Around, build_channel
from bot.channels.together import Together
from bot.channels.wecom_app import WeComApp
from bot.config import ChannelSettings, Settings
from bot.redis_store import RedisStore
from tests import servers
from tests.bot.making import Hand
from tests.channels.envelopes import AES_KEY, CORP, TOKEN
from tests.channels.wecom_server import SECRET, WeComServer

TOLD = Parcel("d-1", "请办理【17号】", user_id="zhao", ticket=17)
FORGET = "for _, key in ipairs(redis.call('KEYS', 'gridbot:*')) do redis.call('DEL', key) end"
AWAY = "redis://127.0.0.1:9"


@pytest.fixture(name="redis_url", scope="module")
def _redis_url() -> Iterator[str]:
    """A Redis server."""
    with servers.redis() as url:
        yield url


@pytest.fixture(name="stores")
def _stores(redis_url: str) -> Iterator[list[RedisStore]]:
    """The connections of two processes to it."""
    stores = [RedisStore(redis_url), RedisStore(redis_url)]
    stores[0].run(FORGET, [])
    yield stores
    for store in stores:
        store.close()


def process(hand: Hand, platform: WeComServer, store: RedisStore, secret: str = SECRET) -> WeComApp:
    """The application as one process has it."""
    table = {"name": "app", "kind": "wecom_app", "corp_id": CORP, "agent_id": 1000002, "secret": secret}
    table |= {"token": TOKEN, "aes_key": AES_KEY, "api_base_url": platform.url}
    channel = build_channel(ChannelSettings.model_validate(table), Around(Settings().zone, hand, store))
    assert isinstance(channel, WeComApp)
    return channel


@pytest.fixture(name="pair")
def _pair(hand: Hand, platform: WeComServer, stores: list[RedisStore]) -> list[WeComApp]:
    """Two processes."""
    return [process(hand, platform, store) for store in stores]


def refusal(app: WeComApp, parcel: Parcel = TOLD) -> str:
    """With which code a parcel is not delivered."""
    with pytest.raises(ChannelError) as error:
        app.send(parcel)
    return error.value.code


def test_one_fetches_the_token_for_all(pair: list[WeComApp], platform: WeComServer) -> None:
    """And when the platform ends it, one fetches another."""
    for app in pair:
        app.send(TOLD)
    assert platform.tokens_given == 1
    platform.forget_tokens()
    for app in pair:
        app.send(TOLD)
    assert (platform.tokens_given, len(platform.taken)) == (2, 4)


def test_nobody_is_flooded_by_several(pair: list[WeComApp], hand: Hand, platform: WeComServer) -> None:
    """25 a minute to one member, whoever says them."""
    for number in range(25):
        pair[number % 2].send(replace(TOLD, delivery_id=f"d-{number}"))
    assert [refusal(app) for app in pair] == ["too_many_a_minute"] * 2
    pair[0].send(replace(TOLD, user_id="sun"))
    hand.move(seconds=61)
    pair[1].send(TOLD)
    assert len(platform.asked) == 27


def test_a_wrong_secret_is_asked_once_by_all(
    hand: Hand, platform: WeComServer, stores: list[RedisStore]
) -> None:
    """Another secret is tried at once."""
    wrong = [process(hand, platform, store, "not the secret") for store in stores]
    assert [refusal(app) for app in wrong] == ["40001", "40001"]
    assert platform.tokens_given == 1
    process(hand, platform, stores[0]).send(TOLD)


def test_without_redis_each_counts_for_itself(hand: Hand, platform: WeComServer) -> None:
    """What may be lost is no reason to say nothing."""
    app = process(hand, platform, RedisStore(AWAY))
    for number in range(25):
        app.send(replace(TOLD, delivery_id=f"d-{number}"))
    assert refusal(app) == "too_many_a_minute"


def test_neither_secret_nor_member_stands_in_redis(pair: list[WeComApp], stores: list[RedisStore]) -> None:
    """Keys are made of fingerprints."""
    pair[0].send(TOLD)
    keys = stores[0].run("return table.concat(redis.call('KEYS', '*'), ' ')", [])
    assert isinstance(keys, bytes)
    assert b"gridbot:account" in keys
    assert not [word for word in (SECRET, "zhao", CORP) if word.encode() in keys]


def test_what_was_kept_runs_out(stores: list[RedisStore], hand: Hand) -> None:
    """A token of no time is not kept, and nobody has said anything yet."""
    together = Together(stores[0], "a", "b")
    together.keep_token("t", 0)
    assert (together.token(), together.held("gettoken"), together.said("chat", hand())) == (None, None, 0)
    together.keep_token("t", 30)
    found = Together(stores[1], "a", "b").token()
    assert found is not None
    assert found[0] == "t"
    assert 25 <= found[1] <= 30
