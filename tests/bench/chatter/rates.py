"""How often made-up chat is taken for a report: the worst that a bot can do in a group is to speak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from nlp.measuring.columns import clipped, padded
from nlp.measuring.intervals import wilson
from nlp.training.chatter.lines import LINES, SEED, Line, chatter
from nlp.training.sample import made_up_lines
from nlp.verdict import Verdict

GOALS = {"register": 0.0002, "ask": 0.004}
"""At most so many of a group's messages: 33 tickets stand among 400,000 a day."""
_LINE = 96  # screen columns


@dataclass(slots=True)
class Rates:
    """Lines judged and counted, and those that were not met with silence."""

    lines: Counter[bool] = field(default_factory=Counter)
    spoken: Counter[tuple[str, bool]] = field(default_factory=Counter)
    themes: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[Line, Verdict]] = field(default_factory=list)

    def add(self, line: Line, verdict: Verdict) -> None:
        """Count one line."""
        self.lines[line.lure] += 1
        if verdict.decision != "silent":
            self.spoken[verdict.decision, line.lure] += 1
            self.themes[line.theme] += 1
            self.errors.append((line, verdict))

    def rate(self, decision: str) -> float:
        """The share of all lines that were decided so."""
        return self._times(decision) / self.lines.total() if self.lines else 0.0

    def summary(self) -> Iterator[str]:
        """Yield a line for each decision, with its goal and what the lures do; then where it happens."""
        total, lures = self.lines.total(), self.lines[True]
        yield f"chatter: {total} lines made up, {lures} of them with the words of a report"
        for decision, goal in GOALS.items():
            times, of_lures = self._times(decision), self.spoken[decision, True]
            low, high = wilson(times, total)
            yield (
                f"  {decision:<9} {self.rate(decision):>8.3%} ({times})   95 %: {low:.3%}-{high:.3%}"
                f"   goal: {goal:.2%}   lures: {of_lures / max(lures, 1):.3%}"
                f"   others: {(times - of_lures) / max(total - lures, 1):.3%}"
            )
        loud = ", ".join(f"{theme} {times}" for theme, times in self.themes.most_common(8))
        if loud:
            yield f"  most in: {loud}"

    def worst(self, most: int) -> Iterator[str]:
        """Yield those lines that spoke loudest and surest, with the words that misled."""
        for line, verdict in sorted(self.errors, key=_by_loudness)[:most]:
            judged = f"{verdict.urgency} " if verdict.urgency == "emergency" else ""
            judged += f"{verdict.decision} {verdict.score:.2f} {verdict.category}"
            yield padded(judged, 36) + f"{line.theme}{', a lure' if line.lure else ''}"
            yield "    " + clipped(line.text, _LINE - 4)
            heard = sorted(verdict.evidence, key=lambda one: -abs(one.weight))
            words = "  ".join(f"{one.term} {one.weight:+.1f} ({one.rule})" for one in heard)
            yield "    " + clipped(words or "no words", _LINE - 4)

    def _times(self, decision: str) -> int:
        return self.spoken[decision, True] + self.spoken[decision, False]


def unlearned(count: int = LINES, seed: int = SEED) -> Iterator[Line]:
    """Yield made-up lines of which none was learned from: another seed tells them otherwise.

    The sentences behind them are the same; how much of other sentences would be spoken about is told by
    `make train`, which holds sentences out.
    """
    return chatter(count, seed, without=frozenset(line.text for line in made_up_lines()))


def judge(lines: Iterable[Line], classify: Callable[[str], Verdict]) -> Rates:
    """Judge all lines."""
    rates = Rates()
    for line in lines:
        rates.add(line, classify(line.text))
    return rates


def _by_loudness(error: tuple[Line, Verdict]) -> tuple[bool, bool, float]:
    verdict = error[1]
    return verdict.urgency != "emergency", verdict.decision != "register", -verdict.score
