"""Fixtures of the sandbox's tests: a clock moved by hand, a program, and the platform on a port."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.sandbox.faults import FaultScript
from bot.sandbox.platform import Platform
from bot.sandbox.rules import Rules
from bot.sandbox.server import SandboxServer
from models.database import Database
from tests.bot.making import Hand
from tests.sandbox.client import Client
from tests.sandbox.corps import make_corp
from tests.sandbox.program import Program
from tests.town import Town

QUICK = Rules(callback_seconds=2, refresh_seconds=0.02)
"""Nobody here waits as long as the real platform does."""


@pytest.fixture
def hand() -> Hand:
    """The time, moved by hand."""
    return Hand()


@pytest.fixture
def faults() -> FaultScript:
    """No faults, until a test adds some."""
    return FaultScript()


@pytest.fixture
def program() -> Iterator[Program]:
    """What stands behind the callback addresses."""
    with Program() as listening:
        yield listening


@pytest.fixture
def platform(hand: Hand, faults: FaultScript, program: Program) -> Iterator[Platform]:
    """The platform over real HTTP."""
    corp = make_corp(program.app_url, program.bot_url)
    with SandboxServer(lambda url: Platform(corp, url, hand, hand, faults, QUICK)) as server:
        yield server.platform


@pytest.fixture
def client(platform: Platform) -> Client:
    """The application's calls."""
    return Client(platform.url)


@pytest.fixture
def quiet_town(sqlite: Database, make_town: Callable[[Database], Town]) -> Town:
    """The town on SQLite."""
    return make_town(sqlite)
