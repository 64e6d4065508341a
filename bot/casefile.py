"""A case file as one zip: Word files, the timeline as a table, and the list of what is missing."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime

from bot.word.official import write
from handlers.papers.casefile import CaseFile, missing_lines


def pack(file: CaseFile, number: int, at: datetime) -> bytes:
    """The bytes of the zip, made at a moment of the county's clock."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _members(file, at):
            told = zipfile.ZipInfo(f"{number}号{name}", at.timetuple()[:6])
            told.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(told, content)
    return made.getvalue()


def _members(file: CaseFile, at: datetime) -> list[tuple[str, bytes]]:
    papers = [(f"{name}.docx", write(paper, at)) for name, paper in file.papers.items()]
    missing = "\r\n".join(missing_lines(file.stages)) + "\r\n"
    return [
        *papers,
        ("办理过程.csv", _table(file)),
        ("缺项清单.txt", missing.encode("utf-8-sig")),
        *file.files,
    ]


def _table(file: CaseFile) -> bytes:
    """As Excel opens it; what begins like a formula is kept from being one."""
    made = io.StringIO()
    rows = csv.writer(made)
    rows.writerow(file.timeline.head)
    rows.writerows([_plain(cell) for cell in row] for row in file.timeline.rows)
    return made.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
