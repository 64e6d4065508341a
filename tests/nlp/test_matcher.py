"""The automaton finds what the plainest search finds, in the same order."""

from hypothesis import given
from hypothesis import strategies as st

from nlp.matcher import Hit, TermMatcher

LETTERS = st.text(alphabet="水停电了😀a", min_size=1, max_size=4)


def _plainly(terms: list[str], text: str) -> list[Hit]:
    """Look for every term at every place."""
    return [
        Hit(start, start + length, text[start : start + length])
        for start in range(len(text))
        for length in sorted({len(term) for term in terms}, reverse=True)
        if text[start : start + length] in set(terms) and start + length <= len(text)
    ]


@given(terms=st.lists(LETTERS, max_size=12), text=st.text(alphabet="水停电了😀aé", max_size=24))
def test_the_property_that_nothing_else_is_found(terms: list[str], text: str) -> None:
    """Every occurrence, overlaps included, in order of place, the longer first."""
    assert TermMatcher(terms).find(text) == _plainly(terms, text)


def test_no_terms_find_nothing() -> None:
    """A county that names no places yet."""
    assert TermMatcher([]).find("停水了") == []
