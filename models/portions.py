"""Portions: long lists of ids a piece at a time, so that no transaction and no statement grows long."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

AT_ONCE = 1_000
"""On SQLite a transaction of so many rows holds everyone else up for some tens of milliseconds."""


def portions(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """`items` in order, up to `AT_ONCE` at a time."""
    return (items[first : first + AT_ONCE] for first in range(0, len(items), AT_ONCE))
