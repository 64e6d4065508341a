"""`python -m tests.bench.chatter [--worst N]`: how often made-up chat is taken for a report, and which."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from nlp.classifier import build_classifier
from nlp.training.chatter.lines import LINES, SEED
from tests.bench.chatter.rates import judge, unlearned


def main() -> None:
    """Judge the lines, or only print them."""
    ways = argparse.ArgumentParser(prog="python -m tests.bench.chatter", description=__doc__)
    ways.add_argument("--lines", type=int, default=LINES)
    ways.add_argument("--seed", type=int, default=SEED, help="another seed makes other lines")
    ways.add_argument("--worst", type=int, default=0, help="how many of the worst lines to show")
    ways.add_argument("--print", action="store_true", dest="plain", help="print the lines, judging none")
    way = ways.parse_args()
    lines = unlearned(way.lines, way.seed)
    if way.plain:
        for line in lines:
            print(line.text.replace("\n", "⏎"))
        return
    with tempfile.TemporaryDirectory() as folder:
        rates = judge(lines, build_classifier(cache_dir=Path(folder)).classify)
    print(*rates.summary(), *rates.worst(way.worst), sep="\n")


if __name__ == "__main__":
    main()
