"""Proof: every example and counter-example of the packs, judged by what the packs make together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.classifier import Classifier
from nlp.normalise import normalise
from nlp.rulefiles import CategoryRules
from nlp.rulepack import BUILT_IN, DANGER, SHARED, Source, read_categories, read_danger, read_shared
from nlp.verdict import Verdict

SILENT, REGISTER = "silent", "register"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file says of a text: that it is registered (under `category`, if it names one), or silence."""

    file: Path
    text: str
    decision: str
    category: str | None = None

    def holds(self, verdict: Verdict) -> bool:
        """Whether a verdict is what was claimed."""
        return verdict.decision == self.decision and self.category in (None, verdict.category)


@dataclass(frozen=True, slots=True)
class Proved:
    """A claim with what became of it."""

    claim: Claim
    verdict: Verdict

    @property
    def holds(self) -> bool:
        """Whether the claim is true."""
        return self.claim.holds(self.verdict)

    def as_dict(self) -> dict[str, Any]:
        """Return the row that `gridbot rules test --json` prints."""
        return {
            "file": str(self.claim.file),
            "text": self.claim.text,
            "wanted": {"decision": self.claim.decision, "category": self.claim.category},
            "got": {"decision": self.verdict.decision, "category": self.verdict.category},
            "words": words_of(self.verdict),
            "holds": self.holds,
        }


def prove(sources: Sequence[Source], classifier: Classifier) -> list[Proved]:
    """Return every claim of the built-in pack and of these, judged; of one text the last file's claim counts.

    So a county that wants silence where the built-in pack speaks says so by a counter-example of its own.
    """
    claims = {normalise(claim.text): claim for claim in _claims(sources)}
    return [Proved(claim, classifier.explain(claim.text)) for claim in claims.values()]


def words_of(verdict: Verdict) -> list[str]:
    """Return the words that a verdict names, each with its weight."""
    return [f"{one.term} {one.weight:+g}" for one in verdict.evidence]


def _claims(sources: Sequence[Source]) -> Iterator[Claim]:
    shared, file = read_shared(), BUILT_IN / SHARED
    yield from (Claim(file, text, REGISTER) for text in shared.examples)
    yield from (Claim(file, text, SILENT) for text in shared.counter_examples)
    for danger in read_danger().emergencies.values():
        yield from (Claim(BUILT_IN / DANGER, text, REGISTER) for text in danger.examples)
    for path, rules in read_categories(sources):
        yield from _claims_of(path, rules)


def _claims_of(path: Path, rules: CategoryRules) -> Iterator[Claim]:
    yield from (Claim(path, text, REGISTER, rules.code) for text in rules.examples)
    yield from (Claim(path, text, SILENT) for text in rules.counter_examples)
