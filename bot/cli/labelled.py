"""Reads labelled messages, JSON lines, and says of a bad one where it is and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from bot.cli.shell import RefusedError

KINDS = ("dispute", "service", "none", "report")
"""`report`: surely a report, whether dispute or service is not told."""
URGENCIES = ("normal", "urgent", "emergency")
WORDS = ("source", "tag")
_SHOWN = 40  # characters of a wrong value


def read_rows(file: Path, categories: Collection[str]) -> list[dict[str, Any]]:
    """Return all rows, judged before any is used; the first bad one is a RefusedError that names its line."""
    rows = []
    with file.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                row = _read(line)
                wrong = _wrong(row, categories)
                if wrong:
                    raise RefusedError(f"{file}, line {number}: {wrong}")
                rows.append(row)
    return rows


def _read(line: str) -> Any:
    try:
        return json.loads(line.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None


def _wrong(row: Any, categories: Collection[str]) -> str | None:
    """Return what is wrong with a row, if anything."""
    if not isinstance(row, dict):
        return "not a JSON object with text and kind"
    if not isinstance(row.get("text"), str):
        return "text is missing or no string"
    return (
        _not_among("kind", row.get("kind"), KINDS)
        or _wrong_category(row, categories)
        or (_not_among("urgency", row["urgency"], URGENCIES) if row.get("urgency") is not None else None)
        or next((f"{key} is no string" for key in WORDS if not isinstance(row.get(key) or "", str)), None)
    )


def _wrong_category(row: dict[str, Any], categories: Collection[str]) -> str | None:
    category = row.get("category")
    if category is None:
        return None
    if row["kind"] in ("none", "report"):
        return f"kind {row['kind']} has no category; leave it out or null"
    return _not_among("category", category, categories)


def _not_among(key: str, value: object, allowed: Collection[str]) -> str | None:
    if isinstance(value, str) and value in allowed:
        return None
    said = json.dumps(value, ensure_ascii=False)
    shown = said if len(said) <= _SHOWN else said[:_SHOWN] + "…"
    return f"{key} is {shown}, not one of {', '.join(sorted(allowed))}"
