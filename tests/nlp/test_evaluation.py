"""The arithmetic of the evaluation, on a set small enough to count by hand."""

from collections.abc import Mapping
from typing import Any

import pytest

from nlp.evaluation import Evaluation, evaluate
from nlp.verdict import Verdict

ROWS: list[Mapping[str, Any]] = [
    {"text": "a", "kind": "dispute", "category": "labor"},
    {"text": "b", "kind": "dispute", "category": "labor"},
    {"text": "c", "kind": "service", "category": "utilities"},
    {"text": "d", "kind": "service", "category": "welfare"},
    {"text": "e", "kind": "none", "category": None, "tag": "chitchat"},
    {"text": "f", "kind": "none", "category": None, "tag": "chitchat"},
    {"text": "g", "kind": "none", "category": None, "tag": "hard_negative"},
    {"text": "h", "kind": "report", "category": None},
]
GIVEN = {
    "a": ("dispute", "labor", "register"),
    "b": ("none", None, "silent"),
    "c": ("service", "utilities", "ask"),
    "d": ("dispute", "labor", "register"),
    "e": ("none", None, "silent"),
    "f": ("service", "utilities", "ask"),
    "g": ("none", None, "silent"),
    "h": ("service", "welfare", "register"),
}


def _classify(text: str) -> Verdict:
    kind, category, decision = GIVEN[text]
    return Verdict(kind, decision, category, category, "normal", False, 0.5)


@pytest.fixture
def counted() -> Evaluation:
    """The eight rows, judged."""
    return evaluate(ROWS, _classify)


def test_kinds_are_scored_whatever_the_decision(counted: Evaluation) -> None:
    """Dispute 1 of 2 found and 1 of 2 right; service 1 of 2 and 1 of 2; none 2 of 3 and 2 of 3."""
    kinds = counted.by_kind()
    assert (kinds["dispute"].precision, kinds["dispute"].recall, kinds["dispute"].f1) == (0.5, 0.5, 0.5)
    assert kinds["none"].f1 == pytest.approx(2 / 3)
    assert counted.kind_macro_f1 == pytest.approx((0.5 + 0.5 + 2 / 3) / 3)


def test_categories_are_scored_with_the_alarms_counted_against_them(counted: Evaluation) -> None:
    """Labor 1/2, utilities precision 1/2 and recall 1, welfare 0."""
    assert counted.by_category()["utilities"].f1 == pytest.approx(2 / 3)
    assert counted.category_macro_f1 == pytest.approx((0.5 + 2 / 3 + 0.0) / 3)


def test_unsorted_reports_count_for_recall_only(counted: Evaluation) -> None:
    """Four of the five reports were heard."""
    assert counted.report_recall == pytest.approx(4 / 5)


def test_false_alarms_are_told_by_tag(counted: Evaluation) -> None:
    """One of two in chit-chat, asked about but not registered."""
    alarms = counted.false_alarms()
    assert (alarms["chitchat"].rate, alarms["chitchat"].registered) == (0.5, 0)
    assert alarms["hard_negative"].rate == 0.0


def test_confusions_come_commonest_first(counted: Evaluation) -> None:
    """Ties in alphabetical order, so that two runs print the same."""
    assert counted.confusions() == [
        ("labor", "none", 1), ("none", "utilities", 1), ("welfare", "labor", 1),
    ]  # fmt: skip


def test_the_table_has_english_headings_and_chinese_labels(counted: Evaluation) -> None:
    """For the eye; the figures are those of `as_dict`."""
    table = counted.as_table({"labor": "劳资欠薪"})
    assert "Kind macro-F1      0.556" in table
    assert "labor 劳资欠薪" in table
    assert "50.00%" in table
    assert counted.as_dict()["rows"] == 8


def test_nothing_to_measure_measures_nothing() -> None:
    """No division by zero."""
    empty = evaluate([], _classify)
    assert (empty.kind_macro_f1, empty.report_recall, empty.false_alarms()) == (0.0, 0.0, {})
    assert "Rows" in empty.as_table()
