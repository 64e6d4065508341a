"""The glance may see too much, but what it lets pass unread must really hold nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.alarm import Alarm
from nlp.context import Context
from nlp.gate import NOTHING, Gate
from nlp.matcher import TermMatcher, longest_only, unmasked
from nlp.pack import read_pack
from nlp.together import CombinationFinder

PACK = read_pack()
ALARM = Alarm(PACK)
TOGETHER = CombinationFinder(PACK.lexicon.combinations)
GATE = Gate(ALARM.alone(), PACK.lexicon.telling(), (ALARM.combinations, TOGETHER))
TERMS = sorted({*PACK.lexicon.terms(), *TOGETHER.terms(), *ALARM.terms(), *PACK.shared.masks})
MATCHER = TermMatcher(TERMS)
TELLING = frozenset(PACK.lexicon.telling())


@settings(max_examples=300, deadline=None)
@given(text=st.lists(st.one_of(st.sampled_from(TERMS), st.text(max_size=4)), max_size=8).map("".join))
def test_the_property_that_nothing_is_overlooked(text: str) -> None:
    """Whatever a full reading finds, the glance has seen."""
    glance = GATE.glance(text)
    found = MATCHER.find(text)
    free = Context(PACK.shared).standing(text, unmasked(found, frozenset(PACK.shared.masks)))
    if ALARM.danger(text, free) is not None:
        assert glance.danger
    hits = longest_only(found)
    if any(hit.term in TELLING for hit in hits) or TOGETHER.find(hits):
        assert glance.report


@pytest.mark.parametrize("text", ["收到", "早上好", "恭喜恭喜", "哈哈哈", "好的谢谢", ""])
def test_small_talk_goes_no_further(text: str) -> None:
    """Most messages of a group are told from a report at a glance."""
    assert GATE.glance(text) == NOTHING
