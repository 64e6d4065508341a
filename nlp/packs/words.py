"""Words of a rule file that cannot do what they are there for."""

from collections import Counter
from collections.abc import Iterator, Sequence

from nlp.normalise import normalise
from nlp.packs.problem import Problem
from nlp.packs.reading import Sheet
from nlp.rulefiles import CategoryRules

_LOUD = 2.5  # with one sign of harm or of asking, such a word makes a report
_CLEARLY = 0.75  # between weights that differ less, chance decides

Placed = tuple[str, str]
"""A key and a word that stands there."""


def check_words(sheet: Sheet, beside: Sequence[Sheet]) -> Iterator[Problem]:
    """Words that can never match, that stand twice, or that something of the same file takes back."""
    yield from _unfindable(sheet)
    yield from _twice(sheet)
    yield from _hidden(sheet)
    yield from _shared_with_others(sheet, beside)
    if not any(True for _ in _all_words(sheet.rules)) and not sheet.rules.combinations:
        yield sheet.page.warning("code", "the file holds no word", "add words, or remove the file")


def speaking(rules: CategoryRules) -> Iterator[Placed]:
    """Return the words that speak for the category, each with the key of its list."""
    for name, lists in (("strong", rules.strong), ("weak", rules.weak)):
        yield from ((f"{name}.{weight}", word) for weight, words in lists.items() for word in words)


def _all_words(rules: CategoryRules) -> Iterator[Placed]:
    yield from speaking(rules)
    yield from (
        (f"subcategories.{name}", word) for name, words in rules.subcategories.items() for word in words
    )
    yield from ((f"shared.{name}", word) for name, words in rules.shared.items() for word in words)
    for name in ("never", "urgent", "sensitive_words"):
        yield from ((name, word) for word in getattr(rules, name))
    for number, together in enumerate(rules.combinations):
        parts = [part for group in together.groups for part in group]
        yield from (
            (f"combinations.{number}", part)
            for part in (*parts, *together.unless)
            if not part.startswith("@")
        )


def _unfindable(sheet: Sheet) -> Iterator[Problem]:
    for key, word in _all_words(sheet.rules):
        plain = normalise(word).lower()
        if plain != word:
            what = f"'{word}' can never match, because texts are read as '{plain}'"
            remedy = f"write '{plain}'" if plain else "remove it"
            yield sheet.page.error(key, what, remedy, word)


def _twice(sheet: Sheet) -> Iterator[Problem]:
    places: dict[str, list[str]] = {}
    for key, word in speaking(sheet.rules):
        places.setdefault(word, []).append(key)
    for word, keys in places.items():
        if len(set(keys)) > 1:
            what = f"'{word}' has more than one weight: {', '.join(dict.fromkeys(keys))}"
            yield sheet.page.error(keys[1], what, "keep one of them", word)
        elif len(keys) > 1:
            yield sheet.page.warning(keys[0], f"'{word}' stands there {len(keys)} times", "keep one", word)
    for word, times in Counter(sheet.rules.never).items():
        if times > 1:
            yield sheet.page.warning("never", f"'{word}' stands there {times} times", "keep one", word)


def _hidden(sheet: Sheet) -> Iterator[Problem]:
    never = frozenset(sheet.rules.never)
    for key, word in speaking(sheet.rules):
        if word in never:
            what = f"'{word}' stands under never too, and so never speaks"
            yield sheet.page.error(key, what, "remove it from one of them", word)


def _shared_with_others(sheet: Sheet, beside: Sequence[Sheet]) -> Iterator[Problem]:
    """A word that nearly makes a report by itself, and of which nobody could say of which category.

    Words that only help are shared by many; so may be loud ones that weigh clearly more in one category, or
    that a combination tells apart. Reported for the later of two files, and once.
    """
    code = sheet.rules.code
    others: dict[str, list[tuple[str, float]]] = {}
    for one in beside:
        if one is sheet or one.page.path == sheet.page.path:
            break
        if one.rules.code != code:
            for word, weight in _undecided(one.rules).items():
                others.setdefault(word, []).append((one.rules.code, weight))
    keys = {word: key for key, word in speaking(sheet.rules)}
    for word, weight in _undecided(sheet.rules).items():
        rivals = sorted(other for other, known in others.get(word, ()) if abs(known - weight) < _CLEARLY)
        if rivals:
            what = f"'{word}' speaks for {', '.join(rivals)} as loudly as for {code}"
            remedy = "weigh it clearly less in one of them, or tell them apart by a combination"
            yield sheet.page.warning(keys[word], what, remedy, word)


def _undecided(rules: CategoryRules) -> dict[str, float]:
    """Return the loud words of a category that stand in none of its combinations, with their weights."""
    told_apart = {part for together in rules.combinations for group in together.groups for part in group}
    weights = {word: float(key.partition(".")[2]) for key, word in speaking(rules)}
    return {word: weight for word, weight in weights.items() if weight >= _LOUD and word not in told_apart}
