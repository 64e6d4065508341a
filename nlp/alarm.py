"""Danger to life: the judgement that must not wait for a category, nor for the words to be cut."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.lexicon import prepared
from nlp.matcher import Hit
from nlp.pack import Pack
from nlp.reason import Cue
from nlp.together import CombinationFinder

_NO_WORDS = re.compile(r"\W+")
_BARE = 24  # a cry longer than this names its cause
_PARTICLES = "啊呀哪吧"


class Danger(NamedTuple):
    """An emergency that was recognised; a vague one leaves its category to whatever else is reported."""

    name: str
    category: str
    sensitive: bool
    vague: bool
    terms: tuple[str, ...]
    cried: bool
    """Whether somebody cries out (快来, 救命啊): it is believed however calm the rest sounds."""


class Alarm:
    """Recognises emergencies; a later kind counts only where no earlier one is named."""

    def __init__(self, pack: Pack) -> None:
        rules = pack.danger
        self._emergencies = rules.emergencies
        self._word_of = {word: name for name, danger in rules.emergencies.items() for word in danger.words}
        self._bare_of = {word: name for name, danger in rules.emergencies.items() for word in danger.bare}
        self._bare = re.compile(f"(?:(?:{'|'.join(map(re.escape, self._bare_of))})[{_PARTICLES}]?)+")
        self._jokes = frozenset([*rules.jokes, *rules.memories])
        self._calm = frozenset([*rules.stories, *rules.over])
        self._cries = frozenset(rules.cries)
        dangers = [
            prepared(combination, pack.concepts, Cue(name, combination.weight, name))
            for name, danger in rules.emergencies.items()
            for combination in danger.combinations
        ]
        self._dangers = CombinationFinder(dangers)

    def terms(self) -> Iterator[str]:
        """Every word that must be found in a text."""
        yield from self._word_of
        yield from self._bare_of
        for words in (self._jokes, self._calm, self._cries):
            yield from words
        yield from self._dangers.terms()

    def alone(self) -> Iterator[str]:
        """Every word that may tell a danger without a combination."""
        yield from self._word_of
        yield from self._bare_of

    @property
    def combinations(self) -> CombinationFinder:
        """The dangers told by several words together."""
        return self._dangers

    def danger(self, text: str, hits: Sequence[Hit]) -> Danger | None:
        """Return the danger that the words tell, unless they tell a joke, or a story nobody cries out."""
        if (bare := self._bare_cry(text, hits)) is not None:
            return self._named(self._bare_of[bare], (bare,), cried=True)
        found = self._found(hits)
        terms = {hit.term for hit in hits}
        if not found or self._is_told_not_cried(terms):
            return None
        name = next(name for name in self._emergencies if name in found)
        return self._named(name, found[name], cried=not terms.isdisjoint(self._cries))

    def _named(self, name: str, terms: tuple[str, ...], *, cried: bool) -> Danger:
        rules = self._emergencies[name]
        return Danger(name, rules.category, rules.sensitive, rules.vague, terms, cried)

    def _found(self, hits: Sequence[Hit]) -> dict[str, tuple[str, ...]]:
        """Return every kind of danger named, with the words that name it."""
        found: dict[str, tuple[str, ...]] = {}
        for hit in hits:
            if hit.term in self._word_of:
                found.setdefault(self._word_of[hit.term], (hit.term,))
        for together, parts in self._dangers.find(hits):
            found.setdefault(together.cue.rule, tuple(part.term for part in parts))
        return found

    def _bare_cry(self, text: str, hits: Sequence[Hit]) -> str | None:
        first = next((hit.term for hit in hits if hit.term in self._bare_of), None)
        whole = first is not None and len(text) <= _BARE and self._bare.fullmatch(_NO_WORDS.sub("", text))
        return first if whole else None

    def _is_told_not_cried(self, terms: set[str]) -> bool:
        if terms & self._jokes:
            return True
        return bool(terms & self._calm) and not terms & self._cries
