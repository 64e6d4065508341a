"""Whole-text shapes: a numbered list, a link, a headline."""

import re
from collections.abc import Mapping

from nlp.reason import Cue, Reason
from nlp.rulefiles import Pattern
from nlp.telltales import Telltales

SHAPE = "<"
"""How the reason begins that no word gives but the shape of the text."""


class Shapes:
    """The patterns of the rule pack, compiled."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        regexes = [re.compile(pattern.regex) for pattern in patterns.values()]
        self._telltales = Telltales([regex] for regex in regexes)
        self._patterns = [
            (
                1 << number,
                name,
                pattern.only_with,
                regex.search,
                Reason(f"{SHAPE}{name}>", Cue(pattern.toward, pattern.weight, f"common.{name}")),
            )
            for number, (regex, (name, pattern)) in enumerate(zip(regexes, patterns.items(), strict=True))
        ]

    def reasons(self, text: str) -> list[Reason]:
        """Return what the shape of the text says."""
        may = self._telltales.may_stand(text)
        if not may:
            return []
        found: dict[str, Reason] = {}
        for bit, name, only_with, stands_in, reason in self._patterns:
            if may & bit and (not only_with or only_with in found) and stands_in(text):
                found[name] = reason
        return list(found.values())
