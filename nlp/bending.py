"""Bends of a learned table: what is added to single weights of it, summed up, averaged, rounded to bytes."""

import zlib
from collections.abc import Mapping, Sequence
from math import floor

from nlp.learned import ZERO, Learned
from nlp.lessons import Values
from nlp.look import block_of

_STEP = 0.03  # how far a single text may bend the weights at once
_MOST = 127  # a byte reaches no farther, either way

Rows = dict[str, dict[str, float]]
"""What is added to the weights of a feature, by side."""


class Bends:
    """What is added to the weights of a table, and to those of new rows."""

    def __init__(self, base: Learned, new: Sequence[str]) -> None:
        """`new`: features that get a row."""
        self._base, self._new = base, tuple(new)
        self._lanes = {side: at for at, side in enumerate(base.head.sides)}
        self._added: Rows = {}

    def bend(self, values: Values, sides: Mapping[str, int], lacks: float) -> None:
        """Bend the sides, up or down, by as much as a text still lacks, but never far at once."""
        known = {side: sign for side, sign in sides.items() if side in self._lanes}
        weight = len(known) * sum(value * value for _, value in values)
        if lacks <= 0 or not weight:
            return
        step = min(_STEP, lacks / weight)
        for name, value in values:
            row = self._added.setdefault(name, {})
            for side, sign in known.items():
                row[side] = row.get(side, 0.0) + sign * step * value

    def sums(self, values: Values) -> Mapping[str, float]:
        """Return what the bends add to each side for a text."""
        sums: dict[str, float] = {}
        for name, value in values:
            for side, weight in self._added.get(name, {}).items():
                sums[side] = sums.get(side, 0.0) + weight * value
        return sums

    def now(self) -> Rows:
        """Return the bends of this moment."""
        return {name: dict(row) for name, row in self._added.items()}

    def table(self, moments: Sequence[Rows]) -> tuple[list[str], bytes]:
        """Return the names and the rows of the bent table, by the mean of some moments, the last among them.

        What falls between two bytes goes up or down by a lot that its name draws: so small bends of many
        rows, each less than a byte, are kept in sum.
        """
        base, width = self._base, len(self._lanes)
        names = [*base.names, *self._new]
        weights = bytearray(base.weights) + bytes([ZERO]) * (width * len(self._new))
        place = {name: at * width for at, name in enumerate(names)}
        for name, row in moments[-1].items():
            unit = base.head.units[block_of(name)]
            for side in row:
                at = place[name] + self._lanes[side]
                bend = sum(one.get(name, {}).get(side, 0.0) for one in moments) / len(moments)
                bent = floor(weights[at] - ZERO + bend / unit + _lot(side, name))
                weights[at] = max(-_MOST, min(_MOST, bent)) + ZERO
        return names, bytes(weights)


def _lot(side: str, name: str) -> float:
    """Return a number from 0 to below 1, always the same for the same weight."""
    return zlib.crc32(f"{side} {name}".encode()) / 2**32
