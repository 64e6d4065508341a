"""What is seen of a text: its pairs, its words and what the rules found in it, and how much each counts."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from nlp.features import FINDING, WORD, findings, pairs, words
from nlp.reason import Reason

PAIRS, WORDS, FINDINGS = BLOCKS = ("pairs", "words", "findings")
_FINDING = 1.5  # how much a finding of the rules counts
FEW_PAIRS = 20  # up to so many pairs each counts in full


class Look(NamedTuple):
    """What is seen of a text: the three blocks of its features."""

    pairs: Mapping[str, None]
    words: Mapping[str, None]
    findings: Mapping[str, None]


def look_at(
    text: str, cut: Sequence[str], reasons: Iterable[Reason], found: Mapping[str, None] | None = None
) -> Look:
    """Return what is seen of a text, in one spelling and small letters, of its words and its findings.

    `found`: its pairs, if somebody looked already.
    """
    return Look(pairs_of(text) if found is None else found, words(cut), findings(reasons))


def pairs_of(text: str) -> Mapping[str, None]:
    """Return the pairs of a text, each once."""
    return dict.fromkeys(pairs(text))


def values_of(look: Look) -> dict[str, float]:
    """Return the features of a text and how much each counts."""
    named = (look.pairs, [f"{WORD}{word}" for word in look.words], look.findings)
    return {
        name: count_for(block, len(names))
        for block, names in zip(BLOCKS, named, strict=True)
        for name in names
    }


def block_of(name: str) -> str:
    """Return the block that a feature belongs to."""
    return {WORD: WORDS, FINDING: FINDINGS}.get(name[:2], PAIRS)


def count_for(block: str, number: int) -> float:
    """Return how much each of so many features counts: longer texts have more of them, not more to say."""
    if block == PAIRS:
        return 5.0 / sqrt(max(number, FEW_PAIRS))
    return 2.5 / sqrt(max(number, 5)) if block == WORDS else _FINDING
