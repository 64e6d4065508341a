"""A look into an .xlsx file before anything parses it: its true size, its traps, its formulas."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from handlers.imports.sheet import FileError

MOST_UNPACKED = 500 * 1024 * 1024
CHUNK = 1024 * 1024
OVERLAP = 32
"""Bytes looked at twice, so that what is sought may lie across two chunks."""

_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def has_formulas(file: BinaryIO) -> bool:
    """Whether some sheet has a formula; FileError if it unpacks to too much or declares entities."""
    found = False
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise FileError("it unpacks to more than 500 MB; split it into several files")
        for part in parts:
            if not part.filename.endswith((".xml", ".rels")):
                continue
            of_sheet = part.filename.startswith("xl/worksheets/")
            for chunk in _chunks(archive, part):
                if _ENTITIES.search(chunk):
                    raise FileError("it declares XML entities, as no spreadsheet program does; save it anew")
                found = found or (of_sheet and _FORMULA.search(chunk) is not None)
    file.seek(0)
    return found


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part, unpacked piece by piece; no more than it declares is unpacked."""
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            yield tail + piece
            tail = piece[-OVERLAP:]
