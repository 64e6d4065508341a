"""The door to SQLAlchemy: one engine, its sessions, its migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlmodel import Session

from models.columns import hang_keys, keys_of
from models.crypto import KeyRing

__all__ = ["Collision", "Database", "DatabaseAway", "Session", "StatementError", "keep_at_hand"]

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 15
CONNECT_SECONDS = 5
MIGRATION_LOCK = 4_210_573
"""Any number, the same for all who migrate one database."""

DatabaseAway = (OperationalError, InterfaceError)
"""The database does not answer: what was asked may be tried again later."""

Collision = IntegrityError
"""Two wrote the same occasion, or the same step of a timeline: only one of them holds."""


class Database:
    """One database, reached by short sessions; nothing is held between them."""

    def __init__(self, url: str, keys: KeyRing, pool_size: int = 10) -> None:
        """Open no connection yet; an SQLite file's folder is made."""
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite(url) if self.is_sqlite else _postgresql(url, pool_size)
        hang_keys(self.engine, keys)

    @property
    def keys(self) -> KeyRing:
        """The key ring that this database's sealed columns use."""
        return keys_of(self.engine.dialect)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that writes: one transaction, committed at the end, rolled back by any error."""
        with Session(self.engine, expire_on_commit=False) as session, _faults_told_apart():
            yield session
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only asks; on SQLite it waits for no writer."""
        engine = self.engine.execution_options(read_only=True)
        with Session(engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    def ping(self) -> None:
        """Raise SQLAlchemy's error if the database does not answer."""
        with self.engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def fold_log(self) -> None:
        """Write SQLite's log into its file and empty it, so that erased bytes stand in neither."""
        if self.is_sqlite:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Return all connections."""
        self.engine.dispose()

    # Migrations

    def revision(self) -> str | None:
        """The revision the schema stands at; None for a database without our tables."""
        with self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()

    @staticmethod
    def newest_revision() -> str | None:
        """The revision this program expects."""
        return ScriptDirectory(str(MIGRATIONS)).get_current_head()

    def is_empty(self) -> bool:
        """Whether the database holds no table at all."""
        return not inspect(self.engine).get_table_names()

    def upgrade(self, revision: str = "head") -> None:
        """Bring the schema to `revision`, in one transaction; of several that try at once, one does it."""
        with self.engine.begin() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
            command.upgrade(_alembic(connection), revision)

    def downgrade(self, revision: str) -> None:
        """Take the schema back to `revision` ("base" for none)."""
        with self.engine.begin() as connection:
            command.downgrade(_alembic(connection), revision)


def keep_at_hand(session: Session) -> None:
    """Whatever this session reads it holds until it ends, so that no row is asked for by its key twice.

    SQLAlchemy itself forgets a row as soon as nobody holds it.
    """
    held = session.info.setdefault("held", [])
    event.listen(session, "loaded_as_persistent", lambda _, row: held.append(row))
    event.listen(session, "pending_to_persistent", lambda _, row: held.append(row))


class StatementError(Exception):
    """A statement of ours is wrong: trying again would not help."""


@contextmanager
def _faults_told_apart() -> Iterator[None]:
    """SQLite calls a wrong statement operational too; only a database that is away is worth a retry."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            raise StatementError(str(error.orig)) from error
        raise


def _alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _postgresql(url: str, pool_size: int) -> Engine:
    waits = {"connect_timeout": CONNECT_SECONDS}
    return create_engine(
        url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True, connect_args=waits
    )


def _sqlite(url: str) -> Engine:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"isolation_level": None, "timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("read_only")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
