"""The learned layer: a table of weights for pieces, words and findings of the rules; one sum judges a text.

A row of the table holds one signed byte for each side. Rows are kept as whole numbers with a lane of 32 bits
a side, so that adding the rows of a text adds all its sides at once, without a heavy library.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, repeat
from math import sqrt
from typing import NamedTuple

from nlp.features import findings, pairs, pieces, words
from nlp.reason import Reason

ZERO = 128  # a byte of the table is its weight and this
DANGER, GLANCE = "danger", "glance"
BLOCKS = ("pieces", "words", "findings")
_LANE = 4  # bytes
_ENDS = 4  # the length of a piece, and one more
_FINDING = 1.5  # how much a finding of the rules counts
FEW_PIECES = 20  # up to so many pieces each counts in full
_LESS = {False: 0.0, True: 0.5}  # how much less of a glance is enough where the rules know a word


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the beginning of a table."""

    styles: tuple[str, ...]
    """In how many ways people report: the petition's and the village's; a text is heard in the better one."""
    codes: tuple[str, ...]
    """The categories that were learned."""
    units: Mapping[str, float]
    """What a weight of one is worth, in each block."""
    bias: tuple[float, ...]
    """What each side begins with."""
    silence: float
    """The margin at which the bot begins to speak."""
    slope: float
    """How fast the score rises with the margin."""
    glance_from: float
    """The first glance below which no report is expected."""
    note: str = ""

    @property
    def sides(self) -> tuple[str, ...]:
        """The columns of the table in their order."""
        return (*self.styles, *self.codes, DANGER, GLANCE)


class Look(NamedTuple):
    """What is seen of a text: the three blocks of its features."""

    pieces: Mapping[str, int]
    words: Mapping[str, str]
    findings: Mapping[str, list[Reason]]


class Opinion(NamedTuple):
    """What was learned says of a text: a margin a side, above zero where it speaks for it."""

    styles: Mapping[str, float]
    categories: Mapping[str, float]
    danger: float

    @property
    def style(self) -> str:
        """The style in which the text sounds more like a report."""
        return max(self.styles, key=self.styles.__getitem__)


def look_at(text: str, cut: Sequence[str], reasons: Iterable[Reason]) -> Look:
    """Return what is seen of a text, in one spelling and small letters, of its words and its findings."""
    return Look(pieces(text), words(cut), findings(reasons))


class Learned:
    """A table ready to judge; holds no state between texts and may be shared by threads."""

    def __init__(self, head: Head, names: Sequence[str], weights: bytes) -> None:
        """`weights`: a row of bytes for each name, one after another."""
        self.head = head
        self._width = width = len(head.sides)
        self._place = {name: at for at, name in enumerate(names)}
        self._weights = weights
        self._size = size = width * _LANE
        self._nothing = (0,) * width
        spread = bytearray(_LANE * len(weights))
        spread[::_LANE] = weights
        whole = int.from_bytes
        self._rows = [whole(spread[at : at + size], "little") for at in range(0, len(spread), size)]
        glances = zip(names, weights[width - 1 :: width], strict=True)
        self._glances = {name: weight - ZERO for name, weight in glances if weight != ZERO}
        unit = head.units["pieces"] * count_for("pieces", 0)
        self._least = {sure: (head.glance_from - less - head.bias[-1]) / unit for sure, less in _LESS.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """The features that have a row, in the order of the rows."""
        return tuple(self._place)

    @property
    def weights(self) -> bytes:
        """The rows of bytes, one after another."""
        return self._weights

    def glance(self, text: str, named: bool) -> bool:
        """Tell quickly whether a text could report anything; sees too much rather than too little.

        `named`: whether the rules know a word of it; then it takes less.
        """
        found = pairs(text)
        size = len(found)
        total = sum(map(self._glances.get, found, repeat(0)))
        least = self._least[named]
        return total > (least if size <= FEW_PIECES else least * sqrt(size / FEW_PIECES))

    def glance_of(self, text: str) -> float:
        """Return the margin of the first glance; where no rule knows a word it must pass `glance_from`."""
        found = pairs(text)
        total = sum(map(self._glances.get, found, repeat(0)))
        return self.head.bias[-1] + self.head.units["pieces"] * count_for("pieces", len(found)) * total

    def weigh(self, look: Look) -> Opinion:
        """Return the margins of every side."""
        head = self.head
        (of_pieces, by_piece, a), (of_words, by_word, b), (of_findings, by_finding, c) = [
            self._added(block, names) for block, names in zip(BLOCKS, look, strict=True)
        ]
        less = a + b + c
        lanes = zip(head.bias, of_pieces, of_words, of_findings, strict=True)
        sums = [bias + by_piece * p + by_word * w + by_finding * f - less for bias, p, w, f in lanes]
        first = len(head.styles)
        return Opinion(
            dict(zip(head.styles, sums, strict=False)),
            dict(zip(head.codes, sums[first:], strict=False)),
            sums[-2],
        )

    def _added(self, block: str, names: Collection[str]) -> tuple[Sequence[int], float, float]:
        """Return the sums of the rows of a block, what they are to be multiplied by, and their zero."""
        rows = self._rows
        met = [rows[at] for at in map(self._place.get, names) if at is not None]
        if not met:
            return self._nothing, 0.0, 0.0
        scale = self.head.units[block] * count_for(block, len(names))
        return memoryview(sum(met).to_bytes(self._size, "little")).cast("I"), scale, scale * ZERO * len(met)

    def shares(self, look: Look, cut: Sequence[str], sides: Sequence[str]) -> dict[str, float]:
        """Return what each word of a text adds to the named sides together, by the word.

        What a piece adds is spread over its characters, where it first stands.
        """
        marks = self._marks(look.pieces, sides)
        found = dict.fromkeys(look.words.values(), 0.0)
        scale = self.head.units["words"] * count_for("words", len(look.words))
        for name, adds in self._of(look.words, sides):
            found[look.words[name]] = scale * adds
        at = 1  # behind the mark of the beginning
        for word in cut:
            end = at + len(word)
            if word in found:
                found[word] += sum(marks[at:end])
            at = end
        return found

    def _marks(self, found: Mapping[str, int], sides: Sequence[str]) -> list[float]:
        """Return what the pieces add to the named sides together, by the character of the marked text."""
        scale = self.head.units["pieces"] * count_for("pieces", len(found))
        by_length = (0.0, scale, scale / 2, scale / 3)
        rises = [0.0] * (max(found.values(), default=0) + _ENDS)
        for name, adds in self._of(found, sides):
            start, size = found[name], len(name)
            share = by_length[size] * adds
            rises[start] += share
            rises[start + size] -= share
        return list(accumulate(rises))

    def _of(self, names: Iterable[str], sides: Sequence[str]) -> list[tuple[str, int]]:
        """Return the weights of the features that are known, toward the sides together, in units."""
        all_sides, weights, width = self.head.sides, self._weights, self._width
        known = [
            (name, at * width)
            for name, at in zip(names, map(self._place.get, names), strict=True)
            if at is not None
        ]
        one, *other = [all_sides.index(side) for side in sides]
        if not other:
            return [(name, weights[row + one] - ZERO) for name, row in known]
        two, zero = other[0], 2 * ZERO
        return [(name, weights[row + one] + weights[row + two] - zero) for name, row in known]


def count_for(block: str, number: int) -> float:
    """Return how much each of so many features counts: longer texts have more of them, not more to say."""
    if block == "pieces":
        return 4.0 / sqrt(max(number, FEW_PIECES))
    return 2.5 / sqrt(max(number, 5)) if block == "words" else _FINDING
