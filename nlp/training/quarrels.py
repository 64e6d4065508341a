"""Learns how a quarrel sounds from the written dialogues, and writes nlp/quarrel.table.

`python -m nlp.training.quarrels`. What is no quarrel is taught by the look-alikes and by windows drawn from
the corpus: lines that say 你, any talk, any reports. Deterministic: the same texts give the same table.
"""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from nlp.normalise import normalise
from nlp.quarrel import LONGEST, TABLE, grams
from nlp.training.corpus import TALK, read_corpus

EXAMPLES = TABLE.with_name("quarrel_examples.toml")
Spoken = tuple[int, str, int | None]
"""A line of a dialogue: who, what, and to whom if that is told."""
LEAST = 3  # what stands in fewer dialogues teaches nothing
BEND = 1 / 3  # how dear weights are
WINDOWS = {"you": 300, "talk": 200, "reports": 200}
TURNS = 4
SMALLEST = 0.01  # what weighs less is left out


def dialogues(file: Path, name: str) -> Iterator[list[Spoken]]:
    """The dialogues of a file: a letter is a speaker, `A>B` speaks to B, a blank line parts two."""
    with file.open("rb") as opened:
        blocks = tomllib.load(opened)[name].strip().split("\n\n")
    for block in blocks:
        yield [_line(line) for line in block.splitlines()]


def learn() -> dict[str, float]:
    """The weight of each gram; that of nothing ("") is where all begin."""
    quarrels = [[text for _, text, _ in one] for one in dialogues(EXAMPLES, "quarrels")]
    others = [[text for _, text, _ in one] for one in dialogues(EXAMPLES, "others")] + list(_windows())
    rows = [_means(one) for one in (*quarrels, *others)]
    seen = Counter(gram for row in rows for gram in row)
    names = sorted(gram for gram, count in seen.items() if count >= LEAST)
    truth = np.array([1.0] * len(quarrels) + [0.0] * len(others))
    found = _fit(_matrix(rows, names), truth)
    weights = {name: round(float(one), 3) for name, one in zip(["", *names], found, strict=True)}
    return {name: one for name, one in weights.items() if not name or abs(one) >= SMALLEST}


def _fit(matrix: Any, truth: Any) -> Any:
    """Logistic regression; the bias, which comes first, costs nothing."""

    def cost(weights: Any) -> tuple[float, Any]:
        at = matrix @ weights[1:] + weights[0]
        off = 1 / (1 + np.exp(-at)) - truth
        loss = float(np.sum(np.logaddexp(0, at) - truth * at) + BEND / 2 * np.sum(weights[1:] ** 2))
        return loss, np.concatenate([[off.sum()], matrix.T @ off + BEND * weights[1:]])

    start = np.zeros(matrix.shape[1] + 1)
    return minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": 2_000}).x


def _matrix(rows: Sequence[dict[str, float]], names: Sequence[str]) -> Any:
    place = {name: n for n, name in enumerate(names)}
    cells = [
        (n, place[gram], value) for n, row in enumerate(rows) for gram, value in row.items() if gram in place
    ]
    at, of, values = zip(*cells, strict=True)
    return sparse.csr_matrix((values, (at, of)), shape=(len(rows), len(names)))


def _means(texts: Sequence[str]) -> dict[str, float]:
    """In what part of the turns each gram stands."""
    counts = Counter(gram for text in texts for gram in grams(normalise(text)))
    return {gram: count / len(texts) for gram, count in counts.items()}


def _windows() -> Iterator[list[str]]:
    """Lines that have nothing to do with each other, as a group might say them one after another."""
    chance = random.Random(5)  # noqa: S311
    rows = [one for one in read_corpus() if len(one.text) <= LONGEST]
    talk = [one.text for one in rows if one.kind == TALK]
    pools = {
        "you": [text for text in talk if "你" in text],
        "talk": talk,
        "reports": [one.text for one in rows if one.category is not None],
    }
    for name, count in WINDOWS.items():
        yield from ([chance.choice(pools[name]) for _ in range(TURNS)] for _ in range(count))


def _line(line: str) -> Spoken:
    who, _, text = line.partition(" ")
    speaker, _, to = who.partition(">")
    return ord(speaker), text, ord(to) if to else None


def write(weights: Iterable[tuple[str, float]]) -> None:
    """Write the table: a gram and its weight a line."""
    TABLE.write_text("".join(f"{name}\t{one}\n" for name, one in weights), encoding="utf-8")


if __name__ == "__main__":
    write(sorted(learn().items()))
