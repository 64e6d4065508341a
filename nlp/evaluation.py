"""Measures the classifier against labelled rows: what it finds, what it misses, where it should be silent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nlp.measuring.curve import curve
from nlp.measuring.intervals import wilson
from nlp.measuring.scores import FalseAlarm, Score, confusions, rounded
from nlp.measuring.slips import Slips
from nlp.measuring.table import as_table
from nlp.measuring.tally import Tally
from nlp.verdict import Verdict

_MOST = 15  # confusions
_WORST = 20  # rows of each sort in `--json`
_WEAKEST = 5


@dataclass(slots=True)
class Evaluation:
    """Judged rows, counted all together and by their source; every figure is derived from them."""

    whole: Tally = field(default_factory=Tally)
    sources: dict[str, Tally] = field(default_factory=dict)
    slips: Slips = field(default_factory=Slips)

    def add(self, row: Mapping[str, Any], verdict: Verdict) -> None:
        """Count one row; `kind` counts, whatever was decided about it."""
        self.whole.add(row, verdict)
        self.slips.add(self.whole.rows, row, verdict)
        if row.get("source"):
            self.sources.setdefault(str(row["source"]), Tally()).add(row, verdict)

    def by_kind(self) -> dict[str, Score]:
        """Return the score of each kind."""
        return self.whole.by_kind()

    def by_category(self) -> dict[str, Score]:
        """Return the score of each category, silence apart."""
        return self.whole.by_category()

    @property
    def kind_macro_f1(self) -> float:
        """The mean F1 of the kinds that occur."""
        return self.whole.kind_macro_f1

    @property
    def category_macro_f1(self) -> float:
        """The mean F1 of the categories that occur."""
        return self.whole.category_macro_f1

    @property
    def report_recall(self) -> float:
        """The share of all reports, sorted or not, that were not met with silence."""
        return self.whole.report_recall

    def false_alarms(self) -> dict[str, FalseAlarm]:
        """Return, by tag, how often silence would have been right and was not kept."""
        return self.whole.false_alarms()

    def confusions(self, most: int = _MOST) -> list[tuple[str, str, int]]:
        """Return the commonest wrong categories as (true, given, times)."""
        return confusions(self.whole.categories, most)

    def weakest(self, most: int = _WEAKEST) -> list[str]:
        """Return the categories with the lowest F1, of those that occur."""
        found = [(score.f1, code) for code, score in self.by_category().items() if score.support]
        return [code for _, code in sorted(found)[:most]]

    def as_dict(self, worst: int = _WORST) -> dict[str, Any]:
        """Return every figure for `--json`, and the `worst` rows of each sort."""
        return {
            **self.whole.headline(),
            "decisions": self._decisions(),
            "kinds": {name: score.figures() for name, score in self.by_kind().items()},
            "categories": {name: score.figures() for name, score in self.by_category().items()},
            "false_alarms": {tag: found.figures() for tag, found in self.false_alarms().items()},
            "weakest": self.weakest(),
            "kind_confusions": _named(confusions(self.whole.kinds, _MOST)),
            "confusions": _named(self.confusions()),
            "sources": {name: _of_source(tally) for name, tally in sorted(self.sources.items())},
            "urgency": self._urgency(worst),
            "worst_false_alarms": [slip.as_dict() for slip in self.slips.worst_alarms(worst)],
            "worst_misses": [slip.as_dict() for slip in self.slips.worst_misses(worst)],
            "curve": [_rounded(point._asdict()) for point in curve(self.whole.scores)],
        }

    def as_table(
        self, labels: Mapping[str, str] | None = None, worst: int = 0, with_curve: bool = False
    ) -> str:
        """Return the figures as text to read; `labels` gives the Chinese beside each code."""
        figures = self.as_dict(worst)
        if not with_curve:
            figures["curve"] = []
        return as_table(figures, labels or {})

    def _decisions(self) -> dict[str, dict[str, int]]:
        counted: dict[str, dict[str, int]] = {}
        for (kind, decision), times in sorted(self.whole.decisions.items()):
            counted.setdefault(kind, {"register": 0, "ask": 0, "silent": 0})[decision] += times
        return counted

    def _urgency(self, worst: int) -> dict[str, Any] | None:
        """Return how dangers to life were heard, if any row tells of one; else None."""
        dangers = self.whole.dangers
        heard, missed = dangers[True, True], dangers[True, False]
        cried, calm = dangers[False, True], dangers[False, False]
        if not heard + missed:
            return None
        return {
            "dangers": heard + missed,
            "danger_recall": round(heard / (heard + missed), 4),
            "danger_recall_interval": rounded(wilson(heard, heard + missed)),
            "others": cried + calm,
            "others_cried_out": cried,
            "cried_out_interval": rounded(wilson(cried, cried + calm)),
            "unheard": [slip.as_dict() for slip in self.slips.unheard[:worst]],
        }


def evaluate(rows: Iterable[Mapping[str, Any]], classify: Callable[[str], Verdict]) -> Evaluation:
    """Judge every row's `text` and count the verdicts against its `kind`, `category` and `tag`."""
    evaluation = Evaluation()
    for row in rows:
        evaluation.add(row, classify(str(row["text"])))
    return evaluation


def _of_source(tally: Tally) -> dict[str, Any]:
    """Return its headline; a source without reports, or of reports only, has no figure for the other half."""
    figures = tally.headline()
    missing = [] if tally.reports else ["kind_macro_f1", "category_macro_f1", "report_recall"]
    missing += [] if tally.tags else ["false_alarm_rate"]
    return figures | dict.fromkeys(missing)


def _named(found: list[tuple[str, str, int]]) -> list[dict[str, Any]]:
    return [{"true": true, "given": given, "times": times} for true, given, times in found]


def _rounded(point: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 6) for name, value in point.items()}
