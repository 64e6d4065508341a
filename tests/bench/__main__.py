"""`make bench`: run every measurement and print one table of ratios."""

from __future__ import annotations

import platform
import sys
import tempfile
from pathlib import Path

from tests.bench import inbox, opening, understanding
from tests.bench.measure import Figure


def main() -> int:
    """Print the figures as they are found."""
    print(f"{platform.platform()}, Python {platform.python_version()}, medians of interleaved rounds")
    print(f"{'figure':<58} {'ratio':>8}   spread")
    with tempfile.TemporaryDirectory() as folder:
        for measurement in (understanding.measure, inbox.measure, opening.measure):
            for figure in measurement(Path(folder)):
                _show(figure)
    return 0


def _show(figure: Figure) -> None:
    print(f"{figure.name:<58} {figure.ratio:>8.2f}   {figure.low:.2f}-{figure.high:.2f}   {figure.note}")


if __name__ == "__main__":
    sys.exit(main())
