"""The figures of the village test set, printed and never chosen by."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from nlp.evaluation import Evaluation, evaluate
from nlp.measuring.columns import between, percent_between
from nlp.measuring.intervals import wilson
from nlp.verdict import Verdict

SET = Path(__file__).parents[1] / "nlp" / "village.jsonl"


def figures(classify: Callable[[str], Verdict]) -> Iterator[str]:
    """Yield the headline, the decisions, dangers and lures; no row of it, because nobody may look at them."""
    rows = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
    found = evaluate(rows, classify)
    told = found.as_dict(worst=0)
    spans = told["intervals"]
    yield f"village test set: {told['rows']} messages, never tuned on"
    for key in ("kind_macro_f1", "category_macro_f1", "report_recall"):
        yield f"  {key.replace('_', ' '):<20} {told[key]:.3f}   95 %: {between(spans[key])}"
    yield from _silence(found)
    danger = told["urgency"]
    yield (
        f"  {'dangers heard':<20} {danger['danger_recall']:.3f}   95 %: "
        f"{between(danger['danger_recall_interval'])}   ({danger['dangers']} rows)"
    )
    lures = evaluate((row for row in rows if row.get("lure")), classify).whole.all_false_alarms()
    span = percent_between(wilson(lures.alarms, lures.rows))
    yield f"  {'lures taken':<20} {lures.rate:.2%}   95 %: {span}   ({lures.rows} rows)"


def _silence(found: Evaluation) -> Iterator[str]:
    """Yield what was done about messages that report nothing."""
    decisions, quiet = found.whole.decisions, found.whole.all_false_alarms().rows
    for decision in ("register", "ask"):
        times = decisions["none", decision]
        span = percent_between(wilson(times, quiet))
        yield f"  {'talk, ' + decision:<20} {times / quiet:.2%}   95 %: {span}   ({quiet} rows)"
