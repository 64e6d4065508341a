"""Sentences with places and choices, read once and told as often as one likes, each time otherwise."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

_PARTS = re.compile(r"\{(\w+)\}|(\()|(\)\??)|(\|)|([^{}()|]+)")
_DEEPEST = 8  # places within places

Words = Mapping[str, Sequence[str]]
_Node = str | tuple[str] | list[list["_Node"]]
"""Plain text, the name of a place in a tuple, or a choice of sequences."""


class GrammarError(ValueError):
    """A sentence that cannot be told; the message names it."""


class Template:
    """One sentence with its places and choices."""

    def __init__(self, source: str) -> None:
        self.source = source
        parts = _PARTS.findall(source)
        if "".join(_spelled(part) for part in parts) != source:
            raise GrammarError(f"unreadable: {source}")
        self._nodes = _sequence(iter(parts), source, top=True)[0]

    def tell(self, words: Words, chance: random.Random) -> str:
        """Return one telling; a place that no words stand for is a GrammarError."""
        return _told(self._nodes, words, chance, 0).replace("⏎", "\n")


def _spelled(part: tuple[str, ...]) -> str:
    return f"{{{part[0]}}}" if part[0] else "".join(part[1:])


def _sequence(parts: Iterator[tuple[str, ...]], source: str, *, top: bool = False) -> list[list[_Node]]:
    """Return the alternatives up to the closing bracket; a question mark after it adds an empty one."""
    choices: list[list[_Node]] = [[]]
    for name, opened, closed, bar, text in parts:
        if name:
            choices[-1].append((name,))
        elif opened:
            choices[-1].append(_sequence(parts, source))
        elif closed and not top:
            return [*choices, []] if closed.endswith("?") else choices
        elif bar and not top:
            choices.append([])
        elif text:
            choices[-1].append(text)
        else:
            raise GrammarError(f"a bracket or stroke too many: {source}")
    if not top:
        raise GrammarError(f"a bracket is left open: {source}")
    return choices


def _told(nodes: Sequence[_Node], words: Words, chance: random.Random, depth: int) -> str:
    return "".join(_one(node, words, chance, depth) for node in nodes)


def _one(node: _Node, words: Words, chance: random.Random, depth: int) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return _told(chance.choice(node), words, chance, depth)
    if node[0] not in words or depth > _DEEPEST:
        raise GrammarError(f"no words for the place {node[0]}")
    value = chance.choice(words[node[0]])
    return _told(_sequence(iter(_PARTS.findall(value)), value, top=True)[0], words, chance, depth + 1)
