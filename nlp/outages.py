"""Outages 同类大面积: what befalls many houses at once (停水, 路断), told from a text of a category."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.catalogue import Catalogue
from nlp.normalise import normalise

FILE = Path(__file__).parent / "outages.toml"


@dataclass(frozen=True, slots=True)
class Outage:
    """One such matter: its name in the users' words, where it is filed, and the words that tell it."""

    name: str
    categories: frozenset[str]
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()

    def is_told(self, text: str) -> bool:
        """Whether a normalised text tells it."""
        return any(word in text for word in self.words)


@cache
def built_in() -> tuple[Outage, ...]:
    """Those of the built-in file."""
    with FILE.open("rb") as file:
        found = tomllib.load(file)["matters"]
    return tuple(
        Outage(
            name,
            frozenset(one["categories"]),
            tuple(map(normalise, one["words"])),
            tuple(one["examples"]),
            tuple(one["counter_examples"]),
        )
        for name, one in found.items()
    )


def outage_of(catalogue: Catalogue, category: str, text: str) -> str | None:
    """The name of the outage that a text of a category tells; None if it is a house's own matter.

    What the rule files name as shared, a county's own too, comes first; then the built-in file.
    """
    plain = normalise(text)
    for name, words in catalogue.named(category).shared.items():
        if any(word in plain for word in words):
            return name
    return next((one.name for one in built_in() if category in one.categories and one.is_told(plain)), None)


def categories_of(catalogue: Catalogue, name: str) -> frozenset[str]:
    """The categories under which an outage is reported."""
    shared = {one.code for one in catalogue if name in one.shared}
    return frozenset(shared) | _filed(built_in(), name)


def _filed(outages: Iterable[Outage], name: str) -> frozenset[str]:
    return frozenset(code for one in outages if one.name == name for code in one.categories)
