"""What the neighbourhood of a word does to it: denied, over and done with, or cut across other words."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate

from nlp.matcher import Hit
from nlp.rulefiles import SharedRules

_SHORT = 60  # in a longer text "修好了" tells one step of a story, not its end


class Context:
    """Decides which words of a text still stand once their surroundings are read."""

    def __init__(self, shared: SharedRules) -> None:
        self._negators = tuple(shared.negators)
        self._soft_negators = tuple(shared.soft_negators)
        self._endings = frozenset(word[-1] for word in (*shared.negators, *shared.soft_negators))
        self._happenings = tuple(shared.happenings)
        self._solved = frozenset(shared.solved)
        self._unsolved = frozenset(shared.unsolved)

    def standing(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """Return the hits that nothing denies: `没有再漏水` is not a leak."""
        endings = self._endings  # most words stand: look closer only where a denial could end
        return [
            one for one in hits if text[one[0] - 1 : one[0]] not in endings or not self._denied(text, one)
        ]

    def is_solved(self, text: str, hits: Sequence[Hit]) -> bool:
        """Tell whether a short text says that its matter has ended."""
        if len(text) > _SHORT:
            return False
        terms = {hit.term for hit in hits}
        return bool(terms & self._solved) and not terms & self._unsolved

    def _denied(self, text: str, hit: Hit) -> bool:
        before = text[max(0, hit.start - 4) : hit.start]
        if before.endswith(self._negators):
            return True
        return hit.term.startswith(self._happenings) and before.endswith(self._soft_negators)


def aligned(hits: Sequence[Hit], words: Sequence[str]) -> list[Hit]:
    """Return the hits that no word boundary contradicts: 海水 in 上海|水产 is no word at all.

    A single character must be a word of its own: there is no 电 in 电影.
    """
    edges = list(accumulate(map(len, words), initial=0))
    known = frozenset(edges)
    return [
        hit for hit in hits if (hit[0] in known and hit[1] in known) or _stands_in_part(hit, edges, known)
    ]


def _stands_in_part(hit: Hit, edges: Sequence[int], known: frozenset[int]) -> bool:
    """Both ends must cut a word: one alone is often only another way to cut (不退|还, 不|退还)."""
    if len(hit.term) == 1:
        return False
    return hit.start in known or hit.end in known or bisect(edges, hit.start) == bisect(edges, hit.end)
