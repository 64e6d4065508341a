"""What an error may show of a cell: enough to find it in the file, too little to learn about a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from handlers.imports.sheet import Cell, Unusable

Mask = Callable[[str], str]

SHOWN = 40
_PERSONAL = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
_DIGIT = re.compile(r"\d")


def plain(value: str) -> str:
    """The value itself, but for mobile and ID numbers that slipped into this column."""
    masked = _PERSONAL.sub(lambda found: number(found[0]), value)
    return masked if len(masked) <= SHOWN else masked[:SHOWN] + "…"


def number(value: str) -> str:
    """138****0000: the ends of a phone number or account; of a short one nothing."""
    return f"{value[:3]}****{value[-4:]}" if len(value) >= 11 else "****"


def name(value: str) -> str:
    """王**: the first character of a name, unless it is a number that slipped into this column."""
    return "****" if _DIGIT.search(value) else value[:1] + "**"


def words(value: str) -> str:
    """How long a text is, nothing of it."""
    return f"({len(value)} characters)"


def shown(cell: Cell, mask: Mask) -> str:
    """What an error shows of a cell; an empty one shows as empty."""
    if isinstance(cell, Unusable):
        return cell.shown
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != cell.min.time() else cell.date().isoformat()
    if not isinstance(cell, str):
        return cell.isoformat()
    return mask(cell.strip()) if cell.strip() else ""
