"""Which keys the stored words need: one sealed value of each key and column is opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, LargeBinary, func, type_coerce
from sqlmodel import Session, select

from models.columns import Sealed, SealedBytes
from models.crypto import KEY_ID_BYTES, VERSION
from models.tables import ALL

HEAD_BYTES = len(VERSION) + KEY_ID_BYTES
"""A sealed value begins with the version and the id of its key."""


def sealed_columns() -> Iterator[tuple[str, str, str]]:
    """Every sealed column as (table, column, purpose)."""
    for table, column, sealed in _columns():
        yield table, column.name, sealed.purpose


def open_samples(session: Session) -> int:
    """Open one value of each key in each sealed column; how many. Raises `UnsealError` if one stays shut."""
    opened = 0
    for _, column, _ in _columns():
        raw = type_coerce(column, LargeBinary)
        head = func.substr(raw, 1, HEAD_BYTES, type_=LargeBinary)
        for found in session.execute(select(head).where(column.is_not(None)).distinct()).scalars().all():
            session.execute(select(column).where(head == found).limit(1)).scalar_one()
            opened += 1
    return opened


def _columns() -> Iterator[tuple[str, Column[Any], Sealed | SealedBytes]]:
    for model in ALL:
        table = model.metadata.tables[str(model.__tablename__)]
        for column in table.columns:
            if isinstance(column.type, Sealed | SealedBytes):
                yield table.name, column, column.type
