"""Channels made from configuration tables, as wiring makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.channel import Channel
from bot.channels.kinds import Around, build_channel
from bot.channels.wecom_aibot import WeComAiBot
from bot.channels.wecom_app import WeComApp
from bot.config import ChannelSettings, Settings
from bot.redis_store import RedisStore
from tests.bot.making import Hand
from tests.channels.envelopes import AES_KEY, CORP, TOKEN
from tests.channels.wecom_server import SECRET


def make_channel(hand: Hand, table: Mapping[str, Any], store: RedisStore | None = None) -> Channel:
    """The channel of a table."""
    return build_channel(ChannelSettings.model_validate(table), Around(Settings().zone, hand, store))


def make_app(hand: Hand, **changes: Any) -> WeComApp:
    """An application; `changes` to its table."""
    table = {
        "name": "app",
        "kind": "wecom_app",
        "corp_id": CORP,
        "agent_id": 1000002,
        "secret": SECRET,
        "token": TOKEN,
        "aes_key": AES_KEY,
    }
    channel = make_channel(hand, table | changes)
    assert isinstance(channel, WeComApp)
    return channel


def make_aibot(hand: Hand, store: RedisStore | None = None, **changes: Any) -> WeComAiBot:
    """An AI bot; `changes` to its table."""
    table = {"name": "aibot", "kind": "wecom_aibot", "token": TOKEN, "aes_key": AES_KEY}
    channel = make_channel(hand, table | changes, store)
    assert isinstance(channel, WeComAiBot)
    return channel
