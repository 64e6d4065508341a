"""What would change if other rules judged: text by text, with the words that make the difference."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nlp.scoring import LEARNED
from nlp.verdict import Verdict

Judging = Callable[[str], Verdict]


@dataclass(frozen=True, slots=True)
class Change:
    """One text that would be judged otherwise; `name` is how it is called: a ticket's number, a file."""

    name: str
    text: str
    before: Verdict
    after: Verdict

    @property
    def words(self) -> list[str]:
        """The words of the packs that weigh otherwise: `- 停水 +4.25` does no more, `+ 停水 +1` does now."""
        old, new = _by_packs(self.before), _by_packs(self.after)
        gone = [f"- {term} {weight:+g}" for term, weight, _ in sorted(old - new)]
        return gone + [f"+ {term} {weight:+g}" for term, weight, _ in sorted(new - old)]

    def as_dict(self, *, with_text: bool) -> dict[str, Any]:
        """Return the row that `gridbot rules diff --json` prints."""
        shown = {"text": self.text} if with_text else {}
        return {
            "name": self.name,
            "before": outcome(self.before),
            "after": outcome(self.after),
            "words": self.words,
            **shown,
        }


def _by_packs(verdict: Verdict) -> set[tuple[str, float, str]]:
    return {(one.word, one.weight, one.rule) for one in verdict.evidence if not one.rule.startswith(LEARNED)}


def outcome(verdict: Verdict) -> str:
    """Return what a verdict comes to, in one expression: `register labor urgent`, or `silent`."""
    if verdict.category is None:
        return verdict.decision
    urgency = [] if verdict.urgency == "normal" else [verdict.urgency]
    return " ".join([verdict.decision, verdict.category, *urgency])


def differences(texts: Iterable[tuple[str, str]], old: Judging, new: Judging) -> Iterator[Change]:
    """Return every text, given as (name, text), that the two judge to another outcome."""
    for name, text in texts:
        before, after = old(text), new(text)
        if outcome(before) != outcome(after):
            yield Change(name, text, before, after)
