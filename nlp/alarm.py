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
        self._shared = shared
        self._word_of = {word: name for name, rules in shared.emergencies.items() for word in rules.words}
        self._exempt = frozenset(shared.not_an_emergency)
        self._urgent = frozenset([*shared.urgent, *(word for rules in categories for word in rules.urgent)])
        self._private_words = frozenset(
            [*shared.sensitive_words, *(word for rules in categories for word in rules.sensitive_words)]
        )
        self._private_codes = frozenset(rules.code for rules in categories if rules.sensitive)
        self._dangers = CombinationFinder(
            _prepared(combination, name)
            for name, rules in shared.emergencies.items()
            for combination in rules.combinations
        )
        self._private = CombinationFinder(
            _prepared(combination, "sensitive") for combination in shared.sensitive_combinations
        )

    def terms(self) -> Iterator[str]:
        """Every word that must be found in a text."""
        yield from self._word_of
        yield from self._exempt
        yield from self._urgent
        yield from self._private_words
        lists = [*self._shared.emergencies.values()]
        for combination in [
            *(c for rules in lists for c in rules.combinations),
            *self._shared.sensitive_combinations,
        ]:
            for group in combination.groups:
                yield from group

    def danger(self, hits: Sequence[Hit]) -> Danger | None:
        """Return the danger that the words tell, unless they tell a joke, a drill or a story."""
        if any(hit.term in self._exempt for hit in hits):
            return None
        for hit in hits:
            if hit.term in self._word_of:
                return self._named(self._word_of[hit.term], (hit.term,))
        for together, parts in self._dangers.find(hits):
            return self._named(together.cue.rule, tuple(part.term for part in parts))
        return None

    def is_urgent(self, hits: Sequence[Hit]) -> bool:
        """Tell whether waiting would make it worse."""
        return any(hit.term in self._urgent for hit in hits)

    def is_private(self, hits: Sequence[Hit], category: str) -> bool:
        """Tell whether the answer belongs in a private message."""
        if category in self._private_codes or any(hit.term in self._private_words for hit in hits):
            return True
        return bool(self._private.find(hits))

    def _named(self, name: str, terms: tuple[str, ...]) -> Danger:
        rules = self._shared.emergencies[name]
        return Danger(name, rules.category, rules.sensitive, terms)


def _prepared(combination: Combination, name: str) -> Together:
    groups = tuple(frozenset(group) for group in combination.groups)
    return Together(groups, combination.within, combination.ordered, Cue(name, combination.weight, name))
