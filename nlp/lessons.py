"""Lessons: what a county's decided tickets teach, and which features that are new may get a row for it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from nlp.features import pairs
from nlp.judgement import Reading
from nlp.look import PAIRS, Look, block_of, look_at, values_of
from nlp.packs.phrases import PhraseFinder
from nlp.rulefiles import SharedRules
from nlp.scoring import Said, said

_TEXTS = 3  # in how many different texts a new feature must stand

Values = list[tuple[str, float]]
"""Features of a text and how much each counts."""


class Lesson(NamedTuple):
    """A text as it is judged, and what is true of it."""

    reading: Reading
    reports: bool
    category: str | None = None
    """None: none is known."""


class Bounds(NamedTuple):
    """What texts are judged by besides the table."""

    kinds: Mapping[str, str]
    """The kind of each category."""
    silence: float
    """What the rules' words must outweigh."""
    ask: float
    """The score from which an owner is asked."""
    register_from: float
    """The score from which a ticket is made unasked."""


def bounds_of(shared: SharedRules, kinds: Mapping[str, str]) -> Bounds:
    """Return the bounds of a pack."""
    return Bounds(kinds, shared.silence, shared.ask, shared.register_from)


class Seen(NamedTuple):
    """A lesson taken apart: its features that have a row, and what does not change while one learns."""

    lesson: Lesson
    look: Look
    said: Said
    values: Values
    glances: Values


def seen(lesson: Lesson, known: Set[str], bounds: Bounds) -> Seen:
    """Take a lesson apart; `known`: the features that have a row."""
    look = look_at(*lesson.reading)
    values = [(name, value) for name, value in values_of(look).items() if name in known]
    glances = [(name, value) for name, value in values if block_of(name) == PAIRS]
    return Seen(lesson, look, said(lesson.reading.reasons, bounds.kinds, bounds.silence), values, glances)


def new_features(lessons: Sequence[Lesson], finder: PhraseFinder, known: Set[str]) -> list[str]:
    """Return the features that are to get a row: those of words that the county says again and again.

    Only words that may be shown give one, and their pairs: no name, no number, no place.
    """
    texts = {lesson.reading.text: lesson.reading for lesson in lessons}
    counts = Counter(name for one in texts.values() for name in _shown(one, finder) - known)
    return sorted(name for name, number in counts.items() if number >= _TEXTS)


def _shown(reading: Reading, finder: PhraseFinder) -> set[str]:
    """Return the features of a text that may stand in a table."""
    phrases = set(finder.find(reading.text))
    found = {f"W:{word}" for word in reading.words if word in phrases}
    return found | {piece for phrase in phrases for piece in _parts(phrase, finder)}


def _parts(phrase: str, finder: PhraseFinder) -> Iterator[str]:
    for piece in pairs(phrase):
        if piece in phrase and not finder.names_someone(piece):
            yield piece
