"""Mining: which words and short phrases mark a category's confirmed tickets, and are no rule's yet.

The measure is the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008): a
category's confirmed texts against the rejected ones and those of other categories, the prior being how often
a phrase occurs in all of them. What stands out by chance has a z-score below 1.96.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

REJECTED = "none"
PRIOR = 10.0
"""How many texts' worth of doubt the prior is."""
SURE = 1.96
FEWEST = 3
"""In how many confirmed texts a phrase must stand: what one person says of one matter is nobody's rule."""
LIGHTEST, HEAVIEST = 1.0, 3.0
"""Weights that are proposed: below what speaks by itself, so that a mined word needs company."""

Phrases = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A phrase that marks a category: in how many texts it stands, and how far it stands out."""

    phrase: str
    confirmed: int
    rejected: int
    elsewhere: int
    log_odds: float
    z: float

    @property
    def weight(self) -> float:
        """The weight proposed, in quarters."""
        return min(HEAVIEST, max(LIGHTEST, round(self.log_odds * 4) / 4))

    def as_dict(self) -> dict[str, Any]:
        """Return the row that `gridbot rules suggest --json` prints."""
        return {
            "phrase": self.phrase,
            "weight": self.weight,
            "confirmed": self.confirmed,
            "rejected": self.rejected,
            "elsewhere": self.elsewhere,
            "log_odds": round(self.log_odds, 3),
            "z": round(self.z, 2),
        }


class Counts:
    """In how many texts of each outcome each phrase stands."""

    def __init__(self, decided: Iterable[tuple[str, str]], phrases: Phrases) -> None:
        """`decided`: (text, category), with `REJECTED` for a false alarm."""
        self.texts: Counter[str] = Counter()
        self._with: dict[str, Counter[str]] = {}
        self._all: Counter[str] = Counter()
        for text, outcome in decided:
            found = set(phrases(text))
            self.texts[outcome] += 1
            self._with.setdefault(outcome, Counter()).update(found)
            self._all.update(found)

    def findings(self, category: str) -> list[Finding]:
        """Return what marks a category, the surest first."""
        own = self._with.get(category, Counter())
        found = [self._finding(category, phrase, times) for phrase, times in own.items() if times >= FEWEST]
        sure = [one for one in found if one.z >= SURE]
        return sorted(sure, key=lambda one: (-one.z, -len(one.phrase), one.phrase))

    def _finding(self, category: str, phrase: str, times: int) -> Finding:
        total, inside = sum(self.texts.values()), self.texts[category]
        outside = self._all[phrase] - times
        prior = PRIOR * (self._all[phrase] + 0.5) / (total + 1)
        log_odds = _odds(times, inside, prior) - _odds(outside, total - inside, prior)
        deviation = math.sqrt(1 / (times + prior) + 1 / (outside + prior))
        rejected = self._with.get(REJECTED, Counter())[phrase]
        return Finding(phrase, times, rejected, outside - rejected, log_odds, log_odds / deviation)


def _odds(times: int, texts: int, prior: float) -> float:
    return math.log((times + prior) / (texts + PRIOR - times - prior))


def without_parts(findings: Sequence[Finding]) -> list[Finding]:
    """Drop a phrase that lies inside another, or holds one, with the same counts: one of them says it all."""
    kept: list[Finding] = []
    for one in findings:
        if not any(
            (one.phrase in other.phrase or other.phrase in one.phrase) and one.confirmed <= other.confirmed
            for other in kept
        ):
            kept.append(one)
    return kept


def as_toml(category: tuple[str, str], findings: Sequence[Finding], texts: Mapping[str, int]) -> str:
    """Return a rule file with the findings of a category (code, label), their counts as comments."""
    code, label = category
    head = f"# {code} {label}: {texts.get(code, 0)} confirmed, {texts.get(REJECTED, 0)} rejected tickets"
    return "\n".join([head, f'code = "{code}"', "[weak]", *_lists(findings)]) + "\n"


def _lists(findings: Sequence[Finding]) -> Iterator[str]:
    by_weight: dict[float, list[Finding]] = {}
    for one in findings:
        by_weight.setdefault(one.weight, []).append(one)
    for weight, found in sorted(by_weight.items(), reverse=True):
        yield f'"{weight:g}" = ['
        for one in found:
            counts = f"{one.confirmed} confirmed, {one.rejected} rejected, {one.elsewhere} elsewhere"
            yield f'  "{one.phrase}", # {counts}, z {one.z:.1f}'
        yield "]"
