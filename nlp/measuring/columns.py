"""Words and figures set in columns of a terminal, where a Chinese character takes two."""

import unicodedata
from collections.abc import Mapping, Sequence


def named(code: str, labels: Mapping[str, str]) -> str:
    """Return a code with its Chinese beside it, if it has one."""
    return f"{code} {labels[code]}" if code in labels else code


def padded(text: str, width: int) -> str:
    """Pad to a width in screen columns."""
    return text + " " * max(1, width - columns(text))


def clipped(text: str, width: int) -> str:
    """Return the text on one line, its end cut off where it is wider."""
    line = " ⏎ ".join(text.split("\n"))
    if columns(line) <= width:
        return line
    while columns(line) > width - 1:
        line = line[:-1]
    return line + "…"


def columns(text: str) -> int:
    """Count the screen columns of a text."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def between(interval: Sequence[float]) -> str:
    """Return the interval of a figure."""
    return f"{interval[0]:.3f}-{interval[1]:.3f}"


def percent_between(interval: Sequence[float]) -> str:
    """Return the interval of a small rate."""
    return f"{interval[0]:.2%}-{interval[1]:.2%}"
