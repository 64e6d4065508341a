"""The learned layer: a table of weights for pairs, words and findings of the rules; one sum judges a text.

A row of the table holds one byte for each side. Rows are kept as whole numbers with a lane of 16 bits a side,
so that adding the rows of a text, of which there are at most 256, adds all its sides at once, without a heavy
library.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import sqrt
from operator import add
from typing import NamedTuple

from nlp.features import findings, pairs, words
from nlp.reason import Reason

ZERO = 128  # a byte of the table is its weight and this
DANGER, GLANCE, ALARM = "danger", "glance", "alarm"
PAIRS, WORDS, FINDINGS = BLOCKS = ("pairs", "words", "findings")
_LANE = 2  # bytes
_BITS, _BYTE = 8 * _LANE, 0xFF
_LOW = (1 << _BITS) - 1
_FINDING = 1.5  # how much a finding of the rules counts
FEW_PAIRS = 20  # up to so many pairs each counts in full
_NOTHING = repeat(ZERO | ZERO << _BITS)  # what a pair that is not known adds to both first glances


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
    alarm_from: float
    """The first glance below which no danger to life is expected."""
    note: str = ""

    @property
    def sides(self) -> tuple[str, ...]:
        """The columns of the table in their order."""
        return (*self.styles, *self.codes, DANGER, GLANCE, ALARM)


class Glance(NamedTuple):
    """What a text may hold, at a first glance: it sees too much rather than too little."""

    report: bool
    danger: bool


ALL, NONE = Glance(report=True, danger=True), Glance(report=False, danger=False)


class Look(NamedTuple):
    """What is seen of a text: the three blocks of its features."""

    pairs: Mapping[str, None]
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
    return Look(dict.fromkeys(pairs(text)), words(cut), findings(reasons))


class Learned:
    """A table ready to judge; holds no state between texts and may be shared by threads."""

    def __init__(self, head: Head, names: Sequence[str], weights: bytes) -> None:
        """`weights`: a row of bytes for each name, one after another."""
        self.head = head
        self._names, self._weights = tuple(names), weights
        self._size = size = len(head.sides) * _LANE
        self._nothing = (0,) * len(head.sides)
        spread = bytearray(_LANE * len(weights))
        spread[::_LANE] = weights
        starts = range(0, len(spread), size)
        whole = int.from_bytes
        self._rows = {
            name: whole(spread[at : at + size], "little") for name, at in zip(names, starts, strict=True)
        }
        self._glances = _shared(
            (name, row >> _BITS * (len(head.sides) - 2)) for name, row in self._rows.items()
        )
        unit = head.units[PAIRS] * count_for(PAIRS, 0)
        self._least_glance = (head.glance_from - head.bias[-2]) / unit
        self._least_alarm = (head.alarm_from - head.bias[-1]) / unit

    @property
    def names(self) -> tuple[str, ...]:
        """The features that have a row, in the order of the rows."""
        return self._names

    @property
    def weights(self) -> bytes:
        """The rows of bytes, one after another."""
        return self._weights

    def glance(self, text: str) -> Glance:
        """Tell quickly whether a text could report anything, and whether it could be a danger to life."""
        found = set(pairs(text))
        size = len(found)
        total = sum(map(self._glances.get, found, _NOTHING))
        zero, more = ZERO * size, 1.0 if size <= FEW_PAIRS else sqrt(size / FEW_PAIRS)
        report = (total & _LOW) - zero > self._least_glance * more
        danger = (total >> _BITS) - zero > self._least_alarm * more
        return Glance(report, danger) if report or danger else NONE

    def glance_of(self, text: str) -> float:
        """Return the margin of the first glance at a report, which must pass `glance_from`."""
        found = set(pairs(text))
        total = (sum(map(self._glances.get, found, _NOTHING)) & _LOW) - ZERO * len(found)
        return self.head.bias[-2] + self.head.units[PAIRS] * count_for(PAIRS, len(found)) * total

    def weigh(self, look: Look) -> Opinion:
        """Return the margins of every side."""
        head = self.head
        (of_pairs, by_pair, a), (of_words, by_word, b), (of_findings, by_finding, c) = [
            self._added(block, names) for block, names in zip(BLOCKS, look, strict=True)
        ]
        less = a + b + c
        lanes = zip(head.bias, of_pairs, of_words, of_findings, strict=True)
        sums = [bias + by_pair * p + by_word * w + by_finding * f - less for bias, p, w, f in lanes]
        first = len(head.styles)
        return Opinion(
            dict(zip(head.styles, sums, strict=False)),
            dict(zip(head.codes, sums[first:], strict=False)),
            sums[-3],
        )

    def _added(self, block: str, names: Collection[str]) -> tuple[Sequence[int], float, float]:
        """Return the sums of the rows of a block, what they are to be multiplied by, and their zero."""
        met = [row for row in map(self._rows.get, names) if row is not None]
        if not met:
            return self._nothing, 0.0, 0.0
        scale = self.head.units[block] * count_for(block, len(names))
        return memoryview(sum(met).to_bytes(self._size, "little")).cast("H"), scale, scale * ZERO * len(met)

    def shares(self, look: Look, cut: Sequence[str], sides: Sequence[str]) -> dict[str, float]:
        """Return what each word of a text adds to the named sides together, by the word.

        What a pair adds, its two characters share, where it first stands.
        """
        marks = self._marks(look.pairs, "".join(cut), sides)
        found = dict.fromkeys(look.words.values(), 0.0)
        scale = self.head.units[WORDS] * count_for(WORDS, len(look.words))
        for name, adds in self._of(look.words, sides):
            found[look.words[name]] = scale * adds
        at = 1  # behind the mark of the beginning
        for word in cut:
            end = at + len(word)
            if word in found:
                found[word] += sum(marks[at:end])
            at = end
        return found

    def _marks(self, found: Collection[str], text: str, sides: Sequence[str]) -> list[float]:
        """Return what the pairs add to the named sides together, by the character of the marked text."""
        half = self.head.units[PAIRS] * count_for(PAIRS, len(found)) / 2
        known = dict(self._of(found, sides))
        adds = [half * known.pop(pair, 0) for pair in pairs(text)]
        return list(map(add, [0.0, *adds], [*adds, 0.0]))

    def _of(self, names: Collection[str], sides: Sequence[str]) -> list[tuple[str, int]]:
        """Return the weights of the features that are known, toward the sides together, in units."""
        known = [
            (name, row)
            for name, row in zip(names, map(self._rows.get, names), strict=True)
            if row is not None
        ]
        one, *other = [_BITS * self.head.sides.index(side) for side in sides]
        if not other:
            return [(name, (row >> one & _BYTE) - ZERO) for name, row in known]
        two, zero = other[0], 2 * ZERO
        return [(name, (row >> one & _BYTE) + (row >> two & _BYTE) - zero) for name, row in known]


def _shared(glances: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the glances that tell anything, equal ones as one object: there are few, and many pairs."""
    nothing, known = next(_NOTHING), dict[int, int]()
    return {name: known.setdefault(both, both) for name, both in glances if both != nothing}


def values_of(look: Look) -> dict[str, float]:
    """Return the features of a text and how much each counts."""
    found: dict[str, float] = {}
    for block, names in zip(BLOCKS, look, strict=True):
        value = count_for(block, len(names))
        found.update(dict.fromkeys(names, value))
    return found


def block_of(name: str) -> str:
    """Return the block that a feature belongs to."""
    return {"W:": WORDS, "R:": FINDINGS}.get(name[:2], PAIRS)


def count_for(block: str, number: int) -> float:
    """Return how much each of so many features counts: longer texts have more of them, not more to say."""
    if block == PAIRS:
        return 5.0 / sqrt(max(number, FEW_PAIRS))
    return 2.5 / sqrt(max(number, 5)) if block == WORDS else _FINDING
