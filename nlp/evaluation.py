"""Measures the classifier against labelled rows: what it finds, what it misses, where it should be silent."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nlp.evaluation_table import as_table
from nlp.verdict import Verdict

_UNSORTED = "report"  # a row that surely reports something, dispute or service not told
_NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Score:
    """How well one label is found: `support` rows carry it, `found` were given it, `right` of them both."""

    support: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Of those given the label, the share that carry it."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Of those that carry the label, the share that were given it."""
        return self.right / self.support if self.support else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.support + self.found
        return 2 * self.right / both if both else 0.0


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """Rows of one tag that report nothing, and how many were taken for a report."""

    rows: int
    alarms: int
    registered: int

    @property
    def rate(self) -> float:
        """The share of the rows taken for a report, whatever the decision."""
        return self.alarms / self.rows if self.rows else 0.0


@dataclass(slots=True)
class Evaluation:
    """Pairs of (true, given) counted; every figure is derived from them."""

    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    categories: Counter[tuple[str, str]] = field(default_factory=Counter)
    reports: Counter[bool] = field(default_factory=Counter)
    tags: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, row: Mapping[str, Any], verdict: Verdict) -> None:
        """Count one row; `kind` counts, whatever was decided about it."""
        true = str(row["kind"])
        if true == _NOTHING:
            tag = str(row.get("tag") or "untagged")
            self.tags[tag, verdict.decision] += 1
        else:
            self.reports[verdict.kind != _NOTHING] += 1
        if true == _UNSORTED:
            return
        self.kinds[true, verdict.kind] += 1
        self.categories[str(row.get("category") or _NOTHING), verdict.category or _NOTHING] += 1

    def by_kind(self) -> dict[str, Score]:
        """Return the score of each kind."""
        return _scores(self.kinds)

    def by_category(self) -> dict[str, Score]:
        """Return the score of each category, silence apart."""
        return {code: score for code, score in _scores(self.categories).items() if code != _NOTHING}

    @property
    def kind_macro_f1(self) -> float:
        """The mean F1 of the kinds that occur."""
        return _macro(self.by_kind().values())

    @property
    def category_macro_f1(self) -> float:
        """The mean F1 of the categories that occur."""
        return _macro(self.by_category().values())

    @property
    def report_recall(self) -> float:
        """The share of all reports, sorted or not, that were not met with silence."""
        total = sum(self.reports.values())
        return self.reports[True] / total if total else 0.0

    def false_alarms(self) -> dict[str, FalseAlarm]:
        """Return, by tag, how often silence would have been right and was not kept."""
        return {
            tag: _false_alarm({how: n for (name, how), n in self.tags.items() if name == tag})
            for tag in sorted({tag for tag, _ in self.tags})
        }

    def confusions(self, most: int = 15) -> list[tuple[str, str, int]]:
        """Return the commonest wrong categories as (true, given, times)."""
        wrong = [(true, given, n) for (true, given), n in self.categories.items() if true != given]
        return sorted(wrong, key=lambda row: (-row[2], row[0], row[1]))[:most]

    def as_dict(self) -> dict[str, Any]:
        """Return every figure for `--json`."""
        return {
            "rows": sum(self.reports.values()) + sum(self.tags.values()),
            "kind_macro_f1": round(self.kind_macro_f1, 4),
            "category_macro_f1": round(self.category_macro_f1, 4),
            "report_recall": round(self.report_recall, 4),
            "kinds": {name: _figures(score) for name, score in self.by_kind().items()},
            "categories": {name: _figures(score) for name, score in self.by_category().items()},
            "false_alarms": {
                tag: {
                    "rows": f.rows,
                    "alarms": f.alarms,
                    "registered": f.registered,
                    "rate": round(f.rate, 4),
                }
                for tag, f in self.false_alarms().items()
            },
            "confusions": [{"true": t, "given": g, "times": n} for t, g, n in self.confusions()],
        }

    def as_table(self, labels: Mapping[str, str] | None = None) -> str:
        """Return the figures as text to read; `labels` gives the Chinese beside each code."""
        return as_table(self.as_dict(), labels or {})


def evaluate(rows: Iterable[Mapping[str, Any]], classify: Callable[[str], Verdict]) -> Evaluation:
    """Judge every row's `text` and count the verdicts against its `kind`, `category` and `tag`."""
    evaluation = Evaluation()
    for row in rows:
        evaluation.add(row, classify(str(row["text"])))
    return evaluation


def _scores(pairs: Mapping[tuple[str, str], int]) -> dict[str, Score]:
    support: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for (true, given), times in pairs.items():
        support[true] += times
        found[given] += times
    return {
        label: Score(support[label], found[label], pairs.get((label, label), 0))
        for label in sorted(support | found)
    }


def _macro(scores: Iterable[Score]) -> float:
    """Average over what occurs: a label no row carries has no recall to speak of."""
    counted = [score.f1 for score in scores if score.support]
    return sum(counted) / len(counted) if counted else 0.0


def _false_alarm(decisions: Mapping[str, int]) -> FalseAlarm:
    rows = sum(decisions.values())
    return FalseAlarm(rows, rows - decisions.get("silent", 0), decisions.get("register", 0))


def _figures(score: Score) -> dict[str, float | int]:
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "rows": score.support,
    }
