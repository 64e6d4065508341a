"""What the classifier answers: a judgement that names its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A term of the text, what it weighed and the rule that gave it weight; below zero it spoke against."""

    term: str
    weight: float
    rule: str


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
            "evidence": [
                {"term": item.term, "weight": item.weight, "rule": item.rule} for item in self.evidence
            ],
            "entities": dict(self.entities),
        }
