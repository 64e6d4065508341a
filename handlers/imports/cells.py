"""From a cell to a value: what Excel and people do to codes, numbers and dates is put right or told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, TypeVar

from handlers.imports.sheet import Cell, Unusable
from models.phone import normal_phone

Value = TypeVar("Value")
Reader = Callable[[Cell], Any]

CODE_LENGTH = 128
CLEARED = ("-", "—", "——", "无")
"""What empties a value that is stored; an empty cell leaves it as it is."""
FOR_EVER = (*CLEARED, "长期", "长期有效", "永久")

YEARS = range(1900, 3000)

_NARROW = {wide: chr(wide - 0xFEE0) for wide in range(0xFF10, 0xFF5B) if chr(wide - 0xFEE0).isalnum()}
_NARROW |= {0x3000: " ", 0xA0: " "}
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
_SHORTENED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\s*日)?|(\d{4})(\d\d)(\d\d)")
_CLOCK = re.compile(r"[T\s]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?")
_LIST = re.compile(r"[;；、,，\n]")


class CellError(ValueError):
    """A cell that can't be read; the message is the reason with the remedy, without the value."""


def words(cell: Cell) -> str:
    """The text of a cell: full-width digits and letters narrow, no control or zero-width characters."""
    if isinstance(cell, Unusable):
        raise CellError(cell.reason)
    if isinstance(cell, date):
        raise CellError("Excel made a date of it; format the column as text and type the value again")
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    kept = (char for char in cell.translate(_NARROW) if char in "\n\t" or char.isprintable())
    return "".join(kept).strip()


def text(most: int) -> Reader:
    """A reader of free text of up to `most` characters."""

    def read(cell: Cell) -> str:
        return _within(words(cell), most)

    return read


def name(most: int) -> Reader:
    """A reader of a one-line name; spaces that only pad a Chinese name (张　三) are taken out."""

    def read(cell: Cell) -> str:
        parts = words(cell).split()
        return _within(("" if any(not part.isascii() for part in parts) else " ").join(parts), most)

    return read


def code(cell: Cell) -> str:
    """A code or account: no spaces; 1.0 is 1; what Excel has shortened to 6.1E+11 is refused."""
    found = unicodedata.normalize("NFKC", words(cell))
    if _SHORTENED.fullmatch(found):
        raise CellError("Excel shortened this number; format the column as text and type it again in full")
    if any(char.isspace() for char in found):
        raise CellError("it has spaces or line breaks inside; remove them")
    whole = _WHOLE_FLOAT.fullmatch(found)
    return _within(whole[1] if whole else found, CODE_LENGTH)


def phone(cell: Cell) -> str:
    """A mobile or landline number, as digits; "" if it is to be emptied."""
    found = unicodedata.normalize("NFKC", words(cell))
    if found in CLEARED:
        return ""
    whole = _WHOLE_FLOAT.fullmatch(found)
    digits = normal_phone(whole[1] if whole else found)
    if digits is None:
        raise CellError(
            "not one Chinese phone number; write 11 digits for a mobile, for a landline area code and number"
        )
    return digits


def clearable(read: Reader) -> Reader:
    """A reader for which 无 or - empties what is stored."""

    def read_or_clear(cell: Cell) -> Any:
        return "" if isinstance(cell, str) and words(cell) in CLEARED else read(cell)

    return read_or_clear


def day(cell: Cell) -> date:
    """A day: a real date, or text such as 2026-11-22, 2026/11/22, 2026年11月22日, 20261122."""
    return moment(cell).date()


def day_or_never(cell: Cell) -> date | None:
    """A day, or 长期, 无, - for none."""
    return None if isinstance(cell, str) and words(cell) in FOR_EVER else day(cell)


def moment(cell: Cell) -> datetime:
    """A day and perhaps a clock time; naive (the county's clock) unless the text tells an offset."""
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    found = unicodedata.normalize("NFKC", words(cell))
    head = _DAY.match(found)
    clock = head and _CLOCK.fullmatch(found, head.end())
    try:
        if head and (clock or head.end() == len(found)):
            return _moment(head, clock)
    except ValueError:  # the 30th of February
        pass
    raise CellError("not a date; write it as 2026-11-22")


def listed(find: Callable[[str], Value | None], what: str) -> Reader:
    """A reader of a semicolon list of words that `find` knows; `what` names them: "role; write one of …"."""

    def read(cell: Cell) -> tuple[Value, ...]:
        found = {word: find(word) for word in split(cell)}
        if unknown := [word for word, value in found.items() if value is None]:
            raise CellError(f"{len(unknown)} of {len(found)} in this list is not a {what}")
        return tuple(dict.fromkeys(value for value in found.values() if value is not None))

    return read


def split(cell: Cell) -> tuple[str, ...]:
    """The words of a semicolon list, each once, in order."""
    parts = (part.strip() for part in _LIST.split(words(cell)))
    return tuple(dict.fromkeys(part for part in parts if part))


def _moment(head: re.Match[str], clock: re.Match[str] | None) -> datetime:
    year, month, on = (int(part) for part in head.groups() if part)
    if year not in YEARS:
        raise ValueError("a slip of the pen")
    found = datetime.combine(date(year, month, on), time())
    if clock is None:
        return found
    offset = (clock[4] or "").replace("Z", "+00:00")
    return datetime.fromisoformat(f"{found.date()}T{clock[1]:0>2}:{clock[2]}:{clock[3] or '00'}{offset}")


def _within(found: str, most: int) -> str:
    if len(found) > most:
        raise CellError(f"{len(found)} characters are too long; shorten it to {most}")
    return found
