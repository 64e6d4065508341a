"""What must stand in a text before a pattern can be found in it: one reading tells which are worth trying."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from re import _constants as ops  # type: ignore[attr-defined] # no published way to take a pattern apart
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from nlp.matcher import TermMatcher

_MOST = 400  # so many strings are written out of a part of a pattern, at most
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)

Strings = frozenset[str]
_NOTHING: Strings = frozenset([""])


class Telltales:
    """Knows for several sorts of patterns which could stand in a text: rather too many than too few."""

    def __init__(self, sorts: Iterable[Iterable[re.Pattern[str]]]) -> None:
        """The first sort has the lowest bit."""
        self._always, bits = 0, dict[str, int]()
        for number, patterns in enumerate(sorts):
            for strings in map(telltales, patterns):
                self._always |= 0 if strings else 1 << number
                for string in strings:
                    bits[string] = bits.get(string, 0) | 1 << number
        self._matcher = TermMatcher(bits)
        self._bits = [bits[term] for term in self._matcher.terms]

    def may_stand(self, text: str) -> int:
        """Return the sorts that are worth trying on a text, a bit for each."""
        found, bits = self._always, self._bits
        for number, _, _ in self._matcher.scan(text):
            found |= bits[number]
        return found


@cache
def telltales(pattern: re.Pattern[str]) -> Strings:
    """Return strings of which at least one stands in every text that a pattern is found in; none: unknown."""
    if pattern.flags & re.IGNORECASE:
        return frozenset()
    return _shortest(_needed(parser.parse(pattern.pattern, pattern.flags)))


def _needed(parts: Iterable[tuple[Any, Any]]) -> Strings:
    """Return the rarest strings that a sequence needs: those of a stretch that is told, or of one part."""
    candidates: list[Strings] = []
    told = _NOTHING
    for part in parts:
        strings = _told(part)
        longer = _joined(told, strings) if strings else None
        if longer is None:
            ends = strings or _ends(part)
            candidates += [told, strings or _needed_of(part)]
            told = ends or _NOTHING
        else:
            told = longer
    usable = [one for one in (*candidates, told) if one and "" not in one]
    return min(usable, key=_commonness, default=frozenset())


def _needed_of(part: tuple[Any, Any]) -> Strings:
    """Return what a part needs whose strings are too many to be told."""
    kind, value = part
    if kind is ops.SUBPATTERN:
        return frozenset() if value[1] & re.IGNORECASE else _needed(value[3])
    if kind is ops.ASSERT:
        return _needed(value[1])
    if kind in _REPEATS and value[0] > 0:
        return _needed(value[2])
    if kind is ops.BRANCH:
        branches = [_needed(branch) for branch in value[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()


def _ends(part: tuple[Any, Any]) -> Strings | None:
    """Return strings of which one stands at the end of whatever a part can be."""
    kind, value = part
    if kind in _REPEATS and value[0] > 0:
        return _ends_of(value[2])
    if kind is ops.SUBPATTERN and not value[1] & re.IGNORECASE:
        return _ends_of(value[3])
    return _united(map(_ends_of, value[1])) if kind is ops.BRANCH else None


def _ends_of(parts: Sequence[tuple[Any, Any]]) -> Strings | None:
    return (_told(parts[-1]) or _ends(parts[-1])) if len(parts) else _NOTHING


def _told(part: tuple[Any, Any]) -> Strings | None:
    """Return every string that a part can be, if they are few; what has no width is nothing."""
    kind, value = part
    if kind is ops.LITERAL:
        return frozenset([chr(value)])
    if kind is ops.IN:
        return _one_of(value)
    if kind is ops.SUBPATTERN and not value[1] & re.IGNORECASE:
        return _sequence(value[3])
    if kind is ops.BRANCH:
        return _united(map(_sequence, value[1]))
    if kind in _REPEATS and value[:2] in ((0, 1), (1, 1)):
        once = _sequence(value[2])
        return once if once is None or value[0] else once | _NOTHING
    return None


def _sequence(parts: Iterable[tuple[Any, Any]]) -> Strings | None:
    found: Strings | None = _NOTHING
    for part in parts:
        strings = _told(part)
        found = None if found is None or strings is None else _joined(found, strings)
    return found


def _joined(first: Strings, second: Strings) -> Strings | None:
    if len(first) * len(second) > _MOST:
        return None
    return frozenset(map("".join, product(first, second)))


def _united(branches: Iterable[Strings | None]) -> Strings | None:
    found: Strings = frozenset()
    for one in branches:
        if one is None or len(found := found | one) > _MOST:
            return None
    return found


def _one_of(items: Sequence[tuple[Any, Any]]) -> Strings | None:
    chars: list[str] = []
    for kind, value in items:
        if kind is ops.LITERAL:
            chars.append(chr(value))
        elif kind is ops.RANGE and value[1] - value[0] < _MOST:
            chars += map(chr, range(value[0], value[1] + 1))
        else:
            return None
    return frozenset(chars)


def _shortest(strings: Strings) -> Strings:
    """Return the strings without those that hold another of them."""
    return frozenset(one for one in strings if strings.isdisjoint(_parts(one)))


def _parts(string: str) -> Iterator[str]:
    """Yield everything that a string holds beside itself."""
    ends = range(1, len(string) + 1)
    return (string[start:end] for end in ends for start in range(end) if end - start < len(string))


def _commonness(strings: Strings) -> float:
    """Estimate how often one of them is met: single characters are everywhere, commas above all."""
    return sum(9.0 ** (2 - len(one)) * (1 if one.isalnum() else 20) for one in strings)
