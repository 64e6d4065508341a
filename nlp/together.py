"""Finds combinations: words that count only in each other's company."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from nlp.lexicon import Together
from nlp.matcher import Hit


class CombinationFinder:
    """Knows which combinations a word may belong to, so that most are never looked at."""

    def __init__(self, combinations: Iterable[Together]) -> None:
        self._by_word: dict[str, list[tuple[int, int]]] = {}
        self._combinations = tuple(combinations)
        for number, together in enumerate(self._combinations):
            for place, group in enumerate(together.groups):
                for word in group:
                    self._by_word.setdefault(word, []).append((number, place))

    def find(self, hits: Sequence[Hit]) -> list[tuple[Together, tuple[Hit, ...]]]:
        """Return each combination that stands in the text, with the words that make it."""
        seen: dict[int, list[tuple[int, Hit]]] = {}
        for hit in hits:
            for number, place in self._by_word.get(hit.term, ()):
                seen.setdefault(number, []).append((place, hit))
        found = []
        for number, parts in seen.items():
            together = self._combinations[number]
            if made_of := _window(together, parts):
                found.append((together, made_of))
        return found


def _window(together: Together, parts: list[tuple[int, Hit]]) -> tuple[Hit, ...] | None:
    """Walk once over the parts, keeping the latest word of each group; the first close set wins."""
    latest: dict[int, Hit] = {}
    for place, hit in parts:
        latest[place] = hit
        if len(latest) == len(together.groups) and _fits(together, latest):
            return tuple(latest[key] for key in sorted(latest))
    return None


def _fits(together: Together, latest: dict[int, Hit]) -> bool:
    places = [latest[key] for key in sorted(latest)]
    if len(set(places)) < len(places):
        return False  # one word cannot keep itself company
    gap = max(hit.start for hit in places) - min(hit.end for hit in places)
    if gap > together.within:
        return False
    return not together.ordered or all(a.end <= b.start for a, b in pairwise(places))
