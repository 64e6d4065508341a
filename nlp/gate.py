"""Before the reading: may the words found in a text tell a danger, or speak for a county itself?"""

from collections.abc import Iterable, Sequence

from nlp.matcher import Found
from nlp.together import CombinationFinder


class Gate:
    """Knows what each term may mean, and builds nothing; it may see too much, but never too little."""

    def __init__(
        self, terms: Sequence[str], alarms: Iterable[str], dangers: CombinationFinder, own: Iterable[str]
    ) -> None:
        """`alarms`: what may tell a danger alone; `dangers`: what does together; `own`: a county's words."""
        alone, of_county = frozenset(alarms), frozenset(own)
        self._alone = [term in alone for term in terms]
        self._own = [term in of_county for term in terms]
        self._groups = [dangers.groups_of(term) for term in terms]
        self._needs = [dangers.needs_opened_by(term) for term in terms]

    def may_be_danger(self, found: Found) -> bool:
        """Tell whether these words could name an emergency."""
        present, alone, groups = 0, self._alone, self._groups
        for number, _, _ in found:
            if alone[number]:
                return True
            present |= groups[number]
        missing, needs = ~present, self._needs
        for number, _, _ in found:
            for need in needs[number]:
                if not need & missing:
                    return True
        return False

    def says_own(self, found: Found) -> bool:
        """Tell whether one of them is a county's own."""
        return any(self._own[number] for number, _, _ in found)
