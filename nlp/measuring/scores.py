"""Precision, recall and F1 of labels, and how often silence was not kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nlp.measuring.intervals import Interval, wilson

Pairs = Mapping[tuple[str, str], int]
"""How often a row that truly is the first was given the second."""


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

    def figures(self) -> dict[str, Any]:
        """Return them for `--json`."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "rows": self.support,
            "precision_interval": rounded(wilson(self.right, self.found)),
            "recall_interval": rounded(wilson(self.right, self.support)),
        }


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

    def figures(self) -> dict[str, Any]:
        """Return them for `--json`."""
        return {
            "rows": self.rows,
            "alarms": self.alarms,
            "registered": self.registered,
            "rate": round(self.rate, 6),
            "rate_interval": rounded(wilson(self.alarms, self.rows)),
            "registered_interval": rounded(wilson(self.registered, self.rows)),
        }


def scores(pairs: Pairs) -> dict[str, Score]:
    """Return the score of each label that occurs on either side."""
    support: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for (true, given), times in pairs.items():
        support[true] += times
        found[given] += times
    return {
        label: Score(support[label], found[label], pairs.get((label, label), 0))
        for label in sorted(support | found)
    }


def macro_f1(found: Iterable[Score]) -> float:
    """Average over what occurs: a label no row carries has no recall to speak of."""
    counted = [score.f1 for score in found if score.support]
    return sum(counted) / len(counted) if counted else 0.0


def confusions(pairs: Pairs, most: int) -> list[tuple[str, str, int]]:
    """Return the commonest wrong ones as (true, given, times), ties in alphabetical order."""
    wrong = [(true, given, times) for (true, given), times in pairs.items() if true != given]
    return sorted(wrong, key=lambda row: (-row[2], row[0], row[1]))[:most]


def rounded(interval: Interval) -> list[float]:
    """Return an interval as it is printed."""
    return [round(end, 6) for end in interval]
