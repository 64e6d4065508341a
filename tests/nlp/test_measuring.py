"""The parts of an evaluation: intervals, the curve, the worst rows, and how they are printed."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from nlp.evaluation import Evaluation, evaluate
from nlp.measuring.columns import clipped, columns, padded
from nlp.measuring.curve import curve
from nlp.measuring.intervals import bootstrap, wilson
from nlp.measuring.tally import Tally
from nlp.verdict import Evidence, Verdict

WORDS = (Evidence("再说", -0.4, "common.doubt"), Evidence("停水", 3.2, "utilities.strong"))
VERDICTS = {
    "loud": Verdict("service", "register", "utilities", "水电", "normal", False, 0.97, WORDS),
    "asked": Verdict("service", "ask", "utilities", "水电", "normal", False, 0.55, WORDS),
    "cried": Verdict("service", "register", "public_safety", "公共安全", "emergency", False, 1.0, WORDS[:1]),
    "hushed": Verdict("none", "silent", None, None, "normal", False, 0.31, WORDS),
    "unheard": Verdict("none", "silent", None, None, "normal", False, 0.0),
}


def _row(text: str, kind: str, category: str | None = None, **more: Any) -> Mapping[str, Any]:
    return {"text": text, "kind": kind, "category": category, **more}


ROWS = [
    _row("asked", "none", tag="chat", source="village"),
    _row("cried", "none", tag="joke", source="village"),
    _row("loud", "none", tag="chat", source="village"),
    _row("hushed", "service", "utilities", urgency="normal", source="town"),
    _row("unheard", "service", "public_safety", urgency="emergency", source="town"),
    _row("cried", "service", "public_safety", urgency="emergency", source="town"),
    _row("loud", "dispute", "labor", urgency="normal", source="town"),
]


@pytest.fixture(name="judged")
def _judged() -> Evaluation:
    return evaluate(ROWS, VERDICTS.__getitem__)


def test_the_interval_of_a_rate_is_wilsons() -> None:
    """As the textbooks have it: 8 of 10, none of 10, nothing known of nothing."""
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(10, 10)[1] == pytest.approx(1.0)
    assert wilson(0, 0) == (0.0, 1.0)


def _share(cells: Mapping[str, int]) -> float:
    total = sum(cells.values())
    return cells.get("yes", 0) / total if total else 0.0


def test_the_bootstrap_agrees_with_wilson_and_with_itself() -> None:
    """Of a plain rate it gives nearly the same interval; twice the same; a narrower one of more rows."""
    few, many = {"yes": 80, "no": 20}, {"yes": 8_000, "no": 2_000}
    assert bootstrap(few, _share) == pytest.approx(wilson(80, 100), abs=0.03)
    assert bootstrap(few, _share) == bootstrap(few, _share)
    low, high = bootstrap(many, _share)
    assert (low, high) == pytest.approx(wilson(8_000, 10_000), abs=0.004)
    assert bootstrap({}, _share) == (0.0, 0.0)


def test_the_curve_trades_precision_for_recall() -> None:
    """Two reports at 0.9 and 0.4, one piece of talk at 0.6 and one at 0."""
    points = {
        point.threshold: point
        for point in curve({(0.9, True): 1, (0.4, True): 1, (0.6, False): 1, (0.0, False): 1})
    }
    assert (points[0.4].precision, points[0.4].recall, points[0.4].false_alarms) == (2 / 3, 1.0, 0.5)
    assert (points[0.65].precision, points[0.65].recall, points[0.65].taken) == (1.0, 0.5, 1)
    assert (points[0.95].taken, points[0.95].precision, points[0.95].recall) == (0, 1.0, 0.0)


def test_the_worst_false_alarms_come_first_with_their_words(judged: Evaluation) -> None:
    """A cry for help, then what became a ticket, then what was only asked about."""
    alarms = judged.as_dict()["worst_false_alarms"]
    assert [(alarm["row"], alarm["text"], alarm["true"]) for alarm in alarms] == [
        (2, "cried", "joke"), (3, "loud", "chat"), (1, "asked", "chat"),
    ]  # fmt: skip
    assert {word["term"] for word in alarms[1]["evidence"]} == {"停水", "再说"}
    assert judged.as_dict(worst=1)["worst_false_alarms"] == alarms[:1]


def test_the_worst_misses_are_those_with_no_words_at_all(judged: Evaluation) -> None:
    """Then those that were nearly heard; a report of another kind is no miss."""
    assert [miss["text"] for miss in judged.as_dict()["worst_misses"]] == ["unheard", "hushed"]


def test_dangers_are_measured_where_rows_tell_of_them(judged: Evaluation) -> None:
    """One of two heard; one joke of the five others cried out over; without labels there is no figure."""
    urgency = judged.as_dict()["urgency"]
    assert (urgency["dangers"], urgency["danger_recall"]) == (2, 0.5)
    assert (urgency["others"], urgency["others_cried_out"]) == (5, 1)
    assert [slip["text"] for slip in urgency["unheard"]] == ["unheard"]
    assert evaluate(ROWS[:3], VERDICTS.__getitem__).as_dict()["urgency"] is None


def test_decisions_are_counted_by_what_is_true(judged: Evaluation) -> None:
    """So many tickets, questions and silences of each kind."""
    assert judged.as_dict()["decisions"] == {
        "dispute": {"register": 1, "ask": 0, "silent": 0},
        "none": {"register": 2, "ask": 1, "silent": 0},
        "service": {"register": 1, "ask": 0, "silent": 2},
    }


def test_every_source_has_its_own_figures(judged: Evaluation) -> None:
    """And none where it has no rows to measure it by."""
    sources = judged.as_dict()["sources"]
    assert (sources["village"]["rows"], sources["village"]["false_alarm_rate"]) == (3, 1.0)
    assert sources["village"]["report_recall"] is None
    assert (sources["town"]["report_recall"], sources["town"]["false_alarm_rate"]) == (0.5, None)


def test_a_report_without_category_counts_for_its_kind_only() -> None:
    """It is no proof that silence about the category was right."""
    tally = Tally()
    tally.add(_row("loud", "service"), VERDICTS["loud"])
    assert (tally.kind_macro_f1, tally.categories) == (1.0, Counter())


def test_the_table_says_it_all(judged: Evaluation) -> None:
    """Weakest, worst, words with the weightiest first; the curve if asked for."""
    table = judged.as_table({"utilities": "水电"}, worst=2, with_curve=True)
    for told in (
        "Report recall      0.500   95 %: 0.150-0.850",
        "village",
        "Weakest categories by F1: labor 0.000",
    ):
        assert told in table
    assert "  row 2: register 1.00 public_safety, is joke\n    cried\n    再说 -0.4 (common.doubt)" in table
    assert "停水 +3.2 (utilities.strong)  再说 -0.4 (common.doubt)" in table
    assert "Dangers to life    2, heard 0.500" in table
    assert "If a report began at" in table
    plain = judged.as_table()
    assert "If a report began at" not in plain
    assert "row 2" not in plain


def test_chinese_takes_two_columns() -> None:
    """Columns stand under each other, and a long text ends where the line does."""
    assert columns("a水") == 3
    assert padded("水", 4) == "水  "
    assert clipped("停水\n了", 20) == "停水 ⏎ 了"
    assert clipped("停水停水停水", 6) == "停水…"
