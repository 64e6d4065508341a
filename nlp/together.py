"""Finds combinations: words that count only in each other's company."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from nlp.lexicon import Together
from nlp.matcher import Hit

_Marked = Sequence[tuple[Hit, int]]  # hits and the groups their terms stand in, a bit for each
_NONE = Hit(-1, -1, "")


class CombinationFinder:
    """Knows which combinations a word may open, so that most are never looked at."""

    def __init__(self, combinations: Iterable[Together]) -> None:
        self._combinations = tuple(combinations)
        bit_of: dict[frozenset[str], int] = {}  # one bit for each distinct group
        for together in self._combinations:
            for group in together.groups:
                bit_of.setdefault(group, 1 << len(bit_of))
        self._bits: dict[str, int] = {}  # word -> the groups it stands in
        for group, bit in bit_of.items():
            for word in group:
                self._bits[word] = self._bits.get(word, 0) | bit
        self._places = [tuple(bit_of[group] for group in one.groups) for one in self._combinations]
        self._needed = [sum(places) for places in self._places]
        self._opened_by: dict[str, list[int]] = {}
        for number, together in enumerate(self._combinations):
            for word in min(together.groups, key=_commonness):  # the rarest decides whether to look at all
                self._opened_by.setdefault(word, []).append(number)

    def groups_of(self, word: str) -> int:
        """Return the groups a word stands in, a bit for each."""
        return self._bits.get(word, 0)

    def needs_opened_by(self, word: str) -> tuple[int, ...]:
        """Return, for each combination that a word may open, the groups it needs."""
        return tuple(self._needed[number] for number in self._opened_by.get(word, ()))

    def terms(self) -> Iterator[str]:
        """Every word that must be found in a text."""
        for together in self._combinations:
            for group in together.groups:
                yield from group
            yield from together.unless

    def find(self, hits: Sequence[Hit], near: Sequence[Hit] = ()) -> list[tuple[Together, tuple[Hit, ...]]]:
        """Return each combination that stands in the text, with the words that make it.

        Words that are only `near` (parts of others: 荡 in 荡秋千) make none, but may undo one.
        """
        present, marked, bits = 0, list[tuple[Hit, int]](), self._bits
        for hit in hits:
            if groups := bits.get(hit[2]):
                present |= groups
                marked.append((hit, groups))
        missing, opened_by, needed = ~present, self._opened_by, self._needed
        complete = {
            number
            for hit, _ in marked
            for number in opened_by.get(hit[2], ())
            if not needed[number] & missing
        }
        if not complete:
            return []
        terms = {hit[2] for hit in (*hits, *near)}
        return list(self._standing(sorted(complete), marked, terms))

    def _standing(
        self, numbers: Iterable[int], marked: _Marked, terms: set[str]
    ) -> Iterator[tuple[Together, tuple[Hit, ...]]]:
        for number in numbers:
            together, needed = self._combinations[number], self._needed[number]
            if terms.isdisjoint(together.unless):
                ours = [mark for mark in marked if mark[1] & needed]
                if made_of := _window(together, self._places[number], ours):
                    yield together, made_of


def _commonness(group: frozenset[str]) -> float:
    """Estimate how often a group is met: single characters are everywhere, long words rare."""
    return sum(9.0 ** (2 - len(word)) for word in group)


def _window(together: Together, places: tuple[int, ...], marked: _Marked) -> tuple[Hit, ...] | None:
    """Walk once over the hits, keeping the latest word of each group; the first close set wins."""
    latest, met = [_NONE] * len(places), 0
    whole = (1 << len(places)) - 1
    for hit, groups in marked:
        for place, group in enumerate(places):
            if groups & group and not (met and _inside_another(hit, place, latest)):
                latest[place] = hit
                met |= 1 << place
                if met == whole and _fits(together, latest):
                    return tuple(latest)
    return None


def _inside_another(hit: Hit, place: int, latest: Sequence[Hit]) -> bool:
    """Tell whether the hit is only a part of a longer word already taken for another group."""
    end = hit.end
    for key, (other_start, other_end, _) in enumerate(latest):
        if key != place and other_end >= end > other_start:
            return True
    return False


def _fits(together: Together, places: Sequence[Hit]) -> bool:
    in_order = places if together.ordered else sorted(places)
    for one, next_one in pairwise(in_order):
        if one[1] > next_one[0]:
            return False  # one word, or two ways to read it, cannot keep itself company
    return in_order[-1].start - in_order[0].end <= together.within
