"""Adds up the reasons: a soft-max over silence and every category that has a word of its own in the text."""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from nlp.lexicon import Cue

Pairs = Set[tuple[str, str]]
"""Rules and the terms by which they speak."""
LEARNED = "learned."  # how the rules of what was learned begin; these are mended by learning anew

_FADING = 0.85  # the second reason for a category counts less than the first: long texts repeat themselves


class Reason(NamedTuple):
    """A cue and the words that gave it."""

    term: str
    cue: Cue


class Standing(NamedTuple):
    """How the sides stand: the chance that anything is reported, and the category if so."""

    report: float
    category: str | None


def trusted(reasons: list[Reason], suspended: Pairs) -> list[Reason]:
    """Return the reasons whose rule and term are not suspended; what was learned never is."""
    if not suspended:
        return reasons
    return [
        reason
        for reason in reasons
        if (reason.cue.rule, reason.term) not in suspended or reason.cue.rule.startswith(LEARNED)
    ]


def weigh(reasons: Sequence[Reason], kinds: Mapping[str, str], silence: float) -> Standing:
    """Return the chance of a report and its likeliest category; no category's word, no report."""
    scores, quiet = _scores(reasons, kinds, silence)
    if not scores:
        return Standing(0.0, None)
    top = max(quiet, *scores.values())
    masses = {code: math.exp(score - top) for code, score in scores.items()}
    total = sum(masses.values())
    return Standing(total / (total + math.exp(quiet - top)), _best(masses, kinds))


def chance(reasons: Sequence[Reason], kinds: Mapping[str, str], silence: float) -> float:
    """Return the chance of a report alone."""
    scores, quiet = _scores(reasons, kinds, silence)
    total = sum(math.exp(score - quiet) for score in scores.values())
    return total / (total + 1.0)


def _scores(
    reasons: Sequence[Reason], kinds: Mapping[str, str], silence: float
) -> tuple[dict[str, float], float]:
    """Return the score of each category that has a word of its own, and that of silence."""
    sums = _sums(reasons)
    lift = sums.get("report", 0.0)
    scores = {
        code: own + lift + sums.get(kinds[code], 0.0)
        for code, own in sums.items()
        if own > 0 and code in kinds
    }
    return scores, silence + sums.get("none", 0.0)


def _sums(reasons: Iterable[Reason]) -> dict[str, float]:
    """Sum the weights toward each side, each word once, the strongest first and the next ones fading."""
    sides: dict[str, list[float]] = {}
    for reason in reasons:
        sides.setdefault(reason.cue.toward, []).append(reason.cue.weight)
    return {side: _faded(weights) for side, weights in sides.items()}


def _faded(weights: list[float]) -> float:
    ordered = sorted(weights, key=abs, reverse=True)
    return math.fsum(weight * _FADING**place for place, weight in enumerate(ordered))


def _best(masses: Mapping[str, float], kinds: Mapping[str, str]) -> str:
    """Choose the kind by all its categories together, then the category within it."""
    by_kind: dict[str, float] = {}
    for code, mass in masses.items():
        by_kind[kinds[code]] = by_kind.get(kinds[code], 0.0) + mass
    kind = max(by_kind, key=lambda name: by_kind[name])
    return max((code for code in masses if kinds[code] == kind), key=lambda code: masses[code])
