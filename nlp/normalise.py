"""One spelling for every text: rules are written once and meet every keyboard, script and disguise."""

import re
import unicodedata
from itertools import groupby

from nlp.spelling import Place, spelling
from nlp.traditional import SIMPLIFIED, TRADITIONAL

_SIMPLER = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True)) | spelling().characters
_DROPPED = {"Cf", "Cs", "Co", "Cn", "Mn", "Me"}  # invisible, broken, unassigned, or stacked on a letter
_BLANK = {"Cc", "Zs", "Zl", "Zp", "So", "Sk"}  # control, space, emoji and symbols: all part two words
_SPACED_OUT = 3  # so many single characters in a row are one word
_HAN = range(0x4E00, 0x9FA6)  # where every character is a word's, and only the spelling changes some
_SIGNS = (*range(0x21, 0x7F), *range(0x2010, 0x2028), *range(0x3001, 0x3020))  # what else is met often
_CACHED_BELOW = 0x20000  # the table stays small however exotic the texts


class _Folding(dict[int, str]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold(chr(code))
        if code < _CACHED_BELOW:
            self[code] = folded
        return folded


def _fold(char: str) -> str:
    category = unicodedata.category(char)
    if category in _DROPPED:
        return ""
    if category == "So" and unicodedata.normalize("NFKC", char) == char:
        return " "
    if category in _BLANK and category != "So":
        return " "
    plain = unicodedata.normalize("NFKC", char)
    return "".join(_SIMPLER.get(c, c) for c in plain if unicodedata.category(c) not in _DROPPED)


def _odd() -> re.Pattern[str]:
    """Return what finds a character that may not stay as it is; most texts have none or few."""
    signs = [char for char in map(chr, _SIGNS) if _fold(char) == char]
    gone = sorted(ord(char) for char in _SIMPLER if ord(char) in _HAN)
    begins, ends = [_HAN.start, *(code + 1 for code in gone)], [*gone, _HAN.stop]
    spans = [f"{chr(begin)}-{chr(end - 1)}" for begin, end in zip(begins, ends, strict=True) if begin < end]
    return re.compile(f"[^{re.escape(''.join(signs))}{''.join(spans)}]")


_FOLDING = _Folding()
_ODD = _odd()
_corrected = spelling().corrected


def normalise(text: str) -> str:
    """Return the text in half width, simplified characters, single spaces and one spelling.

    What nobody sees is gone. It is linear and cannot fail, whatever the text holds.
    """
    folded, times = _ODD.subn(_folded, text)
    return _corrected(_closed_up(folded) if times else text)


def _folded(odd: re.Match[str]) -> str:
    return _FOLDING[ord(odd[0])]


def places_in(text: str) -> list[Place]:
    """Return where each character of the normalised text stands in the text: start and end."""
    folded = [(at, at + 1) for at, char in enumerate(text) for c in char.translate(_FOLDING) if c != " "]
    closed, places, end = _closed_up(text.translate(_FOLDING)), iter(folded), 0
    found: list[Place] = []
    for char in closed:
        place = (end, end) if char == " " else next(places)
        end = place[1]
        found.append(place)
    return spelling().traced(closed, found)


def _closed_up(folded: str) -> str:
    if " " not in folded:  # all that is blank was folded into it
        return folded
    words = folded.split()
    return " ".join(words if len(words) < _SPACED_OUT else _rejoined(words))


def _rejoined(words: list[str]) -> list[str]:
    """Close up `停 水 了`: single characters in a row are one spaced-out word."""
    joined: list[str] = []
    for single, run in groupby(words, key=_is_single_han):
        found = list(run)
        joined += ["".join(found)] if single and len(found) >= _SPACED_OUT else found
    return joined


def _is_single_han(word: str) -> bool:
    return len(word) == 1 and "一" <= word <= "鿿"
