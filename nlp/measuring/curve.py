"""What another threshold would bring: precision against recall, from the scores of the same run."""

from collections.abc import Mapping
from typing import NamedTuple

THRESHOLDS = (*(step / 20 for step in range(1, 20)), 0.97, 0.99)


class Point(NamedTuple):
    """If a report began at `threshold`: how many rows would be taken for one, and how rightly.

    `recall` is of the rows that report something, `false_alarms` of those that report nothing.
    """

    threshold: float
    taken: int
    precision: float
    recall: float
    false_alarms: float


def curve(scores: Mapping[tuple[float, bool], int]) -> list[Point]:
    """Return the points for counted (score, is a report), the lowest threshold first."""
    reports = sum(times for (_, real), times in scores.items() if real)
    others = sum(times for (_, real), times in scores.items() if not real)
    return [_point(threshold, scores, reports, others) for threshold in THRESHOLDS]


def _point(threshold: float, scores: Mapping[tuple[float, bool], int], reports: int, others: int) -> Point:
    right = sum(times for (score, real), times in scores.items() if real and score >= threshold)
    wrong = sum(times for (score, real), times in scores.items() if not real and score >= threshold)
    return Point(
        threshold,
        right + wrong,
        right / (right + wrong) if right + wrong else 1.0,
        right / reports if reports else 0.0,
        wrong / others if others else 0.0,
    )
