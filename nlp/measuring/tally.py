"""Judged rows counted: every figure of an evaluation is derived from these counters."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nlp.measuring.intervals import bootstrap, wilson
from nlp.measuring.scores import FalseAlarm, Pairs, Score, macro_f1, rounded, scores
from nlp.verdict import Verdict

UNSORTED = "report"  # a row that surely reports something, dispute or service not told
NOTHING = "none"
_EMERGENCY = "emergency"


@dataclass(slots=True)
class Tally:
    """Pairs of (true, given) counted."""

    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    categories: Counter[tuple[str, str]] = field(default_factory=Counter)
    reports: Counter[bool] = field(default_factory=Counter)
    tags: Counter[tuple[str, str]] = field(default_factory=Counter)
    decisions: Counter[tuple[str, str]] = field(default_factory=Counter)
    dangers: Counter[tuple[bool, bool]] = field(default_factory=Counter)
    scores: Counter[tuple[float, bool]] = field(default_factory=Counter)

    def add(self, row: Mapping[str, Any], verdict: Verdict) -> None:
        """Count one row; `kind` counts, whatever was decided about it."""
        true = str(row["kind"])
        self.decisions[true, verdict.decision] += 1
        self.scores[round(verdict.score, 2), true != NOTHING] += 1
        danger = in_danger(row)
        if danger is not None:
            self.dangers[danger, verdict.urgency == _EMERGENCY] += 1
        if true == NOTHING:
            self.tags[str(row.get("tag") or "untagged"), verdict.decision] += 1
        else:
            self.reports[verdict.kind != NOTHING] += 1
        if true == UNSORTED:
            return
        self.kinds[true, verdict.kind] += 1
        if true == NOTHING or row.get("category"):
            self.categories[str(row.get("category") or NOTHING), verdict.category or NOTHING] += 1

    @property
    def rows(self) -> int:
        """How many were counted."""
        return self.decisions.total()

    def by_kind(self) -> dict[str, Score]:
        """Return the score of each kind."""
        return scores(self.kinds)

    def by_category(self) -> dict[str, Score]:
        """Return the score of each category, silence apart."""
        return _sorted_out(self.categories)

    @property
    def kind_macro_f1(self) -> float:
        """The mean F1 of the kinds that occur."""
        return _kinds_f1(self.kinds)

    @property
    def category_macro_f1(self) -> float:
        """The mean F1 of the categories that occur."""
        return _categories_f1(self.categories)

    @property
    def report_recall(self) -> float:
        """The share of all reports, sorted or not, that were not met with silence."""
        return self.reports[True] / self.reports.total() if self.reports else 0.0

    def false_alarms(self) -> dict[str, FalseAlarm]:
        """Return, by tag, how often silence would have been right and was not kept."""
        by_tag: dict[str, Counter[str]] = {}
        for (tag, decision), times in sorted(self.tags.items()):
            by_tag.setdefault(tag, Counter())[decision] += times
        return {tag: _false_alarm(decisions) for tag, decisions in by_tag.items()}

    def all_false_alarms(self) -> FalseAlarm:
        """Return the same of all rows that report nothing."""
        decisions: Counter[str] = Counter()
        for (_, decision), times in self.tags.items():
            decisions[decision] += times
        return _false_alarm(decisions)

    def headline(self) -> dict[str, Any]:
        """Return what matters first, each with its 95 % interval."""
        alarms = self.all_false_alarms()
        heard = self.reports[True]
        return {
            "rows": self.rows,
            "kind_macro_f1": round(self.kind_macro_f1, 4),
            "category_macro_f1": round(self.category_macro_f1, 4),
            "report_recall": round(self.report_recall, 4),
            "false_alarm_rate": round(alarms.rate, 6),
            "intervals": {
                "kind_macro_f1": rounded(bootstrap(self.kinds, _kinds_f1)),
                "category_macro_f1": rounded(bootstrap(self.categories, _categories_f1)),
                "report_recall": rounded(wilson(heard, self.reports.total())),
                "false_alarm_rate": rounded(wilson(alarms.alarms, alarms.rows)),
            },
        }


def in_danger(row: Mapping[str, Any]) -> bool | None:
    """Tell whether a row is of danger to life by its `danger` or `urgency`; None if nobody can know.

    What reports nothing is no danger, even if nothing is said of it.
    """
    if isinstance(row.get("danger"), bool):
        return bool(row["danger"])
    if row.get("urgency") is None:
        return False if row["kind"] == NOTHING else None
    return bool(row["urgency"] == _EMERGENCY)


def _kinds_f1(pairs: Pairs) -> float:
    return macro_f1(scores(pairs).values())


def _categories_f1(pairs: Pairs) -> float:
    return macro_f1(_sorted_out(pairs).values())


def _sorted_out(pairs: Pairs) -> dict[str, Score]:
    return {code: score for code, score in scores(pairs).items() if code != NOTHING}


def _false_alarm(decisions: Mapping[str, int]) -> FalseAlarm:
    rows = sum(decisions.values())
    return FalseAlarm(rows, rows - decisions.get("silent", 0), decisions.get("register", 0))
