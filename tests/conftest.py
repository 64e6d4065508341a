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


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database."""
    file = tmp_path / "gridbot.db"
    file.write_bytes(sqlite_template.read_bytes())
    opened = Database(f"sqlite:///{file}", KEYS)
    yield opened
    opened.close()


@pytest.fixture
def postgresql(postgresql_url: str) -> Iterator[Database]:
    """An empty PostgreSQL database."""
    opened = Database(postgresql_url, KEYS)
    databases.empty(opened)
    yield opened
    opened.close()


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
