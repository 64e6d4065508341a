"""What is written by sound or by ear, put into the spelling in which the rules are written."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from nlp.matcher import TermMatcher

_FILE = Path(__file__).parent / "rules" / "spelling.toml"
_NEAR = 12  # characters within which a neighbour must stand
_ROUNDS = 4  # one replacement may make room for another

Place = tuple[int, int]
"""Where something stands in a text: start and end."""


class Slip(NamedTuple):
    """A wrong spelling, what it means, and where it is meant."""

    wrong: str
    right: str
    near: tuple[str, ...] = ()
    not_after: str = ""
    not_before: str = ""

    def is_meant(self, text: str, start: int) -> bool:
        """Tell whether the letters found at a place are this slip and no part of another word."""
        end = start + len(self.wrong)
        if self.not_after and text[start - 1 : start] and text[start - 1] in self.not_after:
            return False
        if self.not_before and text[end : end + 1] and text[end] in self.not_before:
            return False
        around = text[max(0, start - _NEAR) : start] + " " + text[end : end + _NEAR]
        return not self.near or any(word in around for word in self.near)


class Spelling:
    """Knows each slip; most texts hold none, and are read once."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.characters: dict[str, str] = content["characters"]
        guarded = (
            Slip(
                one["wrong"],
                one["right"],
                tuple(one.get("near", ())),
                one.get("not_after", ""),
                one.get("not_before", ""),
            )
            for one in content["guarded"]
        )
        slips = [*(Slip(wrong, right) for wrong, right in content["words"].items()), *guarded]
        self.slips = {slip.wrong: slip for slip in slips}
        self._known = TermMatcher(self.slips)
        longest_first = sorted(self.slips, key=len, reverse=True)
        self._any = re.compile("|".join(map(re.escape, longest_first)))

    def corrected(self, text: str) -> str:
        """Return the text as it was meant."""
        if not self._known.scan(text):
            return text
        for _ in range(_ROUNDS):
            better = self._any.sub(self._meant, text)
            if better == text:
                break
            text = better
        return text

    def traced(self, text: str, places: list[Place]) -> list[Place]:
        """Return where each character of the corrected text came from, given it of each of the text's own."""
        for _ in range(_ROUNDS):
            moved, at = [], 0
            for found in self._any.finditer(text):
                start, end = found.span()
                moved += [*places[at:start], *_moved(places[start:end], len(self._meant(found)))]
                at = end
            better = self._any.sub(self._meant, text)
            if better == text:
                break
            text, places = better, [*moved, *places[at:]]
        return places

    def _meant(self, found: re.Match[str]) -> str:
        slip = self.slips[found.group()]
        return slip.right if slip.is_meant(found.string, found.start()) else slip.wrong


def _moved(places: list[Place], size: int) -> list[Place]:
    """Return the places of what stands for a slip: its letters one by one, or each the whole of it."""
    return places if len(places) == size else [(places[0][0], places[-1][1])] * size


@cache
def spelling() -> Spelling:
    """Return the slips of the built-in file, read once."""
    return Spelling(tomllib.loads(_FILE.read_text(encoding="utf-8")))
