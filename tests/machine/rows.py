"""Every row of a database at one moment, so that two moments can be compared."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.database import Database
from models.tables import ALL

Row = Mapping[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Rows:
    """The rows of each table by their keys; sealed columns are open."""

    tables: Mapping[str, Mapping[Key, Row]]

    def __getitem__(self, table: str) -> Mapping[Key, Row]:
        """The rows of one table."""
        return self.tables[table]

    def changed(self, later: Rows) -> set[str]:
        """The tables of which a row has been added, changed or taken away."""
        return {name for name, rows in self.tables.items() if rows != later.tables[name]}

    def different(self, later: Rows, table: str) -> Collection[Key]:
        """The keys of the rows of a table that are not as they were."""
        before, after = self[table], later[table]
        return [key for key in {*before, *after} if before.get(key) != after.get(key)]


def read(database: Database) -> Rows:
    """All rows as they are."""
    with database.reading() as session:
        connection = session.connection()
        found = {}
        for model in ALL:
            table = model.metadata.tables[str(model.__tablename__)]
            keys = [column.name for column in table.primary_key]
            rows = [dict(row._mapping) for row in connection.execute(select(table))]
            found[table.name] = {tuple(row[key] for key in keys): row for row in rows}
    return Rows(found)
