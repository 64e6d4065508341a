"""The rule files brought together: the catalogue, the lexicon and what holds for all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nlp.catalogue import Catalogue, Category
from nlp.concepts import Concepts
from nlp.lexicon import Lexicon, build_lexicon
from nlp.rulefiles import CategoryRules, Combination, DangerRules, SharedRules
from nlp.rulepack import (
    BUILT_IN,
    RulePackError,
    Source,
    category_texts,
    parse_categories,
    read_concepts,
    read_danger,
    read_shared,
)

KEPT = 2
"""How many packs a process keeps ready, and what is built of them: the one in use, and one on trial."""


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """Everything the classifier is built from; nobody changes it, and the same files give the same one."""

    shared: SharedRules
    danger: DangerRules
    categories: tuple[CategoryRules, ...]
    catalogue: Catalogue
    concepts: Concepts
    lexicon: Lexicon


def read_pack(folders: Sequence[Source] = ()) -> Pack:
    """Read the built-in rules and a county's own on top; they are parsed anew only if a file has changed."""
    return _parsed(tuple(category_texts(folders)))


@lru_cache(KEPT)
def _parsed(texts: tuple[tuple[Path, str], ...]) -> Pack:
    shared = read_shared()
    concepts = Concepts(read_concepts())
    files = parse_categories(texts)
    for path, rules in files:
        _check_combinations(path, rules.combinations, concepts)
    categories = tuple(rules for _, rules in files)
    whose = [(rules, path.parent != BUILT_IN) for path, rules in files]
    lexicon = build_lexicon(whose, shared, concepts)
    return Pack(shared, read_danger(), categories, _catalogue(categories), concepts, lexicon)


def _check_combinations(path: Path, combinations: Iterable[Combination], concepts: Concepts) -> None:
    for number, combination in enumerate(combinations):
        try:
            concepts.groups(combination)
            concepts.words(combination.unless)
        except RulePackError as error:
            raise RulePackError(f"{path}: key 'combinations.{number}': {error}") from error


def _catalogue(files: Iterable[CategoryRules]) -> Catalogue:
    by_code: dict[str, list[CategoryRules]] = {}
    for rules in files:
        by_code.setdefault(rules.code, []).append(rules)
    return Catalogue(_category(code, found) for code, found in by_code.items())


def _category(code: str, files: Sequence[CategoryRules]) -> Category:
    aliases = tuple(alias for rules in files for alias in (*rules.aliases, *rules.subcategories))
    needs_place = any(rules.needs_place for rules in files)
    shared: dict[str, tuple[str, ...]] = {}
    for name, words in (one for rules in files for one in rules.shared.items()):
        shared[name] = (*shared.get(name, ()), *words)
    return Category(code, str(files[0].label), str(files[0].kind), aliases, needs_place, shared)
