"""What the suite does to databases as a whole: make, empty and drop them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel

from models.database import Database


def create(server: str, name: str) -> str:
    """Make a database on a server; returns its URL."""
    _on_server(server, f'CREATE DATABASE "{name}"')
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def drop(server: str, name: str) -> None:
    """Drop a database made by `create`."""
    _on_server(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def put(database: Database, template: Path) -> None:
    """Lay a copy of a file where an SQLite database is looked for; whoever still has the old one keeps it."""
    file = Path(str(database.engine.url.database))
    for old in file.parent.glob(f"{file.name}*"):
        old.unlink()
    file.write_bytes(template.read_bytes())


def empty(database: Database) -> None:
    """Delete every row and begin all numbers anew; to truncate would write new files for every table."""
    tables = [table.name for table in reversed(SQLModel.metadata.sorted_tables)]
    statements = [
        *(f"DELETE FROM {table}" for table in tables),
        "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence",
        "INSERT INTO counter (name, value) VALUES ('ticket', 0)",
    ]
    with database.engine.begin() as connection:
        connection.execute(text("; ".join(statements)))


def _on_server(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def bytes_of(database: Database) -> bytes:
    """Every byte an SQLite file and its log hold, or every value a PostgreSQL table holds."""
    if database.is_sqlite:
        file = Path(str(database.engine.url.database))
        return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    with database.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        rows = [connection.execute(text(f'SELECT t::text FROM "{table}" t')).scalars() for table in tables]
        return "\n".join(str(value) for several in rows for value in several).encode()
