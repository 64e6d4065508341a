"""Two ways of doing one thing, timed in turn: the ratio of their CPU times is the figure."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A ratio (ours / peer), with its lowest and highest round."""

    name: str
    ratio: float
    low: float
    high: float
    note: str = ""


def compare(name: str, ours: Callable[[], object], peer: Callable[[], object], rounds: int = 7) -> Figure:
    """Time both, one after the other, after a warm-up of each; CPU seconds of this process."""
    ours(), peer()
    ratios, mine = [], []
    for _ in range(rounds):
        own = _cpu(ours)
        ratios.append(own / max(_cpu(peer), 1e-9))
        mine.append(own)
    note = f"ours {statistics.median(mine) * 1000:.1f} ms a round"
    return Figure(name, statistics.median(ratios), min(ratios), max(ratios), note)


def _cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before
