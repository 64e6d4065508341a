"""Whole-text shapes: a numbered list, a link, a headline."""

import re
from collections.abc import Mapping

from nlp.reason import Cue, Reason
from nlp.rulefiles import Pattern

SHAPE = "<"
"""How the reason begins that no word gives but the shape of the text."""


class Shapes:
    """The patterns of the rule pack, compiled."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self._patterns = [
            (
                name,
                pattern.only_with,
                re.compile(pattern.regex).search,
                Reason(f"{SHAPE}{name}>", Cue(pattern.toward, pattern.weight, f"common.{name}")),
            )
            for name, pattern in patterns.items()
        ]

    def reasons(self, text: str) -> list[Reason]:
        """Return what the shape of the text says."""
        found: dict[str, Reason] = {}
        for name, only_with, stands_in, reason in self._patterns:
            if (not only_with or only_with in found) and stands_in(text):
                found[name] = reason
        return list(found.values())
