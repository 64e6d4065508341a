"""What understanding costs, against jieba alone and against the loop that every tutorial shows."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import jieba

from nlp.classifier import build_classifier
from nlp.normalise import normalise
from tests.bench.measure import Figure
from tests.nlp.village_chat import CHAT
from tests.nlp.village_reports import REPORTS

GOALS = {"classify a chit-chat": 0.5, "classify a report": 4.0, "read the facts of a report": 1.0}
ROUNDS = 15


def measure(folder: Path) -> Iterator[Figure]:
    """Chit-chat and reports judged, and their facts alone read, as a share of one `jieba.lcut` of each."""
    classifier = build_classifier(cache_dir=folder)
    jieba.initialize()
    reports = [text for several in REPORTS.values() for text in several]
    plain = [normalise(text) for text in reports]
    yield _by_message("classify a chit-chat", list(CHAT), classifier.classify)
    yield _by_message("classify a report", reports, classifier.classify)
    yield _by_message("read the facts of a report", plain, classifier.facts.read)


def _by_message(name: str, texts: Sequence[str], work: Callable[[str], object]) -> Figure:
    """The median over the messages of what each costs us, as a share of what it costs jieba."""
    rounds = [[(_cpu(work, text), _cpu(jieba.lcut, text)) for text in texts] for _ in range(ROUNDS)]
    each = []
    for pairs in zip(*rounds, strict=True):
        ours, peers = (statistics.median(column) for column in zip(*pairs, strict=True))
        each.append((ours / peers, ours))
    low, middle, high = statistics.quantiles((ratio for ratio, _ in each), n=4)
    note = f"ours {statistics.median(own for _, own in each) * 1e6:.0f} us; goal: at most {GOALS[name]}"
    return Figure(f"{name} / jieba.lcut of it", middle, low, high, note)


def _cpu(work: Callable[[str], object], text: str) -> float:
    before = time.process_time_ns()
    work(text)
    return (time.process_time_ns() - before) / 1e9
