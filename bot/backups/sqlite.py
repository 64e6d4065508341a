"""SQLite: the online backup of the library, one plain database file."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bot.errors import BackupError
from models.crypto import UnsealError
from models.database import Database, DatabaseAway
from models.sealed_values import open_samples


class SqliteKeeper:
    """Backs up one SQLite file while others read and write it."""

    def __init__(self, database: Database) -> None:
        """`database`: what is kept."""
        self._database = database
        self._path = database.engine.url.database or ""

    def backup(self, file: Path) -> None:
        """Copy page by page into a file of its own, which only its owner may read."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600, exist_ok=False)
        with closing(sqlite3.connect(self._path)) as source, closing(sqlite3.connect(file)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")

    def check(self, file: Path) -> None:
        """Open a copy with our keys, since opening could change the file itself."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(shutil.copy(file, folder))
            if not _is_whole(copy):
                raise BackupError(f"{file} is no SQLite database, or a damaged one")
            opened = Database(f"sqlite:///{copy}", self._database.keys)
            try:
                self._judge(opened, file)
            finally:
                opened.close()

    def restore(self, file: Path) -> None:
        """Replace all pages in one step; open connections see the new content afterwards."""
        self._database.close()
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(self._path)) as target:
            source.backup(target)

    def _judge(self, opened: Database, file: Path) -> None:
        try:
            if opened.revision() is None:
                raise BackupError(f"{file} is a database of another program")
            with opened.reading() as session:
                open_samples(session)
        except UnsealError as error:
            raise BackupError(
                f"{file} needs other keys: {error}; add its key to [security] data_keys"
            ) from error
        except DatabaseAway as error:
            raise BackupError(f"{file} is not a backup that this version can read") from error


def _is_whole(file: Path) -> bool:
    """Whether SQLite finds the file to be a database with every page in its place."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False
