"""What was said on the stage before the curtain rises: kept beside the demo's database, all invented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line in a stage chat; `author` is a player's id or "bot", `group` or `player` says where."""

    id: str
    author: str
    text: str
    at: datetime
    group: str | None = None
    player: str | None = None
    mentions: tuple[str, ...] = ()
    ticket: int | None = None
    reply_to: str | None = None


def write_transcript(path: Path, lines: Sequence[Spoken]) -> None:
    """Keep the lines in order of time."""
    ordered = sorted(lines, key=lambda line: line.at)
    rows = [asdict(line) | {"at": line.at.isoformat()} for line in ordered]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=0), encoding="utf-8")


def read_transcript(path: Path) -> list[Spoken]:
    """The lines kept; none if the file is missing."""
    if not path.exists():
        return []
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [
        Spoken(**row | {"at": datetime.fromisoformat(row["at"]), "mentions": tuple(row["mentions"])})
        for row in rows
    ]
