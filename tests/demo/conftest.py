"""Fixtures of the demo's machinery: the town's office, a real gateway, and a clock that can be moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from bot.demo.cast import CHANNEL, the_cast
from bot.parts import Parts
from bot.web.simulator.bridge import BridgeWire
from bot.web.simulator.clockwork import Clockwork, Stage
from bot.web.simulator.gateway import Bridge
from bot.web.simulator.gateway import Gateway as Wire
from bot.web.simulator.leaps import AT_ONCE
from bot.web.simulator.theatre import Theatre
from models.database import Database
from tests.bot.making import REAL_NOON, Hand, make_parts
from tests.gateway import Gateway
from tests.town import CAST, ZONE, Town

TODAY = date(2026, 11, 22)
VILLAGE = Stage("B1", [member.account for member in CAST.values() if member.account])


@pytest.fixture
def town(sqlite: Database, make_town: Callable[[Database], Town]) -> Town:
    """The town on SQLite, as every demo is."""
    return make_town(sqlite)


@pytest.fixture
def listener() -> Iterator[Gateway]:
    """Where the bot's words arrive."""
    with Gateway() as gateway:
        yield gateway


@pytest.fixture
def parts(town: Town, listener: Gateway) -> Parts:
    """The parts of a process in the town."""
    return make_parts(town.office, Hand(REAL_NOON.astimezone(ZONE)), listener.url, county=town.now)


@pytest.fixture
def clockwork(parts: Parts) -> Clockwork:
    """The town's clock, moved without waiting."""
    return Clockwork(parts, VILLAGE, AT_ONCE)


@pytest.fixture
def stage(parts: Parts) -> Theatre:
    """A theatre whose words nobody takes."""
    bridge = Bridge("http://127.0.0.1:9/callback/demo", "between the two of us", parts.real_time)
    wire = BridgeWire(Wire(bridge), the_cast())
    return Theatre(the_cast(), {CHANNEL: wire}, parts.clock, parts.stop)
