"""Figure words: which figure the cell of an office's own sheet asks for, as 柳湾镇 劳资欠薪 化解.

One measure, and if wanted a place by name or code and a category or kind, in any order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.grid import GridNode
from models.reports.figures import NAMES, Counted
from models.ticket import Kind
from nlp.catalogue import Catalogue

_BETWEEN = re.compile(r"[\s·/、，,]+")


class WordsError(Exception):
    """The words ask for no figure; the message says why, in English, for whoever keeps the sheet."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One figure: a measure, of a place and a category or kind, or of all."""

    measure: str
    path: str | None = None
    kind: str | None = None
    category: str | None = None

    def tickets(self, counted: Sequence[Counted]) -> list[int]:
        """The tickets behind it."""
        return [
            one.number
            for one in counted
            if self.measure in one.measures
            and (self.path is None or one.path.startswith(self.path))
            and self.kind in (None, one.kind)
            and self.category in (None, one.category)
        ]


class FigureWords:
    """Reads the words, knowing the places below one node and the categories."""

    def __init__(self, places: Sequence[GridNode], catalogue: Catalogue) -> None:
        """`places`: the node the ledger is about, and all below it."""
        self._places: Mapping[str, list[GridNode]] = _by_word(places)
        self._catalogue = catalogue
        self._kinds = {kind.label: kind.value for kind in Kind}

    def read(self, words: str) -> Wanted:
        """The figure that the words ask for. WordsError if they ask for none, or for two."""
        told: dict[str, str] = {}
        for word in filter(None, _BETWEEN.split(words.strip())):
            what, value = self._one(word)
            if what in told:
                raise WordsError(f"{words!r} names two of one sort: {what}")
            told[what] = value
        if "measure" not in told:
            raise WordsError(f"{words!r} names no figure; write one of {'、'.join(NAMES)}")
        return Wanted(**told)

    def _one(self, word: str) -> tuple[str, str]:
        if word in NAMES:
            return "measure", word
        if word in self._kinds:
            return "kind", self._kinds[word]
        places = self._places.get(word, [])
        if len(places) > 1:
            codes = "、".join(one.code for one in places)
            raise WordsError(f"{word!r} is the name of several places; write a code: {codes}")
        if places:
            return "path", places[0].path
        category = self._catalogue.find(word)
        if category is None:
            raise WordsError(f"{word!r} is no figure, place or category; figures are {'、'.join(NAMES)}")
        return "category", category.code


def _by_word(places: Sequence[GridNode]) -> dict[str, list[GridNode]]:
    found: dict[str, list[GridNode]] = defaultdict(list)
    for one in places:
        found[one.code].append(one)
        if one.name != one.code:
            found[one.name].append(one)
    return found
