"""How sure a figure is: 95 % intervals, so that nobody cheers over what a handful of rows did."""

import math
import random
from collections.abc import Callable, Mapping
from typing import TypeVar

_Z = 1.959964  # of a normal distribution, 95 % lie within so many deviations
_DRAWS, _SEED = 400, 20_240_229  # two runs over one file print the same
_EXACT_BELOW = 40  # above, a Poisson number is as good as a rounded normal one

Interval = tuple[float, float]
_Cell = TypeVar("_Cell")


def wilson(times: int, rows: int) -> Interval:
    """Return the interval of a rate `times` in `rows`; of no rows nothing is known."""
    if not rows:
        return 0.0, 1.0
    rate, square = times / rows, _Z * _Z
    middle = (rate + square / (2 * rows)) / (1 + square / rows)
    half = _Z * math.sqrt(rate * (1 - rate) / rows + square / (4 * rows * rows)) / (1 + square / rows)
    return max(0.0, middle - half), min(1.0, middle + half)


def bootstrap(
    cells: Mapping[_Cell, int], figure: Callable[[Mapping[_Cell, int]], float], draws: int = _DRAWS
) -> Interval:
    """Return the interval of a figure of counted cells: what it would be of other samples like this one.

    Each draw counts every row a Poisson number of times (mean 1), which for a cell of n rows is a Poisson
    number of mean n.
    """
    if not cells:
        return 0.0, 0.0
    chance = random.Random(_SEED)  # noqa: S311 - it shuffles figures, it keeps no secret
    found = sorted(
        figure({cell: _poisson(times, chance) for cell, times in cells.items()}) for _ in range(draws)
    )
    return found[round(0.025 * (draws - 1))], found[round(0.975 * (draws - 1))]


def _poisson(mean: int, chance: random.Random) -> int:
    if mean > _EXACT_BELOW:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, product, number = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        number += 1
    return number
