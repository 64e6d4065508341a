"""Beyond the usual: counts of matters against a place's own past."""

from __future__ import annotations

import pytest

from models.reports.beyond import is_beyond


@pytest.mark.parametrize(
    ("now", "past"),
    [
        (3, [0] * 8),
        (5, [1, 0, 2, 1, 1, 0, 1, 1]),
        (9, [2, 3, 2, 4, 3, 2, 3, 2]),
        (40, [20, 22, 19, 25, 21, 18, 20, 23]),
    ],
)
def test_a_rise_is_told(now: int, past: list[int]) -> None:
    """So many come by chance in less than one of a hundred weeks."""
    assert is_beyond(now, past)


@pytest.mark.parametrize(
    ("now", "past"),
    [
        (2, [0] * 8),
        (3, [1, 0, 2, 1, 1, 0, 1, 1]),
        (6, [2, 3, 2, 4, 3, 2, 3, 2]),
        (28, [20, 22, 19, 25, 21, 18, 20, 23]),
        (9, [0, 0, 0]),
        (9, []),
    ],
)
def test_what_chance_explains_is_not(now: int, past: list[int]) -> None:
    """Two are never a rise, and without a month's past nothing is known to be usual."""
    assert not is_beyond(now, past)
