"""All words of all rule files in one table: what each speaks for, how loudly, and which rule says so."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from nlp.concepts import Concepts
from nlp.reason import Cue
from nlp.rulefiles import CategoryRules, Combination, SharedRules

AGAINST = -4.0  # a never-word outweighs any one word of its category

OF_A_KIND = 2.5  # what a sub-category's word weighs that no list weighs otherwise


class Together(NamedTuple):
    """A combination ready to be looked for: which words stand in which of its groups."""

    groups: tuple[frozenset[str], ...]
    unless: frozenset[str]
    within: int
    ordered: bool
    cue: Cue


@dataclass(slots=True)
class Lexicon:
    """What the pack knows, indexed by word."""

    cues: dict[str, list[Cue]] = field(default_factory=dict)
    combinations: list[Together] = field(default_factory=list)

    def add(self, words: Iterable[str], cue: Cue) -> None:
        """Let each of the words give this reason; of two reasons for one thing the later file's counts."""
        for word in words:
            others = [known for known in self.cues.get(word, []) if known.toward != cue.toward]
            self.cues[word] = [*others, cue]

    def terms(self) -> Iterator[str]:
        """Every word that must be found in a text."""
        yield from self.cues

    def own_terms(self) -> frozenset[str]:
        """Return the words that a county gave a meaning itself, alone or together."""
        alone = {word for word, cues in self.cues.items() if any(cue.own for cue in cues)}
        groups = [group for one in self.combinations if one.cue.own for group in one.groups]
        return frozenset(alone.union(*groups))


def prepared(rules: Combination, concepts: Concepts, cue: Cue) -> Together:
    """Make a combination ready to be looked for."""
    return Together(concepts.groups(rules), concepts.words(rules.unless), rules.within, rules.ordered, cue)


def build_lexicon(
    categories: Iterable[tuple[CategoryRules, bool]], shared: SharedRules, concepts: Concepts
) -> Lexicon:
    """Bring the files into one table; with each file, whether it is a county's own."""
    lexicon = Lexicon()
    for rules, own in categories:
        _add_category(lexicon, rules, concepts, own)
    for name, marker in shared.markers.items():
        _add_weighted(lexicon, marker.words, Cue(marker.toward, 0.0, f"common.{name}"))
    return lexicon


def _add_category(lexicon: Lexicon, rules: CategoryRules, concepts: Concepts, own: bool) -> None:
    code = rules.code
    for name, words in rules.subcategories.items():
        lexicon.add(words, Cue(code, OF_A_KIND, f"{code}.{name}", own))
    _add_weighted(lexicon, rules.weak, Cue(code, 0.0, f"{code}.weak", own))
    _add_weighted(lexicon, rules.strong, Cue(code, 0.0, f"{code}.strong", own))
    lexicon.add(rules.never, Cue(code, AGAINST, f"{code}.never", own))
    for together in rules.combinations:
        cue = Cue(code, together.weight, f"{code}.together", own)
        lexicon.combinations.append(prepared(together, concepts, cue))


def _add_weighted(lexicon: Lexicon, lists: Mapping[str, list[str]], cue: Cue) -> None:
    for weight, words in lists.items():
        lexicon.add(words, cue._replace(weight=float(weight)))
