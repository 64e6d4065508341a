"""Weighs the signs of danger on the written corpus: a logistic regression that needs no package.

`python -m nlp.training.danger` writes nlp/rules/danger_signs.toml anew; with `half` it learns from the even
lines only, so that the odd ones can judge rules that were written by the even ones. The fit takes plain
gradient steps, smaller for each sign the oftener it was met (AdaGrad).
"""

import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.alarm import Alarm
from nlp.context import Context
from nlp.matcher import TermMatcher, unmasked
from nlp.normalise import normalise
from nlp.pack import Pack, read_pack
from nlp.rulepack import BUILT_IN, SIGNS
from nlp.training.corpus import FOLDER, LOOK_ALIKES, PARTS

LATER = "several"  # the file whose author knew the rules: it judges nothing
_PARTS = ("danger", "reports", "talk")
_PASSES, _STEP, _PULL, _SEED = 40, 0.3, 1.0, 4
_SELDOM = 2  # a sign of fewer lines teaches nothing
_TRIFLE = 0.1  # nor is a weight below this worth keeping
_PLAIN = 5  # what is said outright in the danger file counts as often
_WIDTH = 150

Row = tuple[list[str], float]  # the signs of a line, and 1.0 if it tells of danger


class _Weighed(NamedTuple):
    bias: float
    weights: dict[str, float]


def main() -> None:
    """Fit, and write the file."""
    bias, weights = fit(rows(read_pack(), half="half" in sys.argv[1:]))
    by_weight: dict[str, list[str]] = {}
    for sign, weight in sorted(weights.items(), key=lambda one: (-one[1], one[0])):
        if abs(weight) >= _TRIFLE:
            by_weight.setdefault(f"{weight:.1f}", []).append(sign)
    (BUILT_IN / SIGNS).write_text(_page(bias, by_weight), encoding="utf-8")


def rows(pack: Pack, half: bool = False) -> list[Row]:
    """Return the lines of the corpus and the examples of the danger file, each as its signs."""
    alarm, context = Alarm(pack), Context(pack.shared)
    masks = frozenset(pack.shared.masks)
    matcher = TermMatcher([*alarm.terms(), *masks])

    def signs(text: str) -> list[str]:
        plain = normalise(text).lower()
        return list(alarm.signs.of(plain, context.standing(plain, unmasked(matcher.find(plain), masks))))

    return [(signs(text), danger) for text, danger in [*_lines(half), *_proofs(pack)]]


def _lines(half: bool) -> Iterator[tuple[str, float]]:
    for file in sorted(file for part in _PARTS for file in (FOLDER / part).glob("*.txt")):
        danger = float(file.parent.name == "danger" and file.stem != LOOK_ALIKES)
        lines = file.read_text(encoding="utf-8").splitlines()
        for line in lines[1::2] if half and file.stem != LATER else lines:
            if line and not line.startswith("#"):
                yield line.replace(PARTS, "\n"), danger


def _proofs(pack: Pack) -> Iterator[tuple[str, float]]:
    for emergency in pack.danger.emergencies.values():
        yield from ((text, 1.0) for text in emergency.examples * _PLAIN)
        yield from ((text, 0.0) for text in emergency.counter_examples * _PLAIN)


def fit(rows: Sequence[Row]) -> _Weighed:
    """Return the weights that tell danger from the rest, drawn toward nothing by a normal prior."""
    often = Counter(sign for signs, _ in rows for sign in signs)
    known = [([sign for sign in signs if often[sign] >= _SELDOM], danger) for signs, danger in rows]
    weights = {sign: 0.0 for sign, times in often.items() if times >= _SELDOM}
    steepness = dict.fromkeys(weights, 1e-6)
    bias, bias_steepness = 0.0, 1e-6
    chance = random.Random(_SEED)  # noqa: S311 (it only shuffles)
    for _ in range(_PASSES):
        chance.shuffle(known)
        for signs, danger in known:
            slope = _sigmoid(bias + sum(weights[sign] for sign in signs)) - danger
            bias_steepness += slope * slope
            bias -= _STEP * slope / math.sqrt(bias_steepness)
            for sign in signs:
                pulled = slope + _PULL * weights[sign] / often[sign]
                steepness[sign] += pulled * pulled
                weights[sign] -= _STEP * pulled / math.sqrt(steepness[sign])
    return _Weighed(bias, weights)


def _sigmoid(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def _page(bias: float, by_weight: dict[str, list[str]]) -> str:
    told = "# How danger sounds. Written by `python -m nlp.training.danger`: change the corpus, not this."
    lines = [told, f"bias = {bias:.2f}", "[signs]"]
    for weight, signs in by_weight.items():
        lines += [f'"{weight}" = [', *_wrapped(signs), "]"]
    return "\n".join(lines) + "\n"


def _wrapped(signs: Sequence[str]) -> Iterator[str]:
    line = " "
    for sign in signs:
        item = ' "' + sign.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '",'
        if len(line) + len(item) > _WIDTH:
            yield line
            line = " "
        line += item
    yield line


if __name__ == "__main__":
    main()
