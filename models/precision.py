"""When a word has been wrong too often 误报太多: one pure question of two counts."""

from __future__ import annotations

import math

CONFIDENCE = 1.96
"""Standard deviations of the interval: 95 %."""
WORTHLESS = 0.5
"""A word that is surely wrong more often than right makes more work than it saves."""


def upper_bound(right: int, wrong: int) -> float:
    """The highest precision that is still likely: the upper end of Wilson's interval; 1 with no counts."""
    n = right + wrong
    if n == 0:
        return 1.0
    share, squared = right / n, CONFIDENCE**2
    middle = share + squared / (2 * n)
    spread = CONFIDENCE * math.sqrt(share * (1 - share) / n + squared / (4 * n * n))
    return min(1.0, (middle + spread) / (1 + squared / n))


def is_unreliable(right: int, wrong: int, at_least: int) -> bool:
    """Whether a word is to be suspended: decided on `at_least` times, and surely wrong more often than right.

    More right decisions never bring a suspension about, more wrong ones never lift it.
    """
    return right + wrong >= at_least and upper_bound(right, wrong) < WORTHLESS
