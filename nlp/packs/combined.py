"""Combinations that no text can ever meet."""

import difflib
from collections.abc import Iterator, Sequence

from nlp.concepts import Concepts
from nlp.packs.problem import Problem
from nlp.packs.reading import Sheet
from nlp.rulefiles import Combination
from nlp.rulepack import RulePackError


def check_combinations(sheet: Sheet, concepts: Concepts) -> Iterator[Problem]:
    """Return what is wrong with the combinations of a file, each by its number."""
    for number, combination in enumerate(sheet.rules.combinations):
        key = f"combinations.{number}"
        told = next(_misfits(combination, concepts), None)
        if told is not None:
            what, remedy, word = told
            yield sheet.page.error(key, what, remedy, word)


def _misfits(combination: Combination, concepts: Concepts) -> Iterator[tuple[str, str, str | None]]:
    """Return what hinders the groups from meeting: the problem, the remedy, and a word to find it by."""
    parts = [part for group in combination.groups for part in group]
    for part in (*parts, *combination.unless):
        if part.startswith("@") and part[1:] not in concepts.names():
            close = difflib.get_close_matches(part[1:], concepts.names(), 1)
            remedy = f"did you mean '@{close[0]}'?" if close else "concepts.toml has those there are"
            yield f"there is no concept '{part}'", remedy, part
            return
    if any(not group for group in combination.groups):
        yield "a group is empty", "remove it, or give it words", None
        return
    try:
        groups = concepts.groups(combination)
    except RulePackError:
        yield "every word of a group stands in one before it", "give each group words of its own", parts[-1]
        return
    yield from _never_together(combination, groups, concepts.words(combination.unless))


def _never_together(
    combination: Combination, groups: Sequence[frozenset[str]], unless: frozenset[str]
) -> Iterator[tuple[str, str, str | None]]:
    for group in groups:
        if all(any(word in part for word in unless) for part in group):
            undone = sorted(unless)[0]
            yield "every word of a group is undone by unless", "remove words from unless", undone
            return
    lengths = sorted(min(len(word) for word in group) for group in groups)
    between = sum(lengths) - max(lengths) - sorted(lengths)[-2] if len(lengths) > 2 else 0
    if between > combination.within:
        what = f"the words between the first and the last need {between} characters of {combination.within}"
        yield what, "raise within", None
