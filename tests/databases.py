"""What the suite does to databases as a whole: make, empty and drop them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url

from models.database import Database
from models.tables import ALL


def create(server: str, name: str) -> str:
    """Make a database on a server; returns its URL."""
    _on_server(server, f'CREATE DATABASE "{name}"')
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def drop(server: str, name: str) -> None:
    """Drop a database made by `create`."""
    _on_server(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def empty(database: Database) -> None:
    """Delete every row and begin all numbers anew."""
    tables = ", ".join(str(table.__tablename__) for table in ALL)
    with database.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        connection.execute(text("INSERT INTO counter (name, value) VALUES ('ticket', 0)"))


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
