"""What understanding costs, against jieba alone and against the loop that every tutorial shows."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import jieba

from nlp.classifier import build_classifier
from tests.bench.measure import Figure
from tests.nlp.village_chat import CHAT
from tests.nlp.village_reports import REPORTS

GOALS = {"chit-chat": 0.5, "report": 4.0}
ROUNDS = 15


def measure(folder: Path) -> Iterator[Figure]:
    """classify a chit-chat message and a report, as a share of one `jieba.lcut` of the same message."""
    classify = build_classifier(cache_dir=folder).classify
    jieba.initialize()
    reports = [text for several in REPORTS.values() for text in several]
    for name, texts in (("chit-chat", list(CHAT)), ("report", reports)):
        yield _by_message(name, texts, classify)


def _by_message(name: str, texts: Sequence[str], classify: Callable[[str], object]) -> Figure:
    """The median over the messages of what each costs us, as a share of what it costs jieba."""
    rounds = [[(_cpu(classify, text), _cpu(jieba.lcut, text)) for text in texts] for _ in range(ROUNDS)]
    each = []
    for pairs in zip(*rounds, strict=True):
        ours, peers = (statistics.median(column) for column in zip(*pairs, strict=True))
        each.append((ours / peers, ours))
    low, middle, high = statistics.quantiles((ratio for ratio, _ in each), n=4)
    note = f"ours {statistics.median(own for _, own in each) * 1e6:.0f} us; goal: at most {GOALS[name]}"
    return Figure(f"classify a {name} / jieba.lcut of it", middle, low, high, note)


def _cpu(work: Callable[[str], object], text: str) -> float:
    before = time.process_time_ns()
    work(text)
    return (time.process_time_ns() - before) / 1e9
