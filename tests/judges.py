"""Judges in the classifier's place, for tests of what follows a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.office import Office
from handlers.understanding import Pairs, Understanding
from nlp.catalogue import Catalogue
from nlp.facts import FactReader
from nlp.verdict import Verdict


class Fixed:
    """Gives every message one verdict, or fails if it has none."""

    def __init__(self, verdict: Verdict | None, catalogue: Catalogue) -> None:
        """`catalogue`: the categories that are known beside it."""
        self._verdict = verdict
        self.facts = FactReader()
        self.catalogue = catalogue

    def classify(self, text: str, without: Pairs) -> Verdict:
        """The one verdict."""
        if self._verdict is None:
            raise RuntimeError("this judge fails")
        return self._verdict

    def explain(self, text: str) -> Verdict:
        """The one verdict."""
        return self.classify(text, frozenset())

    def belonging(self, pieces: Sequence[str], category: str) -> tuple[bool, ...]:
        """Only the last piece, as if each message stood alone."""
        return tuple(at == len(pieces) - 1 for at in range(len(pieces)))

    def adds_to(self, text: str, category: str) -> bool:
        """Nothing does."""
        return False

    def is_chatter(self, text: str) -> bool:
        """None is."""
        return False


def judging(office: Office, verdict: Verdict | None) -> Office:
    """The same office, but every message gets this verdict; None: judging fails."""
    return replace(office, understanding=Understanding(Fixed(verdict, office.catalogue)))
