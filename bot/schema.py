"""Before anything serves or stores: an empty database gets its tables, any other must be up to date."""

from __future__ import annotations

from bot.errors import SchemaError
from models.database import Database

UPGRADE = "gridbot db upgrade"


def ensure_schema(database: Database) -> None:
    """Make the tables of an empty database; raise `SchemaError` for one that is behind or not ours."""
    standing, newest = database.revision(), database.newest_revision()
    if standing == newest:
        return
    if standing is not None:
        raise SchemaError(
            f"the database stands at revision {standing} and this program needs {newest}; run `{UPGRADE}`"
        )
    if not database.is_empty():
        raise SchemaError("the database holds tables of another program; name an empty one in [database] url")
    database.upgrade()
