"""Whole-text shapes: a numbered list, a link, a headline."""

import re
from collections.abc import Mapping

from nlp.reason import Cue, Reason
from nlp.rulefiles import Pattern


class Shapes:
    """The patterns of the rule pack, compiled."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self._patterns = [
            (name, re.compile(pattern.regex), Cue(pattern.toward, pattern.weight, f"common.{name}"))
            for name, pattern in patterns.items()
        ]

    def reasons(self, text: str) -> list[Reason]:
        """Return what the shape of the text says."""
        return [Reason(f"<{name}>", cue) for name, regex, cue in self._patterns if regex.search(text)]
