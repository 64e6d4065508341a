"""The folder of anchors: one file a day, written whole or not at all; and what it shows of the database."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import structlog

from models import anchor
from models.anchor import Published
from models.database import Session

log = structlog.get_logger(__name__)


class AnchorFolder:
    """Where anchors are put to be published: `2026-11-26.json` for each day."""

    def __init__(self, folder: Path) -> None:
        """The folder is made with the first file."""
        self.folder = folder

    def has(self, day: date) -> bool:
        """Whether the file of a day is there."""
        return self._file(day).exists()

    def write(self, day: date, document: str) -> None:
        """Write a day's file: whoever reads meanwhile sees all of it or nothing. What fails is logged."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", newline="", dir=self.folder, suffix=".part", delete=False
            ) as part:
                part.write(document)
                part.flush()
                os.fsync(part.fileno())
            Path(part.name).chmod(0o644)
            Path(part.name).replace(self._file(day))
        except OSError as error:
            log.error("anchor_not_written", day=day.isoformat(), error=error.strerror)

    def _file(self, day: date) -> Path:
        return self.folder / f"{day.isoformat()}.json"


def differences(session: Session, folder: Path) -> tuple[int, list[str]]:
    """How many anchors were published in a folder, and all that does not agree with the database.

    Each difference is one English line that names the day or the ticket.
    """
    told: list[str] = []
    found: dict[date, Published] = {}
    for file in sorted(folder.glob("*.json")):
        try:
            one = anchor.read(file.read_bytes().decode("utf-8"))
            if f"{one.day.isoformat()}.json" != file.name:
                raise ValueError("it names another day")
        except ValueError:
            told.append(f"{file.name}: this is no anchor, or it was changed")
        else:
            found[one.day] = one
    if not found:
        return 0, [*told, f"there is no anchor in {folder}"]
    made = {one.day: anchor.read(one.document) for one in anchor.every(session)}
    heads = {**made, **found}  # of a day that is missing, what the database itself says of it
    told += [*_chain(found), *_known(made, found), *_tickets(session, [heads[day] for day in sorted(heads)])]
    return len(found), told


def _chain(found: Mapping[date, Published]) -> Iterator[str]:
    """Each anchor names the one before, and its root is that of the heads."""
    whole = True
    for day in sorted(found):
        one = found[day]
        before = found.get(one.previous[0]) if one.previous else None
        if one.previous is None:
            whole = whole and day == min(found)
        elif before is None:
            yield f"{one.previous[0]}: the anchor of this day is missing"
            whole = False
        elif before.digest != one.previous[1]:
            yield f"{before.day}: the anchor was changed after the next one was made"
            whole = False
        heads = anchor.merged([found[each] for each in sorted(found) if each <= day])
        if whole and (anchor.root_of(heads), len(heads)) != (one.root, one.tickets):
            yield f"{day}: the anchor's root is not that of its heads"
            whole = False


def _known(made: Mapping[date, Published], found: Mapping[date, Published]) -> Iterator[str]:
    """What was made is published, and what was published was made."""
    for day in sorted(made.keys() | found.keys()):
        if day not in found:
            yield f"{day}: the anchor of this day was made and is not in the folder"
        elif day not in made:
            yield f"{day}: the database knows nothing of this anchor; was it set back?"
        elif made[day].digest != found[day].digest:
            yield f"{day}: the published anchor is not the one that was made"


def _tickets(session: Session, published: Sequence[Published]) -> Iterator[str]:
    """Every head that was published still stands in its timeline."""
    wanted: dict[tuple[int, int], tuple[date, str]] = {}
    for one in published:
        for number, (seq, head) in one.changed.items():
            wanted.setdefault((number, seq), (one.day, head))
    length: dict[int, int] = {}
    wrong: dict[int, str] = {}
    for number, seq, head in anchor.links(session):
        length[number] = max(length.get(number, 0), seq)
        day, published_head = wanted.pop((number, seq), (None, ""))
        if day is not None and head != published_head:
            wrong.setdefault(number, f"ticket {number}: rewritten at or before event {seq} (anchor of {day})")
    for (number, seq), (day, _) in sorted(wanted.items()):
        cut = f"cut off: event {seq} is missing" if number in length else "missing"
        wrong.setdefault(number, f"ticket {number}: {cut} (anchor of {day})")
    yield from (line for _, line in sorted(wrong.items()))
