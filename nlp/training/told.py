"""What is true of the samples, as columns, and how much each counts for each side that is fitted."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.training.sample import SPOKEN, WRITTEN, Sample

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]

_TALK = {WRITTEN: 0.1, SPOKEN: 1.0}  # how much the written corpus' talk counts in each style
_FOREIGN_TALK = 1.5  # and other texts that report nothing: silence is worth more than reach
_CATEGORY_OF_SPOKEN, _TALK_BESIDE_CATEGORIES = 0.15, 0.3
_SCARCE = 0.3  # how far a category of few texts is lifted: the power of its scarcity
_GLANCE_OF_SPOKEN = 0.5
_NO_DANGER = 0.3  # a text of which danger is not told is hardly one


class Told:
    """Columns of what is true, one place a sample."""

    def __init__(self, samples: Sequence[Sample], codes: Sequence[str]) -> None:
        number = {code: at for at, code in enumerate(codes)}
        self.reports: Flags = _flags(sample.reports is True for sample in samples)
        self.silent: Flags = _flags(sample.reports is False for sample in samples)
        self.dangers: Flags = _flags(sample.danger is True for sample in samples)
        self.category = np.array([number.get(sample.category or "", -1) for sample in samples])
        self._calm: Flags = _flags(sample.danger is False for sample in samples)
        self._spoken: Flags = _flags(sample.style == SPOKEN for sample in samples)
        self._promised: Flags = _flags(sample.example for sample in samples)
        self._weight: Numbers = np.array([sample.weight for sample in samples], dtype=np.float64)
        self._categories = len(codes)

    def of_style(self, style: str) -> Numbers:
        """How much each text counts in telling this style's reports from talk."""
        mine = self._spoken if style == SPOKEN else ~self._spoken
        return np.asarray(self._weight * np.where(self.reports, mine, self._talk(_TALK[style])))

    def of_categories(self) -> Numbers:
        """How much each text counts in telling one category from the others and from talk."""
        own = np.where(self._promised, 1.0, np.where(self._spoken, _CATEGORY_OF_SPOKEN, 1.0))
        weight = self._weight * np.where(self.category >= 0, own, self._talk(_TALK_BESIDE_CATEGORIES))
        sums = np.array([weight[self.category == at].sum() for at in range(self._categories)])
        lift = np.ones(self._categories)
        lift[sums > 0] = (sums[sums > 0].mean() / sums[sums > 0]) ** _SCARCE
        return np.where(self.category >= 0, weight * lift[self.category], weight)

    def of_danger(self) -> Numbers:
        """How much each text counts in telling danger to life from what only sounds like it."""
        weight = np.full(len(self._weight), _NO_DANGER)
        weight[self.dangers | self._calm] = 1.0
        return np.asarray(weight * np.where(self._spoken, self._weight, self._weight > 0))

    def of_glance(self) -> Numbers:
        """How much each text counts in telling at a glance what cannot be a report."""
        return self._weight * np.where(
            self.reports, np.where(self._spoken, _GLANCE_OF_SPOKEN, 1.0), self._talk(_GLANCE_OF_SPOKEN)
        )

    def _talk(self, written_by_us: float) -> Numbers:
        own = np.where(self._promised, 1.0, written_by_us)
        return np.asarray(self.silent * np.where(self._spoken, own, _FOREIGN_TALK), dtype=np.float64)


def _flags(values: Any) -> Flags:
    return np.fromiter(values, dtype=np.bool_)
