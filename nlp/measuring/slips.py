"""The rows that were judged worst, each with the words that misled or did not suffice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nlp.measuring.tally import NOTHING, in_danger
from nlp.verdict import Verdict

_LOUDNESS = {"silent": 0, "ask": 1, "register": 2}


@dataclass(frozen=True, slots=True)
class Slip:
    """One row judged wrongly: its place in the file (from 1), what it is and what was made of it."""

    number: int
    text: str
    true: str
    verdict: Verdict

    def as_dict(self) -> dict[str, Any]:
        """Return it for `--json`."""
        judged = self.verdict.as_dict()
        told = {
            name: judged[name] for name in ("kind", "category", "decision", "urgency", "score", "evidence")
        }
        return {"row": self.number, "text": self.text, "true": self.true, **told}


@dataclass(slots=True)
class Slips:
    """What was taken for a report and is none, what was met with silence, and dangers not heard."""

    alarms: list[Slip] = field(default_factory=list)
    misses: list[Slip] = field(default_factory=list)
    unheard: list[Slip] = field(default_factory=list)

    def add(self, number: int, row: Mapping[str, Any], verdict: Verdict) -> None:
        """Keep the row if it was judged wrongly."""
        true = str(row["kind"])
        slip = Slip(number, str(row["text"]), str(row.get("category") or row.get("tag") or true), verdict)
        if true == NOTHING and verdict.kind != NOTHING:
            self.alarms.append(slip)
        elif true != NOTHING and verdict.kind == NOTHING:
            self.misses.append(slip)
        if in_danger(row) and verdict.urgency != "emergency":
            self.unheard.append(slip)

    def worst_alarms(self, most: int) -> list[Slip]:
        """Return those that spoke loudest and surest."""
        return sorted(self.alarms, key=_by_loudness)[:most]

    def worst_misses(self, most: int) -> list[Slip]:
        """Return those farthest from being heard: no evidence at all, then the weakest."""
        return sorted(self.misses, key=lambda slip: (slip.verdict.score, slip.number))[:most]


def _by_loudness(slip: Slip) -> tuple[bool, int, float, int]:
    verdict = slip.verdict
    return (
        verdict.urgency != "emergency", -_LOUDNESS.get(verdict.decision, 0), -verdict.score, slip.number
    )  # fmt: skip
