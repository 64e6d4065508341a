"""What the classifier answers: a judgement that names its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

NOTHING: Mapping[str, object] = MappingProxyType({})


class Evidence(NamedTuple):
    """Words of the text, what they weighed and the rule that gave them weight; below zero they spoke against.

    Words that count only together, and the spellings of one word, are parted by `+`.
    """

    term: str
    weight: float
    rule: str
    meant: str = ""
    """The word of the rule, if the text spells it otherwise."""

    @property
    def word(self) -> str:
        """The word as the rule knows it."""
        return self.meant or self.term

    def as_dict(self) -> dict[str, Any]:
        """Return the row that `gridbot classify` prints."""
        row = {"term": self.term, "weight": self.weight, "rule": self.rule}
        return {**row, "meant": self.meant} if self.meant else row


def evidence_of(term: str, weight: float, rule: str) -> Evidence:
    """Return words spelt as the rule spells them: what `Evidence(…)` comes to, in half the time."""
    return tuple.__new__(Evidence, (term, weight, rule, ""))


@dataclass(frozen=True, slots=True)
class Verdict:
    """One message judged; kind "none" has no category and is always silent."""

    kind: str
    decision: str
    category: str | None
    label: str | None
    urgency: str
    sensitive: bool
    score: float
    evidence: tuple[Evidence, ...] = ()
    entities: Mapping[str, Any] = field(default_factory=lambda: NOTHING)

    def as_dict(self) -> dict[str, Any]:
        """Return the row that `gridbot classify` prints."""
        return {
            "kind": self.kind,
            "decision": self.decision,
            "category": self.category,
            "label": self.label,
            "urgency": self.urgency,
            "sensitive": self.sensitive,
            "score": self.score,
            "evidence": [one.as_dict() for one in self.evidence],
            "entities": dict(self.entities),
        }


SILENT = Verdict("none", "silent", None, None, "normal", False, 0.0)
"""The verdict on what reports nothing at the first glance: most messages get this very one."""
