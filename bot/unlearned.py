"""What must not be unlearned: the written corpus and every promise, as judged before learning and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nlp.classifier import Classifier
from nlp.training.sample import Sample, written_corpus
from nlp.verdict import Verdict

_REHEARSED, _LOOKED_AT = slice(0, None, 5), slice(2, None, 10)  # which messages of the written corpus
_MAY_LOSE = 0.01  # the share of those looked at that may be judged worse


class Figure(NamedTuple):
    """How many of some texts were judged rightly, before and after."""

    name: str
    before: int
    after: int
    of: int


class Kept(NamedTuple):
    """Figures, and what speaks against learning."""

    figures: Sequence[Figure]
    against: Sequence[str]


def is_right(verdict: Verdict, reports: bool, category: str | None) -> bool:
    """Whether a verdict is true: silence, or a report (under its category, if it is known)."""
    if not reports:
        return verdict.decision == "silent"
    return verdict.decision != "silent" and category in (None, verdict.category)


def to_rehearse(promises: Sequence[Sample]) -> list[Sample]:
    """What is rehearsed while tickets are learned; of danger nothing is learned."""
    return [*(one for one in promises if not one.danger), *_corpus()[_REHEARSED]]


def what_is_kept(before: Classifier, after: Classifier, promises: Sequence[Sample]) -> Kept:
    """Judge every promise, and messages of the corpus that were not rehearsed, before and after."""
    judges, texts = (before, after), _corpus()[_LOOKED_AT]
    was, now = (
        sum(is_right(judge.classify(one.text), bool(one.reports), one.category) for one in texts)
        for judge in judges
    )
    held, holds = ([one for one in promises if one.kept(judge.classify(one.text))] for judge in judges)
    figures = [
        Figure("the written corpus, what was not rehearsed", was, now, len(texts)),
        Figure("promises of the rule files and the corpus", len(held), len(holds), len(promises)),
    ]
    still = set(holds)
    against = [f"a promise would break: '{one.text}'" for one in held if one not in still]
    if now < was - _MAY_LOSE * len(texts):
        against.append("the written corpus would be judged worse")
    return Kept(figures, against)


def _corpus() -> list[Sample]:
    return [one for one in written_corpus() if one.reports is not None and not one.danger]
