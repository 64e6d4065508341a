"""Weighs what was learned, what the rules found and what a county's own words say: a margin, a category."""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from operator import mul
from typing import NamedTuple

from nlp.learned import Opinion
from nlp.reason import Reason

Pairs = Set[tuple[str, str]]
"""Rules and the terms by which they speak."""
LEARNED = "learned."  # how the rules of what was learned begin; these are mended by learning anew
OWN = 0.6
"""What a weight of one in a county's own pack is worth in the margin: its words stand above the learned."""

_FADING = [0.85**place for place in range(2_000)]
"""The second reason for a side counts less than the first: long texts repeat themselves."""
_RULES_SAY = 0.1  # what the rules' own judgement, in log-odds, adds to the margin
_RULES_NAME = 0.05  # and what a category's rules add to its claim
_MOST_ODDS, _MOST_CLAIM = 4.0, 8.0
_UNLEARNED = -1.0  # where a category begins that the table does not know
_FAR = 1.5  # what lies so far below the first claim counts for nothing beside it
_KINDS_SHARE = 4.0  # how sharply the categories of one kind are told apart when the kinds are compared


def trusted(reasons: Sequence[Reason], suspended: Pairs) -> Sequence[Reason]:
    """Return the reasons whose rule and term are not suspended; what was learned never is."""
    if not suspended:
        return reasons
    return [
        reason
        for reason in reasons
        if (reason.cue.rule, reason.term) not in suspended or reason.cue.rule.startswith(LEARNED)
    ]


class Said(NamedTuple):
    """What the rules and a county's own words say of a text, whatever was learned."""

    own: Mapping[str, float]
    """What the county's own words add to the margin of a category."""
    lift: float
    """What the rules add to every margin."""
    claims: Mapping[str, float]
    """What the rules add to the claim of a category, when categories are told apart."""


def said(reasons: Sequence[Reason], kinds: Mapping[str, str], silence: float) -> Said:
    """Return what the reasons say; `kinds`: the kind of each category, `silence`: what they must outweigh."""
    claims, quiet = _claims(reasons, kinds, silence)
    own = [reason for reason in reasons if reason[1][3]]  # its cue's own
    return Said(
        {code: OWN * weight for code, weight in _sums(own).items()} if own else {},
        _RULES_SAY * _odds(claims, quiet),
        {code: _RULES_NAME * min(claim, _MOST_CLAIM) for code, claim in claims.items()},
    )


class Standing(NamedTuple):
    """How a text stands: the margin by which it reports something, in which style, and as what."""

    margin: float
    style: str
    margins: Mapping[str, float]
    heard: Said
    kinds: Mapping[str, str]

    @property
    def category(self) -> str:
        """What it is about, told apart only when it is asked for: of most talk nobody asks."""
        return best(claims_of(self.margins, self.heard), self.kinds)


def margins_of(categories: Mapping[str, float], heard: Said) -> Mapping[str, float]:
    """Return the margin of each category, before the style and the rules' lift are added."""
    if not heard.own:
        return categories
    margins = dict(categories)
    for code, weight in heard.own.items():
        margins[code] = margins.get(code, _UNLEARNED) + weight
    return margins


def claims_of(margins: Mapping[str, float], heard: Said) -> dict[str, float]:
    """Return the claim of each category, by which they are told apart."""
    claims = dict(margins)
    for code, claim in heard.claims.items():
        if code in claims:
            claims[code] += claim
    return claims


def weigh(opinion: Opinion, reasons: Sequence[Reason], kinds: Mapping[str, str], silence: float) -> Standing:
    """Return how a text stands; `kinds` and `silence` as for `said`."""
    return stand(opinion, said(reasons, kinds, silence), kinds)


def stand(opinion: Opinion, heard: Said, kinds: Mapping[str, str]) -> Standing:
    """Return how a text stands by what was learned and what the rules say."""
    margins = margins_of(opinion.categories, heard)
    style = opinion.style
    margin = opinion.styles[style] + max(margins.values()) + heard.lift
    return Standing(margin, style, margins, heard, kinds)


def _claims(
    reasons: Iterable[Reason], kinds: Mapping[str, str], silence: float
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


def _odds(claims: Mapping[str, float], quiet: float) -> float:
    """Return the log-odds of a report by the rules alone, within bounds."""
    if not claims:
        return max(-_MOST_ODDS, min(0.0, -quiet))
    top = max(claims.values())
    odds = top + math.log(sum(math.exp(claim - top) for claim in claims.values())) - quiet
    return max(-_MOST_ODDS, min(_MOST_ODDS, odds))


def _sums(reasons: Iterable[Reason]) -> dict[str, float]:
    """Sum the weights toward each side, each word once, the strongest first and the next ones fading."""
    sides: dict[str, list[float]] = {}
    for _, (toward, weight, _, _) in reasons:
        sides.setdefault(toward, []).append(weight)
    return {side: weights[0] if len(weights) == 1 else _faded(weights) for side, weights in sides.items()}


def _faded(weights: list[float]) -> float:
    ordered = sorted(weights, key=abs, reverse=True)
    return math.fsum(map(mul, ordered, _FADING))


def best(claims: Mapping[str, float], kinds: Mapping[str, str]) -> str:
    """Choose the kind by all its categories together, then the category within it."""
    top = max(claims.values())
    least = top - _FAR
    near = {code: claim for code, claim in claims.items() if claim > least}
    if len(near) == 1:
        return next(iter(near))
    by_kind: dict[str, float] = {}
    for code, claim in near.items():
        by_kind[kinds[code]] = by_kind.get(kinds[code], 0.0) + math.exp(_KINDS_SHARE * (claim - top))
    kind = max(by_kind, key=by_kind.__getitem__)
    return max((code for code in near if kinds[code] == kind), key=near.__getitem__)
