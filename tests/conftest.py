"""Fixtures of the whole suite: both databases, the classifier, and the town."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from models.crypto import KeyRing
from models.database import Database
from nlp.classifier import Classifier, build_classifier
from tests import databases, servers
from tests.town import Town

settings.register_profile("house", deadline=None)
settings.register_profile("soak", deadline=None, max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "house"))

KEYS = KeyRing("the key of the tests", [b"0123456789abcdef0123456789abcdef"])


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL database of this worker, migrated once."""
    with servers.postgresql() as server:
        name = f"gridbot_{os.getpid()}_{uuid.uuid4().hex[:6]}"
        url = databases.create(server, name)
        migrated = Database(url, KEYS)
        migrated.upgrade()
        migrated.close()
        yield url
        databases.drop(server, name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables, copied for each test."""
    file = tmp_path_factory.mktemp("template") / "gridbot.db"
    migrated = Database(f"sqlite:///{file}", KEYS)
    migrated.upgrade()
    migrated.fold_log()
    migrated.close()
    return file


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The engine of all tests on SQLite: statements that one has compiled serve the next."""
    return Database(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'gridbot.db'}", KEYS)


@pytest.fixture
def sqlite(sqlite_engine: Database, sqlite_template: Path) -> Iterator[Database]:
    """An empty SQLite database, in a new file."""
    databases.put(sqlite_engine, sqlite_template)
    yield sqlite_engine
    sqlite_engine.close()


@pytest.fixture(scope="session")
def postgresql_engine(postgresql_url: str) -> Database:
    """The engine of all tests on PostgreSQL."""
    return Database(postgresql_url, KEYS)


@pytest.fixture
def postgresql(postgresql_engine: Database) -> Iterator[Database]:
    """An empty PostgreSQL database."""
    databases.empty(postgresql_engine)
    yield postgresql_engine
    postgresql_engine.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database; each test that asks for it runs on both kinds."""
    found: Database = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    """The classifier with the built-in rules."""
    return build_classifier(cache_dir=tmp_path_factory.mktemp("jieba"))


@pytest.fixture
def make_town(classifier: Classifier) -> Callable[[Database], Town]:
    """Makes the town in a given database."""
    return lambda where: Town(where, classifier)


@pytest.fixture
def town(database: Database, make_town: Callable[[Database], Town]) -> Town:
    """幸福村3组 with its cast, on both databases."""
    return make_town(database)
