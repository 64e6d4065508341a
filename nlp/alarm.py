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


class Danger(NamedTuple):
    """An emergency that was recognised; a vague one leaves its category to whatever else is reported."""

    name: str
    category: str
    sensitive: bool
    vague: bool
    terms: tuple[str, ...]


class Alarm:
    """Recognises emergencies; a later kind counts only where no earlier one is named."""

    def __init__(self, pack: Pack) -> None:
        shared = pack.shared
        self._emergencies = shared.emergencies
        self._word_of = {word: name for name, rules in shared.emergencies.items() for word in rules.words}
        self._shapes = [
            (name, re.compile(shape)) for name, rules in shared.emergencies.items() for shape in rules.shapes
        ]
        self._jokes = frozenset(shared.jokes)
        self._calm = frozenset([*shared.stories, *shared.over])
        self._cries = frozenset(shared.cries)
        dangers = [
            prepared(combination, pack.concepts, Cue(name, combination.weight, name))
            for name, rules in shared.emergencies.items()
            for combination in rules.combinations
        ]
        self._dangers = CombinationFinder(dangers)

    def terms(self) -> Iterator[str]:
        """Every word that must be found in a text."""
        yield from self._word_of
        for words in (self._jokes, self._calm, self._cries):
            yield from words
        yield from self._dangers.terms()

    def alone(self) -> Iterator[str]:
        """Every word that may tell a danger without a combination; a bare cry holds one of the cries."""
        yield from self._word_of
        yield from self._cries

    @property
    def combinations(self) -> CombinationFinder:
        """The dangers told by several words together."""
        return self._dangers

    def danger(self, text: str, hits: Sequence[Hit]) -> Danger | None:
        """Return the danger that the words tell, unless they tell a joke, or a story nobody cries out."""
        found = self._found(text, hits)
        if not found or self._is_told_not_cried({hit.term for hit in hits}):
            return None
        name = next(name for name in self._emergencies if name in found)
        rules = self._emergencies[name]
        return Danger(name, rules.category, rules.sensitive, rules.vague, found[name])

    def _found(self, text: str, hits: Sequence[Hit]) -> dict[str, tuple[str, ...]]:
        """Return every kind of danger named, with the words that name it."""
        found: dict[str, tuple[str, ...]] = {}
        for hit in hits:
            if hit.term in self._word_of:
                found.setdefault(self._word_of[hit.term], (hit.term,))
        for together, parts in self._dangers.find(hits):
            found.setdefault(together.cue.rule, tuple(part.term for part in parts))
        if hits and len(text) <= _BARE:
            bare = _NO_WORDS.sub("", text)
            for name, shape in self._shapes:
                if shape.fullmatch(bare):
                    found.setdefault(name, (bare,))
        return found

    def _is_told_not_cried(self, terms: set[str]) -> bool:
        if terms & self._jokes:
            return True
        return bool(terms & self._calm) and not terms & self._cries
