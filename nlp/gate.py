"""A glance before the reading: could anything at all come of a text? Most messages go no further."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from nlp.matcher import Found
from nlp.reason import Cue
from nlp.together import CombinationFinder


class Glance(NamedTuple):
    """What a text may hold; a glance may see too much, but never too little."""

    danger: bool
    report: bool


class Worth(NamedTuple):
    """What single words are worth: which may tell a danger, the reasons of each, and what is too little."""

    alarms: frozenset[str]
    cues: Mapping[str, Sequence[Cue]]
    too_little: float


class _Meaning(NamedTuple):
    """What one term may mean."""

    alarms: bool
    tells: bool
    ceiling: float  # all that its own reasons could add to a report
    groups: int  # a bit for each group of a combination that it stands in
    dangers: tuple[int, ...]  # the groups that the dangers which it opens need
    matters: tuple[tuple[int, float], ...]  # the same of other combinations, with their weight


NOTHING = Glance(danger=False, report=False)
ALL = Glance(danger=True, report=True)
_QUIET = "none"
_NO_CATEGORY = frozenset({"report", "dispute", "service", _QUIET})
_Finders = tuple[CombinationFinder, CombinationFinder]  # of dangers, of matters


class Gate:
    """Knows what each term may mean, and builds nothing."""

    def __init__(self, terms: Iterable[str], worth: Worth, finders: _Finders) -> None:
        self._meanings = [_meaning(term, worth, finders) for term in terms]
        self._too_little = worth.too_little

    def glance(self, found: Found) -> Glance:
        """Tell whether these words could be an emergency, and whether they could report anything."""
        meanings = self._meanings
        met = [meanings[number] for number, _, _ in found]
        present, ceiling, danger, report = 0, 0.0, False, False
        for alarms, tells, top, groups, _, _ in met:
            present |= groups
            ceiling += top
            danger = danger or alarms
            report = report or tells
        missing = ~present
        for _, _, _, _, dangers, matters in met:
            for need in dangers:
                if not need & missing:
                    danger = True
            for need, weight in matters:
                if not need & missing:
                    report = True
                    ceiling += weight
        if report and ceiling < self._too_little:
            report = False
        return Glance(danger, report) if danger or report else NOTHING


def _meaning(term: str, worth: Worth, finders: _Finders) -> _Meaning:
    dangers, matters = finders
    cues = worth.cues.get(term, ())
    return _Meaning(
        alarms=term in worth.alarms,
        tells=any(cue.weight > 0 and cue.toward not in _NO_CATEGORY for cue in cues),
        ceiling=sum(max(0.0, -cue.weight if cue.toward == _QUIET else cue.weight) for cue in cues),
        groups=dangers.groups_of(term) | matters.groups_of(term) << dangers.width,
        dangers=tuple(need for need, _ in dangers.needs_opened_by(term)),
        matters=tuple((need << dangers.width, weight) for need, weight in matters.needs_opened_by(term)),
    )
