"""How mistakes in the configuration are told: all at once, one line each, without any secret value."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Loc = tuple[str | int, ...]
"""Where a setting stands: ("channels", 0, "secret")."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to put right: the key, the file or environment variable it came from, what to do."""

    key: str
    source: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.key} ({self.source}): {self.remedy}"


class ConfigError(Exception):
    """The configuration cannot be used; the message lists every mistake with its remedy."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        lines = "\n".join(f"- {mistake}" for mistake in self.mistakes)
        super().__init__(f"The configuration has mistakes:\n{lines}")


def dotted(loc: Loc) -> str:
    """The key as people write it: channels[0].secret."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc)
    return text.removeprefix(".")


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A remedy for an unknown key: the nearest known one, else all of them."""
    near = difflib.get_close_matches(word, known, n=1)
    if near:
        return f"unknown key; did you mean {near[0]}?"
    return f"unknown key; remove it (known here: {', '.join(sorted(known))})"
