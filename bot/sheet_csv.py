"""CSV as people save it: UTF-8 with or without a mark, UTF-16, GB18030; commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from handlers.imports.sheet import FileError

DELIMITERS = ",;\t"
SAMPLE_ROWS = 20
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def csv_rows(content: bytes) -> Iterator[list[str]]:
    """The records of a CSV file; FileError if it is none."""
    text = _decoded(content)
    if "\0" in text or text.lstrip().startswith("<"):
        raise FileError("it is no CSV file, whatever its name; save it as .xlsx or .csv")
    return _records(text, _delimiter(text))


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error:
        raise FileError(
            f"line {reader.line_num} can't be read as CSV; look for a quotation mark that is not closed"
        ) from None


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(UTF_16_MARKS) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileError("it is neither UTF-8 nor GB18030 text; save it as .xlsx, or as CSV UTF-8")


def _delimiter(text: str) -> str:
    """The one that cuts most of the first rows into equally many cells; a comma if none does."""

    def evenness(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(row) for row in islice(reader, SAMPLE_ROWS) if len(row) > 1)
        except csv.Error:
            return 0, 0
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=evenness)
