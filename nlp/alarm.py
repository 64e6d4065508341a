"""Danger to life and private matters: the two judgements that must not wait for a category."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.lexicon import Cue, Together
from nlp.matcher import Hit
from nlp.rulepack import CategoryRules, Combination, SharedRules
from nlp.together import CombinationFinder


class Danger(NamedTuple):
    """An emergency that was recognised."""

    name: str
    category: str
    sensitive: bool
    terms: tuple[str, ...]


class Alarm:
    """Recognises emergencies, urgency and what must be answered in private."""

    def __init__(self, shared: SharedRules, categories: Sequence[CategoryRules]) -> None:
        self._emergencies = shared.emergencies
        self._word_of = {word: name for name, rules in shared.emergencies.items() for word in rules.words}
        self._jokes = frozenset(shared.jokes)
        self._stories = frozenset(shared.stories)
        self._cries = frozenset(shared.cries)
        self._urgent = frozenset([*shared.urgent, *(word for rules in categories for word in rules.urgent)])
        self._private_words = frozenset(
            [*shared.sensitive_words, *(word for rules in categories for word in rules.sensitive_words)]
        )
        self._private_codes = frozenset(rules.code for rules in categories if rules.sensitive)
        self._dangers = [
            _prepared(combination, name)
            for name, rules in shared.emergencies.items()
            for combination in rules.combinations
        ]
        self._private = [_prepared(combination, "sensitive") for combination in shared.sensitive_combinations]
        self._danger_finder = CombinationFinder(self._dangers)
        self._private_finder = CombinationFinder(self._private)

    def terms(self) -> Iterator[str]:
        """Every word that must be found in a text."""
        yield from self._word_of
        for words in (self._jokes, self._stories, self._cries, self._urgent, self._private_words):
            yield from words
        for together in (*self._dangers, *self._private):
            for group in together.groups:
                yield from group

    def danger(self, hits: Sequence[Hit]) -> Danger | None:
        """Return the danger that the words tell, unless they tell a joke, or a story nobody cries out."""
        found = self._found(hits)
        if not found or self._is_told_not_cried({hit.term for hit in hits}):
            return None
        name = next(name for name in self._emergencies if name in found)
        rules = self._emergencies[name]
        return Danger(name, rules.category, rules.sensitive, found[name])

    def is_urgent(self, hits: Sequence[Hit]) -> bool:
        """Tell whether waiting would make it worse."""
        return any(hit.term in self._urgent for hit in hits)

    def is_private(self, hits: Sequence[Hit], category: str) -> bool:
        """Tell whether the answer belongs in a private message."""
        if category in self._private_codes or any(hit.term in self._private_words for hit in hits):
            return True
        return bool(self._private_finder.find(hits))

    def _found(self, hits: Sequence[Hit]) -> dict[str, tuple[str, ...]]:
        """Return every kind of danger named, with the words that name it."""
        words = {self._word_of[hit.term]: (hit.term,) for hit in hits if hit.term in self._word_of}
        together = {
            found.cue.rule: tuple(part.term for part in parts)
            for found, parts in self._danger_finder.find(hits)
        }
        return {**together, **words}

    def _is_told_not_cried(self, terms: set[str]) -> bool:
        if terms & self._jokes:
            return True
        return bool(terms & self._stories) and not terms & self._cries


def _prepared(combination: Combination, name: str) -> Together:
    groups = tuple(frozenset(group) for group in combination.groups)
    return Together(groups, combination.within, combination.ordered, Cue(name, combination.weight, name))
