"""Named sets of words: `@child` in a combination stands for every way to name a child."""

from collections.abc import Iterator, Sequence
from itertools import product

from nlp.rulefiles import Combination, ConceptRules
from nlp.rulepack import RulePackError

_SIGN = "@"


class Concepts:
    """The concepts of the pack; one may be made of others that stand before it."""

    def __init__(self, rules: ConceptRules) -> None:
        self._words: dict[str, frozenset[str]] = {
            name: frozenset("".join(parts) for parts in product(*lists))
            for name, lists in rules.compounds.items()
        }
        for name, parts in rules.concepts.items():
            self._words[name] = frozenset(self._spread(parts))

    def names(self) -> tuple[str, ...]:
        """Return the name of every concept."""
        return tuple(self._words)

    def groups(self, rules: Combination) -> tuple[frozenset[str], ...]:
        """Return the words of each group; a word of two groups counts for the first, so it needs company."""
        taken: set[str] = set()
        groups = []
        for group in rules.groups:
            words = frozenset(self._spread(group)) - taken
            if not words:
                raise RulePackError(f"combination {group}: every word of this group stands in one before it")
            taken |= words
            groups.append(words)
        return tuple(groups)

    def words(self, parts: Sequence[str]) -> frozenset[str]:
        """Return plain words and concepts as words."""
        return frozenset(self._spread(parts))

    def _spread(self, parts: Sequence[str]) -> Iterator[str]:
        for part in parts:
            if not part.startswith(_SIGN):
                yield part
            elif part[1:] in self._words:
                yield from self._words[part[1:]]
            else:
                raise RulePackError(f"there is no concept '{part}' in concepts.toml")
