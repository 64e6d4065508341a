"""A reason: the words of a text that speak, and what for."""

from typing import NamedTuple


class Cue(NamedTuple):
    """What a word speaks for: a category's code, "report", a kind, or "none"."""

    toward: str
    weight: float
    rule: str
    own: bool = False
    """Whether a county's own pack says so."""


class Reason(NamedTuple):
    """A cue and the words that gave it."""

    term: str
    cue: Cue
