"""Messages a second through `gridbot classify` on one core, against the tutorial bot's loop.

`python -m tests.bench.throughput` is that loop in a process of its own: messages in, categories out.
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from nlp.training.chatter.lines import chatter
from tests.bench.measure import Figure
from tests.nlp.village_chat import CHAT
from tests.nlp.village_reports import REPORTS

MESSAGES, REPORT_SHARE, ROUNDS, GOAL = 60_000, 0.08, 3, 8_000
_TAILS = ("", "。", "！", "？", "哈", "啊", " ", "~", "呢", "吧")
_NOUNS = (
    *("水管", "电梯", "路灯", "垃圾", "工资", "低保", "噪音", "邻居", "物业", "宅基地"),
    *("医保", "学校", "公交", "井盖", "暖气", "燃气", "污水", "网络", "户口", "补贴"),
)
_FAULTS = ("坏了", "漏水", "停了", "没人管", "没发", "被占", "拖欠", "太吵", "堵了", "臭")
_OF_FAULTS = {half: [noun + fault for noun in _NOUNS[half::5] for fault in _FAULTS] for half in range(5)}
KEYWORDS = {
    f"{noun}{number}": [noun, *_FAULTS[number : number + 8], *_OF_FAULTS[(at + number) % 5][:30]]
    for at, noun in enumerate(_NOUNS)
    for number in (0, 1)
}
"""Forty categories of thirty-nine keywords, a noun, faults and both together: what a first bot has."""


def messages() -> list[str]:
    """92 % talk, 8 % reports, no two alike in their ends."""
    chance = random.Random(8)
    talk = [*CHAT, *(line.text.replace("\n", " ") for line in chatter(2_000) if not line.lure)]
    reports = [text for several in REPORTS.values() for text in several]
    return [
        chance.choice(reports if chance.random() < REPORT_SHARE else talk) + chance.choice(_TAILS)
        for _ in range(MESSAGES)
    ]


def measure(folder: Path) -> Iterator[Figure]:
    """The program as it is, start left out: what 60,000 messages cost more than one does."""
    many, one = folder / "many.txt", folder / "one.txt"
    many.write_text("\n".join(messages()) + "\n", encoding="utf-8")
    one.write_text("路灯坏了三天没人修\n", encoding="utf-8")
    ours = [sys.executable, "-m", "bot", "classify"]
    peer = [sys.executable, "-m", "tests.bench.throughput"]
    rounds = [tuple(_seconds(command, many, one) for command in (ours, peer)) for _ in range(ROUNDS)]
    ratios = sorted(theirs / own for own, theirs in rounds)
    speed = MESSAGES / statistics.median(own for own, _ in rounds)
    note = f"ours {speed:,.0f} messages/s of CPU; goals: 3 and {GOAL:,}"
    name = "throughput of gridbot classify, 92/8 mix / tutorial's"
    yield Figure(name, statistics.median(ratios), ratios[0], ratios[-1], note)


def _seconds(command: Sequence[str], many: Path, one: Path) -> float:
    return max(_cpu(command, many) - _cpu(command, one), 1e-9)


def _cpu(command: Sequence[str], file: Path) -> float:
    """CPU seconds of a command on one core, with a file for its input."""
    core = min(os.sched_getaffinity(0))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with file.open("rb") as lines:
        subprocess.run(
            command,
            stdin=lines,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            preexec_fn=partial(os.sched_setaffinity, 0, {core}),
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _tutorial() -> None:
    import jieba  # noqa: PLC0415 - only the peer pays for it

    jieba.setLogLevel(60)
    jieba.initialize()
    for line in sys.stdin:
        text = line.rstrip("\n")
        words = jieba.lcut(text)
        best, top = None, 0
        for category, keywords in KEYWORDS.items():
            score = sum(1 for key in keywords if key in words or key in text)
            if score > top:
                best, top = category, score
        print(best or "")


if __name__ == "__main__":
    _tutorial()
