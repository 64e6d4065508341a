"""How much a text sounds like danger: many small signs, each of little weight, added up."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from nlp.matcher import Hit, TermMatcher
from nlp.rulefiles import DangerRules, SignRules

CONCEPT = "@"
_LONGEST = 3  # characters of a sign that is not a concept
_NAMED = 6  # how many signs are worth telling
_LOUD = 0.35  # a sign of this weight is worth a closer look at the text


class Sound(NamedTuple):
    """What the signs of a text say together, and the words of those that say most, the loudest first."""

    score: float
    words: tuple[str, ...]
    loud: bool  # one of them makes a closer look worth while


class Signs:
    """Knows what each sign weighs: up to three characters in a row, or a concept of which a word stands."""

    def __init__(self, rules: SignRules, concepts: Mapping[str, frozenset[str]]) -> None:
        self._bias = rules.bias
        self._weights = {sign: float(weight) for weight, signs in rules.signs.items() for sign in signs}
        self._loud = frozenset(
            sign
            for sign, weight in self._weights.items()
            if weight >= _LOUD and len(sign) > 1 and not sign.startswith(CONCEPT)
        )
        self._runs = TermMatcher(sign for sign in self._weights if sign not in concepts)
        self.concepts_of: dict[str, list[str]] = {}
        for name, words in concepts.items():
            for word in words:
                self.concepts_of.setdefault(word, []).append(name)

    def terms(self) -> Iterator[str]:
        """Every word that must be found in a text."""
        yield from self.concepts_of
        yield from self._loud

    def loud(self) -> Iterator[str]:
        """Every sign that makes a closer look worth while."""
        yield from self._loud

    def of(self, text: str, hits: Sequence[Hit]) -> dict[str, str]:
        """Return every sign there could be in a text in one spelling, with the words that give it."""
        found = {
            text[at : at + size]: text[at : at + size]
            for size in range(1, _LONGEST + 1)
            for at in range(len(text) - size + 1)
        }
        for hit in hits:
            for name in self.concepts_of.get(hit.term, ()):
                found.setdefault(name, hit.term)
        return found

    def _known(self, text: str, hits: Sequence[Hit]) -> dict[str, str]:
        """Return the signs of `of` that weigh something, in the same order, the short ones first."""
        signs = self._runs.terms
        runs = sorted([(end - start, start, number) for number, start, end in self._runs.scan(text)])
        found = {signs[number]: signs[number] for _, _, number in runs}
        for hit in hits:
            for name in self.concepts_of.get(hit.term, ()):
                if name in self._weights:
                    found.setdefault(name, hit.term)
        return found

    def hear(self, text: str, hits: Sequence[Hit]) -> Sound:
        """Add up what the signs of a text weigh."""
        weights, found = self._weights, self._known(text, hits)
        telling = [
            sign for sign, word in found.items() if weights[sign] > 0 and len(word) > 1 and word.isalnum()
        ]
        loudest = sorted(telling, key=lambda sign: -weights[sign])[:_NAMED]
        words = dict.fromkeys(found[sign] for sign in loudest)
        score = self._bias + sum(weights[sign] for sign in found)
        return Sound(score, tuple(words), not self._loud.isdisjoint(found))


def concepts_of_danger(
    rules: DangerRules, words_of: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Return what can be signs: the concepts of the combinations, and the lists that take the sting out."""
    named = {
        part
        for emergency in rules.emergencies.values()
        for combination in emergency.combinations
        for group in (*combination.groups, combination.unless)
        for part in group
        if part.startswith(CONCEPT)
    }
    lists = {
        "jokes": rules.jokes,
        "stories": rules.stories,
        "memories": rules.memories,
        "affairs": rules.affairs,
        "over": rules.over,
        "cries": rules.cries,
    }
    calm = {f"{CONCEPT}{CONCEPT}{name}": frozenset(words) for name, words in lists.items()}
    return {name: words_of[name[1:]] for name in sorted(named)} | calm
