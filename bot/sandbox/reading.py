"""Reading what programs send: JSON fields with their types, each wrong one refused by name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.sandbox import refusals
from bot.sandbox.refusals import Refused

Fields = Mapping[str, Any]


def read_json(body: bytes) -> dict[str, Any]:
    """The object that a body holds. Raises `Refused`."""
    try:
        found = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(refusals.BAD_JSON) from None
    if not isinstance(found, dict):
        raise Refused(refusals.BAD_JSON, "an object is wanted")
    return found


def wrong(where: str, what: str) -> Refused:
    """A parameter that is not as it should be."""
    return Refused(refusals.BAD_PARAMETER, f"{where} {what}")


def text(fields: Fields, key: str, *, most: int | None = None, need: bool = False) -> str:
    """A text, of at most so many bytes. Raises `Refused`."""
    value = fields.get(key, "")
    if not isinstance(value, str):
        raise wrong(key, "is no string")
    if need and not value.strip():
        raise wrong(key, "is missing")
    try:
        size = len(value.encode())
    except UnicodeEncodeError:
        raise wrong(key, "is not UTF-8") from None
    if most is not None and size > most:
        raise Refused(refusals.TOO_LONG, f"{key} has {size} bytes, {most} are allowed")
    return value


def number(fields: Fields, key: str, otherwise: int = 0) -> int:
    """A whole number, as JSON has it. Raises `Refused`."""
    value = fields.get(key, otherwise)
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong(key, "is no whole number")
    return value


def flag(fields: Fields, key: str) -> bool:
    """A number that is 0 or 1. Raises `Refused`."""
    value = number(fields, key)
    if value not in (0, 1):
        raise wrong(key, "is neither 0 nor 1")
    return bool(value)


def part(fields: Fields, key: str, *, need: bool = False) -> dict[str, Any]:
    """An object within. Raises `Refused`."""
    value = fields.get(key)
    if value is None and not need:
        return {}
    if not isinstance(value, dict):
        raise wrong(key, "is missing or no object")
    return value


def parts(fields: Fields, key: str, *, most: int, least: int = 0) -> list[dict[str, Any]]:
    """A list of objects. Raises `Refused`."""
    value = fields.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise wrong(key, "is no list of objects")
    if not least <= len(value) <= most:
        raise wrong(key, f"has {len(value)} entries, {least} to {most} are allowed")
    return value


def feedback(fields: Fields) -> str:
    """Under which id a program wants to hear what people think of an answer. Raises `Refused`."""
    return text(part(fields, "feedback"), "id", most=256)


def texts(fields: Fields, key: str, *, most: int) -> list[str]:
    """A list of strings. Raises `Refused`."""
    value = fields.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value) or len(value) > most:
        raise wrong(key, f"is no list of at most {most} strings")
    return value
