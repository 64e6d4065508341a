"""Finds the terms of the rule pack in a text: one look-up a character, whatever the size of the pack."""

from collections.abc import Iterable
from typing import NamedTuple


class Hit(NamedTuple):
    """A term and where it stands: text[start:end] == term."""

    start: int
    end: int
    term: str


class TermMatcher:
    """All terms indexed by their first two characters; a term has at least two."""

    def __init__(self, terms: Iterable[str]) -> None:
        heads: dict[str, list[str]] = {}
        for term in set(terms):
            heads.setdefault(term[:2], []).append(term)
        self._heads = {head: sorted(found, key=len, reverse=True) for head, found in heads.items()}

    def find(self, text: str) -> list[Hit]:
        """Return every occurrence in order of place, the longer first, overlaps included."""
        heads = self._heads
        found = [
            (start, heads[pair])
            for start in range(len(text) - 1)
            if (pair := text[start : start + 2]) in heads
        ]
        return [
            Hit(start, start + len(term), term)
            for start, terms in found
            for term in terms
            if text.startswith(term, start)
        ]


def longest_only(hits: list[Hit]) -> list[Hit]:
    """Drop each hit that lies inside another: the longer term has already said what the shorter means."""
    kept: list[Hit] = []
    reach = -1
    for hit in hits:  # in order of start, longer first, so a hit inside another always comes after it
        if hit.end > reach:
            kept.append(hit)
            reach = hit.end
    return kept
