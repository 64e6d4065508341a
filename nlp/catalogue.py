"""The categories as the users know them: codes stay, labels and aliases come from the rule files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from nlp.normalise import normalise

_GONE = "service"  # the kind of a category that is gone: its tickets can be closed without another's yes


@dataclass(frozen=True, slots=True)
class Category:
    """One category: its code is for life, its aliases are what people type in `改 17 邻里`."""

    code: str
    label: str
    kind: str
    aliases: tuple[str, ...] = ()
    needs_place: bool = False
    """Whether nobody can act on such a matter who does not know where it is."""
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """What is one matter for everybody whom it befalls (停水), and the words that tell it."""


class Catalogue:
    """All categories, found by code, label or alias."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self._by_code = {category.code: category for category in categories}
        self._by_word: dict[str, Category] = {}
        for names in (_codes_and_labels, _aliases):  # nobody's alias hides another's name
            for category in self._by_code.values():
                for word in names(category):
                    self._by_word.setdefault(_key(word), category)

    def __iter__(self) -> Iterator[Category]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> Category:
        """Return the category of a code; an unknown code is a KeyError."""
        return self._by_code[code]

    def named(self, code: str) -> Category:
        """Return the category of a code; one that no rule names any more is called by its code."""
        return self._by_code.get(code) or Category(code, code, _GONE)

    def find(self, word: str) -> Category | None:
        """Return the category somebody means by a code, a label or an alias, else None."""
        return self._by_word.get(_key(word))


def _codes_and_labels(category: Category) -> tuple[str, ...]:
    return category.code, category.label


def _aliases(category: Category) -> tuple[str, ...]:
    return category.aliases


def _key(word: str) -> str:
    return normalise(word).replace(" ", "").casefold()
