"""Quarrel 吵架: whether people in a group trade accusations, told from how a few turns sound; no sides.

A text is read alone and once (`read`). What is kept of it for the next minutes is how it sounds and by which
words of the list, not the text. Who is right, nobody asks here.
"""

import math
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, groupby, pairwise
from pathlib import Path

from nlp.normalise import normalise

FILE = Path(__file__).parent / "quarrels.toml"
TABLE = Path(__file__).parent / "quarrel.table"
NEAR = 14
"""So many characters after 你 a reproach may stand."""
FEWEST_TURNS = 3
SURE = 0.4
"""How sure what was learned of dialogues must be, beside a word of the list."""
LONGEST = 120
"""Longer words are a statement, not a turn of a quarrel."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one text sounds."""

    heat: int = 0
    """2: an insult to somebody's face; 1: any other, a reproach, a retort; 0: nothing of these."""
    terms: tuple[str, ...] = ()
    """The words of the list that made it hot."""
    faces: bool = False
    """Whether it speaks to somebody's face: 你, @."""
    cools: bool = False
    """Whether it laughs, makes up, or speaks of play and news: then nobody is quarrelling."""
    threat: bool = False
    """Whether it threatens life or a home, or tells of a weapon or of blows."""
    lean: float = 0.0
    """What was learned of dialogues: above 0 toward a quarrel."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody said, by a number for him; `to`: whom he named or quoted, if that is known."""

    speaker: int
    reading: Reading
    to: int | None = None
    danger: bool = False
    """Whether it tells a danger to life: that goes another way."""


@dataclass(frozen=True, slots=True)
class Quarrel:
    """Whether it is one, between which two, and by which words of which turns."""

    is_one: bool
    between: tuple[int, int] | None = None
    evidence: tuple[tuple[int, str], ...] = ()
    threat: bool = False
    """Whether one of the two threatened the other's life or home."""


NONE = Quarrel(False)


@dataclass(frozen=True, slots=True)
class _Words:
    insults: re.Pattern[str]
    reproaches: re.Pattern[str]
    shapes: re.Pattern[str]
    retorts: re.Pattern[str]
    cooling: re.Pattern[str]
    others: re.Pattern[str]
    threats: re.Pattern[str]
    you: tuple[str, ...]
    laughs: tuple[str, ...]
    """Laughing faces, as they are written."""


def speaks_to_a_face(text: str) -> bool:
    """Whether a text says 你 or the like: where nothing is hot yet, nothing else can begin a quarrel."""
    return any(one in text for one in _words().you)


def read(text: str) -> Reading:
    """How a text sounds, whoever said it."""
    if not text or len(text) > LONGEST:
        return Reading()
    words, plain = _words(), normalise(text)
    faces = any(one in plain for one in words.you)
    insults = words.insults.findall(plain)
    if insults and not faces and words.others.search(plain):
        insults = []  # of somebody who is not here
    found = [*insults, *words.retorts.findall(plain), *(words.reproaches.findall(plain) if faces else ())]
    found += [one[0] for one in words.shapes.finditer(plain)]
    found += words.threats.findall(plain)
    heat = (2 if insults and faces else 1) if found else 0
    cools = words.cooling.search(plain) is not None or any(one in text for one in words.laughs)
    threat = words.threats.search(plain) is not None
    return Reading(heat, tuple(dict.fromkeys(found)), faces, cools, threat, _lean(plain))


def judge(turns: Sequence[Turn]) -> Quarrel:
    """Whether two of those who spoke trade accusations; `turns` lie within two minutes, oldest first."""
    if any(one.danger for one in turns):
        return NONE
    speakers = dict.fromkeys(one.speaker for one in turns if one.reading.faces)
    for pair in combinations(speakers, 2):
        own = [(n, one) for n, one in enumerate(turns) if one.speaker in pair and one.to in (None, *pair)]
        if _trade([one for _, one in own]):
            evidence = tuple((n, term) for n, one in own for term in one.reading.terms)
            return Quarrel(True, pair, evidence, any(one.reading.threat for _, one in own))
    return NONE


def grams(plain: str) -> set[str]:
    """The characters of a normalised text, and each two that stand beside each other."""
    return {*plain, *(first + second for first, second in pairwise(plain))}


def _trade(own: Sequence[Turn]) -> bool:
    """Whether the turns of two are accusations at each other: in turn, none of them at peace.

    A word of the list must stand in them, and what was learned must agree: neither speaks alone.
    """
    readings = [one.reading for one in own]
    changes = len([key for key, _ in groupby(one.speaker for one in own)])
    hot = any(one.heat for one in readings)
    if changes < FEWEST_TURNS or not hot or any(one.cools for one in readings):
        return False
    lean = sum(one.lean for one in readings) / len(readings)
    return 1 / (1 + math.exp(-lean)) >= SURE


def _lean(plain: str) -> float:
    weights = _table()
    return weights.get("", 0.0) + sum(weights.get(gram, 0.0) for gram in grams(plain))


@cache
def _table() -> dict[str, float]:
    """The weight of each gram; that of nothing is where all begin."""
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    return {gram: float(weight) for gram, _, weight in (line.partition("\t") for line in lines)}


@cache
def _words() -> _Words:
    with FILE.open("rb") as file:
        found = tomllib.load(file)
    you = tuple(found["you"])
    face = "|".join(map(re.escape, you))
    return _Words(
        insults=re.compile(_any(found["insults"])),
        reproaches=re.compile(rf"(?:{face})(?:[^。！!？?；;]{{0,{NEAR}}}?)({_any(found['reproaches'])})"),
        shapes=re.compile("|".join(f"(?:{one})" for one in found["shapes"])),
        retorts=re.compile(_any(found["retorts"])),
        cooling=re.compile(_any([*found["peace"], *found["elsewhere"]])),
        others=re.compile(_any(found["others"])),
        threats=re.compile(_any(found["threats"])),
        you=you,
        laughs=tuple(found["laughs"]),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(normalise(word)) for word in sorted(words, key=len, reverse=True))
