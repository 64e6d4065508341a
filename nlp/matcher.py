"""Finds the terms of the rule pack in a text: one look-up a character, whatever the size of the pack."""

from collections.abc import Container, Iterable
from typing import NamedTuple


class Hit(NamedTuple):
    """A term and where it stands: text[start:end] == term."""

    start: int
    end: int
    term: str


class TermMatcher:
    """All terms indexed by their first two characters; the few of one character by that."""

    def __init__(self, terms: Iterable[str]) -> None:
        heads: dict[str, list[str]] = {}
        for term in set(terms):
            heads.setdefault(term[:2], []).append(term)
        self._singles = {head: heads.pop(head) for head in list(heads) if len(head) == 1}
        self._heads = {
            head: sorted(found, key=len, reverse=True) + self._singles.get(head[0], [])
            for head, found in heads.items()
        }

    def find(self, text: str) -> list[Hit]:
        """Return every occurrence in order of place, the longer first, overlaps included."""
        heads, singles = self._heads, self._singles
        found = [
            (start, terms)
            for start, char in enumerate(text)
            if (terms := heads.get(text[start : start + 2]) or singles.get(char))
        ]
        return [
            Hit(start, start + len(term), term)
            for start, terms in found
            for term in terms
            if text.startswith(term, start)
        ]


def longest_only(hits: list[Hit], weighty: Container[str] | None = None) -> list[Hit]:
    """Drop each hit that lies inside a weighty one: the longer has already said what the shorter means.

    With `weighty` given, a term outside it (it is only part of a combination) hides nothing.
    """
    kept: list[Hit] = []
    reach = -1
    for hit in hits:  # in order of start, longer first, so a hit inside another always comes after it
        if hit.end > reach:
            kept.append(hit)
            if weighty is None or hit.term in weighty:
                reach = hit.end
    return kept


def unmasked(hits: list[Hit], masks: frozenset[str]) -> list[Hit]:
    """Drop the masks and each hit that lies inside one: there is no 打死 in 打死我也不信."""
    kept: list[Hit] = []
    reach = -1
    for hit in hits:
        if hit.term in masks:
            reach = max(reach, hit.end)
        elif hit.end > reach:
            kept.append(hit)
    return kept
