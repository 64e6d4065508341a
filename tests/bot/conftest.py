"""Fixtures of the outer shell: the town's office behind real HTTP surfaces."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from werkzeug.test import Client

from bot.parts import Parts
from bot.web.app import build_application
from handlers.office import Office
from models.database import Database
from nlp.classifier import Classifier
from tests.bot.making import Hand, bare_office, make_parts
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
def office(sqlite: Database, classifier: Classifier) -> Office:
    """An office where nobody lives yet."""
    return bare_office(sqlite, classifier)


@pytest.fixture
def parts(quiet_town: Town, hand: Hand) -> Parts:
    """The parts of a process in the town; nobody listens where it delivers."""
    return make_parts(quiet_town.office, hand, county=quiet_town.now)


@pytest.fixture
def client(parts: Parts) -> Client:
    """A client of the whole HTTP surface."""
    return Client(build_application(parts))
