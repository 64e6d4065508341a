"""A glance before the reading: could anything at all come of a text? Most messages go no further."""

from collections.abc import Iterable
from typing import NamedTuple

from nlp.together import CombinationFinder


class Glance(NamedTuple):
    """What a text may hold; a glance may see too much, but never too little."""

    danger: bool
    report: bool


NOTHING = Glance(danger=False, report=False)
_Finders = tuple[CombinationFinder, CombinationFinder]  # of dangers, of matters


class _Bucket(NamedTuple):
    """What the terms of one beginning could mean, taken together."""

    alarms: tuple[str, ...]
    reports: tuple[str, ...]
    groups: int
    dangers: tuple[int, ...]
    matters: tuple[int, ...]


class Gate:
    """Looks up each pair of characters once and builds nothing."""

    def __init__(self, alarms: Iterable[str], reports: Iterable[str], finders: _Finders) -> None:
        alone, telling = frozenset(alarms), frozenset(reports)
        heads: dict[str, set[str]] = {}
        for term in {*alone, *telling, *finders[0].terms(), *finders[1].terms()}:
            heads.setdefault(term[:2], set()).add(term)
        self._buckets = {
            head: _bucket(terms | heads.get(head[0], set()), alone, telling, finders)
            for head, terms in heads.items()
        }

    def glance(self, text: str) -> Glance:
        """Tell whether the text could be an emergency, and whether it could report anything."""
        buckets = self._buckets
        seen = [
            (start, bucket)
            for start, char in enumerate(text)
            if (bucket := buckets.get(text[start : start + 2]) or buckets.get(char))
        ]
        if not seen:
            return NOTHING
        present = 0
        for _, bucket in seen:
            present |= bucket.groups
        missing = ~present
        danger = report = False
        for start, bucket in seen:
            danger = danger or _holds(text, start, bucket.alarms) or _complete(bucket.dangers, missing)
            report = report or _holds(text, start, bucket.reports) or _complete(bucket.matters, missing)
        return Glance(danger, report)


def _holds(text: str, start: int, terms: tuple[str, ...]) -> bool:
    return bool(terms) and any(text.startswith(term, start) for term in terms)


def _complete(needed: tuple[int, ...], missing: int) -> bool:
    return bool(needed) and any(not need & missing for need in needed)


def _bucket(terms: set[str], alarms: frozenset[str], reports: frozenset[str], finders: _Finders) -> _Bucket:
    dangers, matters = finders
    groups = 0
    for term in terms:
        groups |= dangers.groups_of(term) | matters.groups_of(term) << dangers.width
    return _Bucket(
        alarms=tuple(sorted(terms & alarms)),
        reports=tuple(sorted(terms & reports)),
        groups=groups,
        dangers=tuple({need for term in terms for need in dangers.needs_opened_by(term)}),
        matters=tuple({need << dangers.width for term in terms for need in matters.needs_opened_by(term)}),
    )
