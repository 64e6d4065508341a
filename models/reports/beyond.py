"""Beyond the usual 超出平常: whether a place has more matters of a category than its own past lets expect.

Counts of matters in spans of equal length, taken as Poisson: with the mean of the past as its rate, so many
or more come by chance in less than one of a hundred spans. Half a matter is added to the past, so that a
place where nothing ever happened is not warned of its second. Pure; it knows places, never persons.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

CHANCE = 0.01
FEWEST = 3
"""Fewer are no rise, however quiet it was."""
PAST = 8
"""How many spans are looked back."""
SHORTEST_PAST = 4
"""With fewer spans nothing is known of what is usual."""
PRIOR = 0.5


def usual(past: Sequence[int]) -> float:
    """How many are to be expected in a span."""
    return (sum(past) + PRIOR) / len(past)


def is_beyond(now: int, past: Sequence[int]) -> bool:
    """Whether `now` is more than chance explains, by the counts of the spans before."""
    if now < FEWEST or len(past) < SHORTEST_PAST:
        return False
    return _at_least(now, usual(past)) < CHANCE


def _at_least(count: int, rate: float) -> float:
    """The chance of `count` or more at a Poisson rate."""
    fewer = sum(math.exp(n * math.log(rate) - rate - math.lgamma(n + 1)) for n in range(count))
    return max(0.0, 1.0 - fewer)
