"""Invented people: names and telephone numbers that belong to nobody, the same at every run."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(__file__).parent / "data"
SEED = 20261122


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML file of the demo's data, read once."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


class Registry:
    """Gives out names at random and numbers 1380000xxxx in order, which no operator assigns."""

    def __init__(self) -> None:
        """Start anew: the same order of questions gets the same answers."""
        self.chance = Random(SEED)  # noqa: S311 - it shuffles invented names, it guards nothing
        self._words = table("names")
        self._numbers = count(1)

    def name(self) -> str:
        """A full name."""
        surname, given = (self.chance.choice(self._words[part]) for part in ("surnames", "given"))
        return f"{surname}{given}"

    def phone(self) -> str:
        """The next telephone number."""
        return f"1380000{next(self._numbers):04}"

    def faraway(self) -> str:
        """A city that people go to for work."""
        city: str = self.chance.choice(self._words["away"])
        return city
