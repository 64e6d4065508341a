"""Lines of Python that are no wider than ours: a Chinese character counts for two."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

WIDTH = 110
PIECE = 84
INDENT = "    "


def call(kept: str, verb: str, words: Sequence[str]) -> Iterator[str]:
    """Somebody speaks in the town; `kept` keeps what it returns."""
    line = f"{kept}town.{verb}({', '.join(words)})"
    if _width(INDENT + line) <= WIDTH:
        yield line
        return
    yield f"{kept}town.{verb}("
    for word in words:
        yield from _item(word)
    yield ")"


def equation(ear: str, texts: Sequence[str]) -> Iterator[str]:
    """What an ear heard, and nothing else."""
    line = f"assert {ear} == [{', '.join(texts)}]"
    if _width(INDENT + line) <= WIDTH:
        yield line
        return
    yield f"assert {ear} == ["
    for text in texts:
        yield from _item(text)
    yield "]"


def contained(text: str, ear: str) -> Iterator[str]:
    """That an ear heard something, among other things."""
    line = f"assert {text} in {ear}"
    if _width(INDENT + line) <= WIDTH:
        yield line
        return
    yield "assert ("
    yield from (f"{INDENT}{piece}" for piece in _pieces(text))
    yield f") in {ear}"


def literal(text: str) -> str:
    """A Python string with double quotes; JSON's escapes are Python's too."""
    return json.dumps(text, ensure_ascii=False)


def _item(item: str) -> Iterator[str]:
    """One item of a list that stands on lines of its own; a wide string as several that Python joins."""
    pieces = _pieces(item)
    if len(pieces) == 1:
        yield f"{INDENT}{item},"
        return
    yield f"{INDENT}("
    yield from (f"{INDENT * 2}{piece}" for piece in pieces)
    yield f"{INDENT}),"


def _pieces(item: str) -> list[str]:
    if not item.startswith('"') or _width(item) <= PIECE:
        return [item]
    pieces, piece = list[str](), ""
    for character in json.loads(item):
        if piece.endswith("\n") or _width(literal(piece + character)) > PIECE:
            pieces.append(piece)
            piece = ""
        piece += character
    return [literal(one) for one in [*pieces, piece]]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)
