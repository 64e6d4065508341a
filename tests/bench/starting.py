"""What starting costs: the classifier with 12,000 places against a bare jieba with the same ones.

`python -m tests.bench.starting ours|peer FOLDER` is one such start, in a process of its own.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

from tests.bench.measure import Figure

PLACES, ROUNDS = 12_000, 5
_BEFORE, _SUR = "东西南北前后上下大小新老中左右", "王李张刘陈杨赵黄周吴徐孙胡朱高林"
_AFTER = ("家沟", "家湾", "家庄", "家寨", "家坪", "家店", "家桥", "家河")
_SORTS = ("村", "社区", "小区", "组", "屯", "街", "路")


def places() -> list[str]:
    """Twelve thousand invented names."""
    parts = product(_BEFORE, _SUR, _AFTER, _SORTS)
    return ["".join(part) for part in islice(parts, PLACES)]


def measure(folder: Path) -> Iterator[Figure]:
    """CPU seconds of whole processes, in turn, after one start of each that fills jieba's cache."""
    _cpu("ours", folder), _cpu("peer", folder)
    rounds = [(_cpu("ours", folder), _cpu("peer", folder)) for _ in range(ROUNDS)]
    ratios = [ours / peer for ours, peer in rounds]
    note = f"ours {statistics.median(ours for ours, _ in rounds):.2f} s of CPU; goal: at most 1.3"
    name = f"start with {PLACES} places / bare jieba with them"
    yield Figure(name, statistics.median(ratios), min(ratios), max(ratios), note)


def _cpu(who: str, folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "tests.bench.starting", who, str(folder)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _start(who: str, folder: Path) -> None:
    if who == "ours":
        from nlp.classifier import build_classifier  # noqa: PLC0415 - what the other start does not pay for

        classifier = build_classifier(places=places(), cache_dir=folder)
        classifier.warm_up()
        classifier.classify("上王家沟村停水三天了没人管")
    else:
        import logging  # noqa: PLC0415 - as above

        import jieba  # noqa: PLC0415 - as above

        jieba.setLogLevel(logging.ERROR)
        jieba.dt.tmp_dir = str(folder)
        jieba.initialize()
        for place in places():
            jieba.add_word(place, freq=20_000)
        jieba.lcut("上王家沟村停水三天了没人管")


if __name__ == "__main__":
    _start(sys.argv[1], Path(sys.argv[2]))
