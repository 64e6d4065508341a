"""Fits the learned table: support vector machines for each style of reporting, each category, danger, glance.

A report is heard if one style and one category together pass the margin. The styles are fitted apart, so that
an oblique village sentence need not look like a petition, nor a petition like it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.svm import LinearSVC

from nlp.features import count_of
from nlp.learned import ZERO, Head, Opinion
from nlp.look import BLOCKS, PAIRS, block_of, values_of
from nlp.table import pack_table
from nlp.training.sample import SPOKEN, WRITTEN, Sample, Seen
from nlp.training.told import Flags, Numbers, Told

_AT_LEAST = 2  # what stands in fewer texts teaches nothing
_BEND = 0.05  # LinearSVC's C: how far a single text may bend the weights
_BEND_OF_FEW = 0.1  # and where there are fewer texts, or fewer features
_LEAST = 4  # a row none of whose bytes is this far from zero is left out
_HARDER_TO_HEAR = 0.15  # what the village's style must bring more: oblique words are often talk
_UNTRAINED = -1.0  # the margin of a side that has nothing to learn from
_STYLES = (WRITTEN, SPOKEN)

Matrix = Any  # scipy's sparse rows, which carry no types
Side = tuple[Numbers, float]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of every side for every feature, and where each side begins."""

    weights: Numbers
    bias: Numbers


class Fitting:
    """The samples as a matrix, and the fits made on it; the samples' weights may change between fits."""

    def __init__(self, seen: Sequence[Seen], codes: Sequence[str]) -> None:
        """Look at every sample once."""
        self.codes = tuple(codes)
        rows = [values_of(one.look) for one in seen]
        self.names = count_of(rows, _AT_LEAST)
        self._place = {name: at for at, name in enumerate(self.names)}
        self._matrix = self._filled(rows)
        self._pairs = self._filled(_only_pairs(row) for row in rows)

    def fit(self, samples: Sequence[Sample]) -> Fitted:
        """Return the weights for the samples that were looked at, in their order; weight 0 leaves one out."""
        told = Told(samples, self.codes)
        weight, spoken = told.of_categories(), told.of_style(SPOKEN)
        village, begins = self._side(told.reports, spoken, bend=_BEND_OF_FEW)
        sides = [
            self._side(told.reports, told.of_style(WRITTEN)),
            (village, begins - _HARDER_TO_HEAR),
            *(self._side(told.category == at, weight) for at in range(len(self.codes))),
            self._side(told.dangers, told.of_danger()),
            self._glance(told.reports, told.of_glance()),
            self._glance(told.dangers, told.of_danger()),
        ]
        return Fitted(np.stack([weights for weights, _ in sides]), np.array([bias for _, bias in sides]))

    def opinions(self, fitted: Fitted, places: Sequence[int]) -> Iterator[Opinion]:
        """Return what the weights say of the samples at these places."""
        values = np.asarray(self._matrix[places] @ fitted.weights.T) + fitted.bias
        styles = len(_STYLES)
        for row in values.tolist():
            categories = dict(zip(self.codes, row[styles:-3], strict=True))
            yield Opinion(dict(zip(_STYLES, row[:styles], strict=True)), categories, row[-3])

    def glances(self, fitted: Fitted, places: Sequence[int]) -> Iterator[Sequence[float]]:
        """Return the first glances at the samples at these places: at a report, and at danger to life."""
        values = np.asarray(self._pairs[places] @ fitted.weights[-2:].T) + fitted.bias[-2:]
        yield from values.tolist()

    def table(self, fitted: Fitted, head: Head) -> bytes:
        """Round every weight to a byte and pack the table; the largest weight of a block becomes 127."""
        rounded = np.empty((len(self.names), len(fitted.bias)), dtype=np.int64)
        blocks = np.array([block_of(name) for name in self.names])
        units = {}
        for block in BLOCKS:
            mine = blocks == block
            units[block] = float(np.abs(fitted.weights[:, mine]).max(initial=0.0)) / 127 or 1.0
            rounded[mine] = np.rint(fitted.weights[:, mine].T / units[block])
        kept = np.flatnonzero(np.abs(rounded).max(axis=1) >= _LEAST)
        whole = replace(head, units=units, bias=tuple(round(float(one), 5) for one in fitted.bias))
        weights = (rounded[kept] + ZERO).astype(np.uint8).tobytes()
        return pack_table(whole, [self.names[at] for at in kept], weights)

    def _glance(self, truth: Flags, weight: Numbers) -> Side:
        return self._side(truth, weight, only_pairs=True, bend=_BEND_OF_FEW)

    def _side(self, truth: Flags, weight: Numbers, *, only_pairs: bool = False, bend: float = _BEND) -> Side:
        known = weight > 0
        if truth[known].sum() < 2 or truth[known].all():
            return np.zeros(len(self.names)), _UNTRAINED
        model = LinearSVC(C=bend, random_state=0)
        matrix = self._pairs if only_pairs else self._matrix
        model.fit(matrix[known], truth[known], sample_weight=weight[known])
        return model.coef_[0], float(model.intercept_[0])

    def _filled(self, rows: Iterable[Mapping[str, float]]) -> Matrix:
        ends, columns, values = [0], [], []
        for row in rows:
            kept = [(self._place[name], value) for name, value in row.items() if name in self._place]
            columns += [column for column, _ in kept]
            values += [value for _, value in kept]
            ends.append(len(columns))
        return sparse.csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(self.names)))


def _only_pairs(values: Mapping[str, float]) -> Mapping[str, float]:
    return {name: value for name, value in values.items() if block_of(name) == PAIRS}
