"""The file of the learned table: how it is packed and read."""

import json
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from nlp.learned import Head, Learned

BUILT_IN = Path(__file__).parent / "learned.table"
VERSION = 2
_PART = b"\0"


class LearnedTableError(ValueError):
    """A table that cannot be used; the message says why."""


def pack_table(head: Head, names: Sequence[str], weights: bytes) -> bytes:
    """Return the packed form of a table; the same table always gives the same bytes."""
    told: dict[str, Any] = {
        "version": VERSION,
        "styles": head.styles,
        "codes": head.codes,
        "units": dict(head.units),
        "bias": head.bias,
        "silence": head.silence,
        "slope": head.slope,
        "glance_from": head.glance_from,
        "alarm_from": head.alarm_from,
        "note": head.note,
    }
    parts = [json.dumps(one, ensure_ascii=False).encode() for one in (told, list(names))]
    return zlib.compress(_PART.join([*parts, weights]), 9)


def read_table(packed: bytes) -> Learned:
    """Make a table of its packed form; a `LearnedTableError` says what is wrong with it."""
    try:
        told, names, weights = zlib.decompress(packed).split(_PART, 2)
        head = json.loads(told)
        rows = json.loads(names)
    except (zlib.error, ValueError) as error:
        raise LearnedTableError("this is no table of learned weights") from error
    if not isinstance(head, dict) or head.get("version") != VERSION:
        raise LearnedTableError(f"a table of another form; this program reads form {VERSION}")
    return _made(head, rows, weights)


@cache
def built_in() -> Learned:
    """Return the table that the project ships, read once a process."""
    return read_table(BUILT_IN.read_bytes())


def _made(told: Mapping[str, Any], names: Sequence[str], weights: bytes) -> Learned:
    try:
        head = Head(
            styles=tuple(told["styles"]),
            codes=tuple(told["codes"]),
            units=told["units"],
            bias=tuple(told["bias"]),
            silence=told["silence"],
            slope=told["slope"],
            glance_from=told["glance_from"],
            alarm_from=told["alarm_from"],
            note=told["note"],
        )
    except KeyError as error:
        raise LearnedTableError(f"this table of learned weights has no {error}") from error
    if len(head.bias) != len(head.sides) or len(weights) != len(head.sides) * len(names):
        raise LearnedTableError("this table of learned weights is cut off")
    return Learned(head, names, weights)
