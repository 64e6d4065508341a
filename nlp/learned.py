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
from struct import Struct
from typing import NamedTuple

from nlp.features import WORD, pairs
from nlp.look import BLOCKS, FEW_PAIRS, FINDINGS, PAIRS, WORDS, Look, block_of, count_for

ZERO = 128  # a byte of the table is its weight and this
DANGER, GLANCE, ALARM = "danger", "glance", "alarm"
_LANE = 2  # bytes
_BITS, _BYTE = 8 * _LANE, 0xFF
_LOW = (1 << _BITS) - 1
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


class Met(NamedTuple):
    """The rows of what is seen of a text, block by block in its order; None for what has none."""

    pairs: Sequence[int | None]
    words: Sequence[int | None]
    findings: Sequence[int | None]


class Opinion(NamedTuple):
    """What was learned says of a text: a margin a side, above zero where it speaks for it."""

    styles: Mapping[str, float]
    categories: Mapping[str, float]
    danger: float

    @property
    def style(self) -> str:
        """The style in which the text sounds more like a report."""
        return max(self.styles, key=self.styles.__getitem__)


class Learned:
    """A table ready to judge; holds no state between texts and may be shared by threads."""

    def __init__(self, head: Head, names: Sequence[str], weights: bytes) -> None:
        """`weights`: a row of bytes for each name, one after another."""
        self.head = head
        self._names, self._weights = tuple(names), weights
        size = len(head.sides) * _LANE
        self._lanes = Struct(f"<{len(head.sides)}H")
        self._nothing = (0,) * len(head.sides)
        self._low = (1 << _BITS * len(head.styles)) - 1
        self._lane = {side: _BITS * at for at, side in enumerate(head.sides)}
        spread = bytearray(_LANE * len(weights))
        spread[::_LANE] = weights
        starts = range(0, len(spread), size)
        whole = int.from_bytes
        rows = (whole(spread[at : at + size], "little") for at in starts)
        blocks = {block: dict[str, int]() for block in BLOCKS}
        for name, row in zip(names, rows, strict=True):
            block = PAIRS if len(name) == 2 else block_of(name)
            blocks[block][name.removeprefix(WORD) if block == WORDS else name] = row
        self._pairs, self._words, self._findings = blocks.values()
        shift = _BITS * (len(head.sides) - 2)
        self._glances = _shared((name, row >> shift) for name, row in self._pairs.items())
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

    def glance(self, found: Collection[str]) -> Glance:
        """Tell of the pairs of a text whether it could report anything, or could be a danger to life."""
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

    def meet(self, look: Look) -> Met:
        """Look up what is seen of a text."""
        return Met(
            [*map(self._pairs.get, look.pairs)],
            [*map(self._words.get, look.words)],
            [*map(self._findings.get, look.findings)],
        )

    def weigh(self, look: Look) -> Opinion:
        """Return the margins of every side."""
        return self.opinion(self.meet(look))

    def opinion(self, met: Met) -> Opinion:
        """Return the margins of every side, of what was looked up already."""
        head = self.head
        of_pairs, by_pair, a = self._added(PAIRS, met.pairs)
        of_words, by_word, b = self._added(WORDS, met.words)
        of_findings, by_finding, c = self._added(FINDINGS, met.findings)
        less = a + b + c
        lanes = zip(head.bias, of_pairs, of_words, of_findings)  # noqa: B905 - of one length by their making
        sums = [bias + by_pair * p + by_word * w + by_finding * f - less for bias, p, w, f in lanes]
        first = len(head.styles)
        return Opinion(dict(zip(head.styles, sums)), dict(zip(head.codes, sums[first:])), sums[-3])  # noqa: B905

    def _added(self, block: str, rows: Sequence[int | None]) -> tuple[Sequence[int], float, float]:
        """Return the sums of the rows of a block, what they are to be multiplied by, and their zero."""
        met = [row for row in rows if row is not None]
        if not met:
            return self._nothing, 0.0, 0.0
        scale = self.head.units[block] * count_for(block, len(rows))
        lanes = self._lanes.unpack(sum(met).to_bytes(self._lanes.size, "little"))
        return lanes, scale, scale * ZERO * len(met)

    def shares(self, look: Look, met: Met, cut: Sequence[str], sides: Sequence[str]) -> dict[str, float]:
        """Return what each word of a text adds to the named sides together, by the word.

        What a pair adds, its two characters share, where it first stands.
        """
        marks = self._marks(look.pairs, self._of(met.pairs, sides), cut)
        scale = self.head.units[WORDS] * count_for(WORDS, len(met.words))
        found = {
            word: scale * adds for word, adds in zip(look.words, self._of(met.words, sides), strict=True)
        }
        at, last = 1, len(marks)  # behind the mark of the beginning
        for word in cut:
            if at >= last:
                break
            end = at + len(word)
            if word in found:
                found[word] += marks[at] if end == at + 1 else sum(marks[at:end])
            at = end
        return found

    def _marks(self, found: Collection[str], weights: Sequence[int], cut: Sequence[str]) -> list[float]:
        """Return what the pairs add to the named sides together, by the character of the marked text."""
        half = self.head.units[PAIRS] * count_for(PAIRS, len(found)) / 2
        text = "".join(cut)
        if len(found) <= len(text):  # one more neighbour than characters: some pair stands there twice
            first = dict(zip(found, weights, strict=True))
            weights = [first.pop(pair, 0) for pair in pairs(text)]
        adds = [half * weight for weight in weights]
        return list(map(add, [0.0, *adds], [*adds, 0.0]))

    def _of(self, rows: Sequence[int | None], sides: Sequence[str]) -> list[int]:
        """Return the weights of features toward the sides together, in units; 0 where there is no row.

        Of two sides the first is a style: the lowest lanes are cut off before they are moved.
        """
        one, *other = [self._lane[side] for side in sides]
        if not other:
            return [0 if row is None else (row >> one & _BYTE) - ZERO for row in rows]
        two, zero, low = other[0], 2 * ZERO, self._low
        return [
            0 if row is None else ((row & low) >> one & _BYTE) + (row >> two & _BYTE) - zero for row in rows
        ]


def _shared(glances: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the glances that tell anything, equal ones as one object: there are few, and many pairs."""
    nothing, known = next(_NOTHING), dict[int, int]()
    return {name: known.setdefault(both, both) for name, both in glances if both != nothing}
