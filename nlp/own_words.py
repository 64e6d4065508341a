"""What was found, told in the words of whoever wrote: rules read one spelling, people see their own."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from nlp.normalise import places_in
from nlp.shapes import SHAPE
from nlp.verdict import Evidence, Verdict

_HAN = re.compile("[\u4e00-\u9fff]+")
_AS_SAID = frozenset({"place", "mentioned", "time", "times", "amount", "amounts", "said", "roles"})
"""The facts that repeat words of the text."""


def in_own_words(verdict: Verdict, text: str, plain: str) -> Verdict:
    """Return a verdict whose evidence and facts are spelt as in the text; `plain`: how it was judged."""
    if not (verdict.evidence or verdict.entities):
        return verdict
    if _is_spelt_alike(verdict, text, plain):
        return verdict
    own = _OwnWords(text, plain)
    return replace(
        verdict,
        evidence=tuple(map(own.evidence, verdict.evidence)),
        entities={name: _retold(name, told, own.fact) for name, told in verdict.entities.items()},
    )


def _is_spelt_alike(verdict: Verdict, text: str, plain: str) -> bool:
    """Tell whether the text spells every word that is named as the rules do, as most texts do."""
    if text == plain == plain.lower():
        return True
    if "".join(_HAN.findall(text)) != "".join(_HAN.findall(plain)):
        return False
    named = (found.term for found in verdict.evidence if found.term not in text)  # most are one word
    return all(part in text for term in named if not term.startswith(SHAPE) for part in term.split("+"))


class _OwnWords:
    """Finds what was read in one spelling where it stands in the text."""

    def __init__(self, text: str, plain: str) -> None:
        self._text, self._plain = text, plain
        self._places = places_in(text)
        self._lower = plain.lower()
        spread = zip(plain, self._places, strict=True)
        self._lower_places = [place for char, place in spread for _ in char.lower()]

    def evidence(self, found: Evidence) -> Evidence:
        """Name the words themselves, and beside them the word of the rules if it is spelt otherwise."""
        parts = [own for part in found.term.split("+") for own in self._spellings(part)]
        term = "+".join(dict.fromkeys(parts))
        return found if term == found.term else Evidence(term, found.weight, found.rule, meant=found.term)

    def _spellings(self, term: str) -> list[str]:
        """Return every way in which a word stands in the text, as far as it does."""
        found, at = [], self._lower.find(term)
        while at >= 0:
            places = self._lower_places[at : at + len(term)]
            found.append(self._text[places[0][0] : places[-1][1]])
            at = self._lower.find(term, at + len(term))
        return found or [term]

    def fact(self, words: str) -> str:
        """Return the words of a fact as they are spelt, in half width; they may be put together."""
        told = ""
        while words:
            size = next((size for size in range(len(words), 0, -1) if words[:size] in self._plain), 0)
            told += self._spelt(self._plain.index(words[:size]), size) if size else words[0]
            words = words[size or 1 :]
        return told

    def _spelt(self, start: int, size: int) -> str:
        spans = [span for span, _ in groupby(self._places[start : start + size])]
        return unicodedata.normalize("NFKC", "".join(self._text[first:end] for first, end in spans))


def _retold(name: str, told: Any, fact: Callable[[str], str]) -> Any:
    if isinstance(told, list):
        return [_retold(name, one, fact) for one in told]
    if isinstance(told, Mapping):
        return {key: _retold(key, one, fact) for key, one in told.items()}
    return fact(told) if isinstance(told, str) and name in _AS_SAID else told
