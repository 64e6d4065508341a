"""What every WeCom callback needs of its ids, times and words, before they may go further in."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import UTC, datetime

LONGEST_ID = 128
YEARS = range(2000, 2101)


def is_id(value: object) -> bool:
    """Whether it can name a message, a person or a group."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID or not value.strip():
        return False
    return not any(unicodedata.category(character) in ("Cc", "Cs") for character in value)


def made_id(*parts: str) -> str:
    """The id of something that the platform gave none: the same for the same parts."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:40]


def moment(seconds: object, otherwise: datetime) -> datetime:
    """A time in unix seconds; `otherwise` for one that is missing or no time of our age."""
    try:
        told = datetime.fromtimestamp(int(str(seconds).removesuffix(".0")), UTC)
    except (ValueError, OverflowError, OSError):
        return otherwise
    return told if told.year in YEARS else otherwise


def whole(text: str) -> str:
    """The text with every half of a surrogate pair replaced: it is no character and can be stored nowhere."""
    return text.encode("utf-8", "replace").decode()
