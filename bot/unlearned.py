"""What must not be unlearned: promises, the written corpus and made-up chat, judged before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nlp.classifier import Classifier
from nlp.training.sample import Sample, made_up_talk, written_corpus
from nlp.verdict import Verdict

_MAY_LOSE = 0.01  # the share of what was not rehearsed that may be judged worse


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
    return [*(one for one in promises if not one.danger), *_corpus()[::5], *made_up_talk()[::20]]


def what_is_kept(before: Classifier, after: Classifier, promises: Sequence[Sample]) -> Kept:
    """Judge every promise, and messages that were not rehearsed, before and after."""
    judges = (before, after)
    held, holds = ([one for one in promises if one.kept(judge.classify(one.text))] for judge in judges)
    still = set(holds)
    figures = [
        Figure("promises of the rule files and the corpus", len(held), len(holds), len(promises)),
        _figure("the written corpus, what was not rehearsed", judges, _corpus()[2::10]),
        _figure("made-up chat, what was not rehearsed", judges, made_up_talk()[10::20]),
    ]
    against = [f"a promise would break: '{one.text}'" for one in held if one not in still]
    against += [
        f"judged worse: {one.name}" for one in figures[1:] if one.before - one.after > _MAY_LOSE * one.of
    ]
    return Kept(figures, against)


def _figure(name: str, judges: Sequence[Classifier], texts: Sequence[Sample]) -> Figure:
    before, after = (
        sum(is_right(judge.classify(one.text), bool(one.reports), one.category) for one in texts)
        for judge in judges
    )
    return Figure(name, before, after, len(texts))


def _corpus() -> list[Sample]:
    return [one for one in written_corpus() if one.reports is not None and not one.danger]
