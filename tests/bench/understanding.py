"""What understanding costs, against jieba alone and against the loop that every tutorial shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import jieba

from nlp.classifier import build_classifier
from tests.bench.measure import Figure, compare
from tests.nlp.village_chat import CHAT
from tests.nlp.village_reports import REPORTS

KEYWORDS = [
    ["漏水", "停水", "停电"],
    ["路灯", "路面"],
    ["工资", "欠薪"],
    ["低保", "救助"],
    ["噪音", "吵"],
] * 8


def measure(folder: Path) -> Iterator[Figure]:
    """classify a chit-chat message and a report, as a share of one `jieba.lcut` of it."""
    classify = build_classifier(cache_dir=folder).classify
    jieba.initialize()
    reports = [text for several in REPORTS.values() for text in several]
    for name, texts in (("chit-chat", list(CHAT)), ("report", reports)):
        yield compare(
            f"classify a {name} / jieba.lcut of it", _each(classify, texts), _each(jieba.lcut, texts)
        )
    mixed = (list(CHAT) * 12)[:920] + (reports * 2)[:80]
    yield compare(
        "classify the 92/8 mix / the tutorial's loop", _each(classify, mixed), _each(_tutorial, mixed)
    )


def _each(work: Callable[[str], object], texts: Sequence[str]) -> Callable[[], object]:
    return lambda: [work(text) for text in texts]


def _tutorial(text: str) -> list[int]:
    words = jieba.lcut(text)
    return [sum(1 for key in keys if key in words or key in text) for keys in KEYWORDS]
