"""Which tool keeps the backups of which database."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from bot.backups.postgresql import PostgresqlKeeper
from bot.backups.sqlite import SqliteKeeper
from bot.errors import BackupError
from models.database import Database


class Keeper(Protocol):
    """Makes a backup of one database and puts it back."""

    def backup(self, file: Path) -> None:
        """Write the whole database to a new file while it is in use."""

    def check(self, file: Path) -> None:
        """Raise unless the file is a backup of ours and every key it needs is at hand."""

    def restore(self, file: Path) -> None:
        """Replace the database by the backup, all or nothing."""


def keeper_of(database: Database) -> Keeper:
    """The keeper for a database."""
    return SqliteKeeper(database) if database.is_sqlite else PostgresqlKeeper(database)


def backup(database: Database, file: Path) -> None:
    """Write a backup; an existing file is never overwritten."""
    if file.exists():
        raise BackupError(f"{file} exists already; name a new file")
    if database.revision() is None:
        raise BackupError("the database is empty; there is nothing to back up")
    keeper_of(database).backup(file)


def restore(database: Database, file: Path, *, force: bool) -> None:
    """Put a backup back into an empty database; with `force` into any, whose content is lost."""
    if not file.is_file():
        raise BackupError(f"{file} is not there; name a file made by `gridbot db backup`")
    if not force and not database.is_empty():
        raise BackupError(
            "the database is not empty; restore into an empty one, or add --force to replace it"
        )
    keeper = keeper_of(database)
    keeper.check(file)
    keeper.restore(file)
