"""How fast and in whose hearing: what cannot wait, and what belongs in a private message."""

from collections.abc import Iterator, Sequence

from nlp.lexicon import prepared
from nlp.matcher import Hit
from nlp.pack import Pack
from nlp.reason import Cue
from nlp.together import CombinationFinder


class Privacy:
    """Knows the words of haste and the words nobody else should hear."""

    def __init__(self, pack: Pack) -> None:
        shared, categories = pack.shared, pack.categories
        self._urgent = frozenset([*shared.urgent, *(word for rules in categories for word in rules.urgent)])
        self._words = frozenset(
            [*shared.sensitive_words, *(word for rules in categories for word in rules.sensitive_words)]
        )
        self._codes = frozenset(rules.code for rules in categories if rules.sensitive)
        self._together = CombinationFinder(
            prepared(combination, pack.concepts, Cue("sensitive", combination.weight, "sensitive"))
            for combination in shared.sensitive_combinations
        )

    def terms(self) -> Iterator[str]:
        """Every word that must be found in a text."""
        yield from self._urgent
        yield from self._words
        yield from self._together.terms()

    def is_urgent(self, hits: Sequence[Hit]) -> bool:
        """Tell whether waiting would make it worse."""
        return not self._urgent.isdisjoint([hit[2] for hit in hits])

    def is_private(self, hits: Sequence[Hit], category: str) -> bool:
        """Tell whether the answer belongs in a private message."""
        if category in self._codes or not self._words.isdisjoint([hit[2] for hit in hits]):
            return True
        return bool(self._together.find(hits))
