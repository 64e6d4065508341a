"""Messages in many voices: one half was worked with, the other only ever measured.

`python -m tests.nlp.voices` prints the figures of both. The unseen half must stay unseen: whoever
reads its rows to mend a rule must write another set.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from nlp.classifier import build_classifier
from nlp.training.corpus import VOICES
from nlp.verdict import Verdict

SEEN = VOICES
UNSEEN = Path(__file__).with_name("voices_unseen.jsonl")

Row = dict[str, Any]


class Rate(NamedTuple):
    """How many rows of a set have a property."""

    name: str
    rows: int
    times: int

    @property
    def share(self) -> float:
        """The share of the rows, 0 for an empty set."""
        return self.times / self.rows if self.rows else 0.0


def read(path: Path) -> list[Row]:
    """Return the rows of one half."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rates(rows: list[Row], classify: Callable[[str], Verdict]) -> list[Rate]:
    """Judge every row and count what matters for its set."""
    judged = [(row, classify(row["text"])) for row in rows]
    return list(_rates(judged))


def _rates(judged: list[tuple[Row, Verdict]]) -> Iterator[Rate]:
    dangers = [(row, verdict) for row, verdict in judged if row.get("urgency")]
    reports = [(row, verdict) for row, verdict in judged if row["kind"] != "none" and not row.get("urgency")]
    yield Rate("emergencies caught", len(dangers), sum(v.urgency == "emergency" for _, v in dangers))
    yield Rate("emergencies, category", len(dangers), sum(v.category == r["category"] for r, v in dangers))
    yield Rate("reports, kind", len(reports), sum(v.kind == r["kind"] for r, v in reports))
    yield Rate("reports, category", len(reports), sum(v.category == r["category"] for r, v in reports))
    yield Rate("reports registered", len(reports), sum(v.decision == "register" for _, v in reports))
    yield Rate("reports cried out", len(reports), sum(v.urgency == "emergency" for _, v in reports))
    for tag in ("look_alike", "chat"):
        calm = [verdict for row, verdict in judged if row.get("tag") == tag]
        yield Rate(f"{tag} cried out", len(calm), sum(v.urgency == "emergency" for v in calm))
        yield Rate(f"{tag} alarmed", len(calm), sum(v.kind != "none" for v in calm))
        yield Rate(f"{tag} registered", len(calm), sum(v.decision == "register" for v in calm))


def main() -> None:
    """Print the figures of both halves."""
    classify = build_classifier().classify
    for path in (SEEN, UNSEEN):
        sys.stdout.write(f"{path.stem}\n")
        for rate in rates(read(path), classify):
            sys.stdout.write(f"  {rate.name:24}{rate.times:5} of {rate.rows:<5}{rate.share:7.1%}\n")


if __name__ == "__main__":
    main()
