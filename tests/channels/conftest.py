"""Fixtures of the channels' tests: a clock moved by hand, a stand-in platform, channels of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.channels.wecom_aibot import WeComAiBot
from bot.channels.wecom_app import WeComApp
from models.database import Database
from tests.bot.making import Hand
from tests.channels.kinds_made import make_aibot, make_app
from tests.channels.wecom_server import WeComServer
from tests.town import Town


@pytest.fixture
def hand() -> Hand:
    """The real time, moved by hand."""
    return Hand()


@pytest.fixture
def quiet_town(sqlite: Database, make_town: Callable[[Database], Town]) -> Town:
    """The town on SQLite."""
    return make_town(sqlite)


@pytest.fixture
def platform() -> Iterator[WeComServer]:
    """The platform's API on this machine."""
    with WeComServer() as server:
        yield server


@pytest.fixture
def app(hand: Hand, platform: WeComServer) -> WeComApp:
    """An application that speaks with the stand-in."""
    return make_app(hand, api_base_url=platform.url)


@pytest.fixture
def aibot(hand: Hand) -> WeComAiBot:
    """An AI bot."""
    return make_aibot(hand)
