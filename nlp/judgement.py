"""The judgement of a text: what was learned and what the rules found, weighed together, and its evidence."""

import re
from collections.abc import Collection, Mapping, Sequence
from math import exp
from operator import itemgetter
from typing import NamedTuple

from nlp.learned import DANGER, Glance, Learned, Met
from nlp.look import Look, look_at
from nlp.reason import Reason
from nlp.scoring import LEARNED, OWN, Standing, weigh
from nlp.verdict import Evidence, evidence_of

SILENCE = "silence"
SURE = 0.25
"""How far above the point of speaking the margin of a report must lie to be registered unasked."""
DANGER_FROM, URGENT_FROM, CALM_BELOW = 0.05, -0.3, -0.5
"""The margins from which a text is taken for danger to life, from which a report is urgent at least, and
below which no rule may call it a danger.

Between the first and the last the rules decide: rather once too often than once too seldom.
"""
_SAYS_SOMETHING = re.compile(r"[^\W_]")  # a comma speaks for nothing, wherever it stands
_LEAST = 0.05  # what weighs less than this is not worth naming
_SHARE = itemgetter(0)
_NOT_CLOSE = 0.499


class Reading(NamedTuple):
    """A text as it is judged: in one spelling and in small letters, its words, and what the rules found."""

    text: str
    words: Sequence[str]
    reasons: Sequence[Reason]
    pairs: Mapping[str, None] | None = None
    """Its pairs, if somebody looked already."""


class Judgement:
    """Judges readings; holds no state between them."""

    def __init__(self, learned: Learned, kinds: Mapping[str, str], silence: float) -> None:
        """`kinds`: the kind of each category; `silence`: what the rules' words must outweigh."""
        self._learned = learned
        self._kinds = kinds
        self._silence = silence

    def glance(self, found: Collection[str]) -> Glance:
        """Tell of the pairs of a text whether it could report anything, or could be a danger to life."""
        return self._learned.glance(found)

    def judge(self, reading: Reading) -> "Judged":
        """Return how a text stands."""
        look = look_at(*reading)
        met = self._learned.meet(look)
        opinion = self._learned.opinion(met)
        standing = weigh(opinion, reading.reasons, self._kinds, self._silence)
        head = self._learned.head
        score = _score(standing.margin - head.silence, head.slope)
        return Judged(score, standing, look, met, opinion.danger)

    def signs_of_danger(self, reading: Reading, judged: "Judged") -> tuple[Evidence, ...]:
        """Name the words of which was learned that they tell of danger to life."""
        shares = self._learned.shares(judged.look, judged.met, reading.words, (DANGER,))
        return (*_named(shares, (f"{LEARNED}{DANGER}", "")),)

    def evidence(
        self, reading: Reading, judged: "Judged", against: bool = False, of: str | None = None
    ) -> tuple[Evidence, ...]:
        """Name what the rules found, then the words of which was learned that they speak for the category.

        Both on one scale, that of the rules. `against`: name also the words that speak for silence; `of`: the
        category, if another than the text's own.
        """
        category, style = of or judged.standing.category, judged.standing.style
        heard = {category, self._kinds[category], "report", "none"}
        by_rules = [
            evidence_of(term, weight, rule)
            for term, (toward, weight, rule, _) in reading.reasons
            if toward in heard
        ]
        sides = (style, category) if category in self._learned.head.codes else (style,)
        shares = self._learned.shares(judged.look, judged.met, reading.words, sides)
        rules = f"{LEARNED}{category}", f"{LEARNED}{SILENCE}" if against else ""
        return (*by_rules, *_named(shares, rules))


def _named(shares: Mapping[str, float], rules: tuple[str, str]) -> list[Evidence]:
    """Name the words that say enough, the loudest first; `rules`: by which they speak, for and against.

    What speaks against is not named if there is no rule for it.
    """
    toward, against = rules
    telling = [
        (-share, word)
        for word, share in shares.items()
        if (share >= _LEAST or (against and share <= -_LEAST))
        and (word.isalnum() or _SAYS_SOMETHING.search(word))
    ]
    telling.sort(key=_SHARE)
    return [
        evidence_of(word, _in_hundredths(-share / OWN), toward if share < 0 else against)
        for share, word in telling
    ]


def _in_hundredths(weight: float) -> float:
    """Return what `round(weight, 2)` does, which takes three times as long, wherever it is no close call."""
    times = weight * 100
    whole = round(times)
    return whole / 100 if abs(times - whole) < _NOT_CLOSE else round(weight, 2)


class Judged(NamedTuple):
    """How a text stands, and what was seen of it."""

    score: float
    """Between 0 and 1; at 0.5 the bot begins to speak."""
    standing: Standing
    look: Look
    met: Met
    danger: float
    """The margin by which it sounds like danger to life."""

    @property
    def is_danger(self) -> bool:
        """Whether what was learned alone takes it for danger to life."""
        return self.danger > DANGER_FROM

    @property
    def is_pressing(self) -> bool:
        """Whether it sounds enough like danger that a report of it may not wait."""
        return self.danger > URGENT_FROM

    @property
    def is_calm(self) -> bool:
        """Whether it sounds so calm that no rule's word makes it a danger."""
        return self.danger < CALM_BELOW


def _score(margin: float, slope: float) -> float:
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, slope * margin))))
