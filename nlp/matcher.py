"""Finds the terms of the rule pack in a text: the only door to the automaton that reads it once for all."""

from collections.abc import Container, Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

Found = list[tuple[int, int, int]]
"""Which term stands from where to where: its number in `TermMatcher.terms`, start and end."""


class Hit(NamedTuple):
    """A term and where it stands: text[start:end] == term."""

    start: int
    end: int
    term: str


_new = tuple.__new__  # what `Hit(…)` comes to, at half its cost: a text holds many


class TermMatcher:
    """One Aho-Corasick automaton over all terms: the size of the pack costs nothing."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms: tuple[str, ...] = tuple(sorted({term for term in terms if term}))
        self._automaton = AhoCorasick(self.terms, store_patterns=False)

    def scan(self, text: str) -> Found:
        """Return every occurrence, overlaps included, in no order to rely on."""
        return self._automaton.find_matches_as_indexes(text, overlapping=True)

    def hits(self, found: Found) -> list[Hit]:
        """Put what was found in order of place, the longer first."""
        terms = self.terms
        ordered = sorted([(start, -end, number) for number, start, end in found])
        return [_new(Hit, (start, -end, terms[number])) for start, end, number in ordered]

    def find(self, text: str) -> list[Hit]:
        """Return every occurrence in order of place, the longer first, overlaps included."""
        return self.hits(self.scan(text))


def longest_only(hits: list[Hit], weighty: Container[str] | None = None) -> list[Hit]:
    """Drop each hit that lies inside a weighty one: the longer has already said what the shorter means.

    With `weighty` given, a term outside it (it is only part of a combination) hides nothing.
    """
    kept: list[Hit] = []
    reach = -1
    for hit in hits:  # in order of start, longer first, so a hit inside another always comes after it
        _, end, term = hit
        if end > reach:
            kept.append(hit)
            if weighty is None or term in weighty:
                reach = end
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
