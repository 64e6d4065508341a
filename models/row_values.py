"""The values of a row's columns, and how they are kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime

from sqlmodel import SQLModel

Values = Mapping[str, object]
MOMENT, DAY = "moment", "day"


def of(row: SQLModel) -> Values:
    """All columns of a row."""
    table = SQLModel.metadata.tables[str(row.__tablename__)]
    return {column.name: getattr(row, column.name) for column in table.columns}


def pack(values: Values) -> str:
    """Values as JSON; moments and days keep their kind."""
    return json.dumps(values, ensure_ascii=False, default=_plain)


def unpack(packed: str) -> Values:
    """The values that `pack` was given."""
    found: Values = json.loads(packed, object_hook=_value)
    return found


def _plain(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {MOMENT: value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    raise TypeError(f"no column holds a {type(value).__name__}")


def _value(found: dict[str, object]) -> object:
    match found:
        case {"moment": str(moment)}:
            return datetime.fromisoformat(moment)
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case _:
            return found
