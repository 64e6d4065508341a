"""`make bench`: run every measurement and print one table of ratios, and how well messages are understood."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nlp.classifier import build_classifier
from tests.bench import commands, inbox, ladder, opening, starting, throughput, understanding, village
from tests.bench.chatter.rates import judge, unlearned
from tests.bench.measure import Figure

MEASUREMENTS = (understanding, starting, throughput, inbox, opening, ladder)


def main() -> int:
    """Print the figures as they are found."""
    print(f"{platform.platform()}, Python {platform.python_version()}, medians of interleaved rounds")
    print(f"{'figure':<58} {'ratio':>8}   spread")
    with tempfile.TemporaryDirectory() as folder:
        for measurement in MEASUREMENTS:
            for figure in measurement.measure(Path(folder)):
                _show(figure)
        for line in (*commands.figures(Path(folder)), *_understood(Path(folder))):
            print(line, flush=True)
    return 0


def _understood(folder: Path) -> Iterator[str]:
    classify = build_classifier(cache_dir=folder).classify
    yield ""
    yield from village.figures(classify)
    yield ""
    yield from judge(unlearned(), classify).summary()


def _show(figure: Figure) -> None:
    spread = f"{figure.low:.2f}-{figure.high:.2f}"
    print(f"{figure.name:<58} {figure.ratio:>8.2f}   {spread}   {figure.note}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
