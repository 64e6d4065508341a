"""Column types the tables share."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import JSON, BigInteger, Engine, Integer, LargeBinary, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from models.crypto import KeyRing

KEYS_ATTRIBUTE = "gridbot_keys"

BigInt = BigInteger().with_variant(Integer, "sqlite")
"""64-bit numbers; SQLite only counts by itself in a column declared INTEGER."""

Binary = String().with_variant(String(collation="C"), "postgresql")
"""Text compared byte by byte, so that a range over paths is a subtree on both databases."""

Json = JSON(none_as_null=True)


class Sealed(TypeDecorator[str]):
    """Text encrypted at rest. The keys hang on the engine's dialect, so no module holds a secret."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        """`purpose`: "table.column"; values cannot be moved to another column."""
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Seal on the way in."""
        return None if value is None else keys_of(dialect).seal(value, self.purpose)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Unseal on the way out."""
        return None if value is None else keys_of(dialect).unseal(bytes(value), self.purpose)


class SealedBytes(TypeDecorator[bytes]):
    """Bytes encrypted at rest, such as a picture; otherwise as `Sealed`."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        """`purpose`: "table.column"; values cannot be moved to another column."""
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Seal on the way in."""
        return None if value is None else keys_of(dialect).seal_bytes(value, self.purpose)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bytes | None:
        """Unseal on the way out."""
        return None if value is None else keys_of(dialect).unseal_bytes(bytes(value), self.purpose)


def hang_keys(engine: Engine, keys: KeyRing) -> None:
    """Give `engine` the keys that its sealed columns use."""
    setattr(engine.dialect, KEYS_ATTRIBUTE, keys)


def keys_of(dialect: Dialect) -> KeyRing:
    """The key ring of an engine's dialect."""
    return cast(KeyRing, getattr(dialect, KEYS_ATTRIBUTE))
