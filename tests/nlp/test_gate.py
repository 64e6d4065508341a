"""The glance may see too much, but what it lets pass unread must really hold nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.alarm import Alarm
from nlp.context import Context
from nlp.gate import NOTHING, Gate, Worth
from nlp.matcher import Hit, TermMatcher, longest_only, unmasked
from nlp.pack import read_pack
from nlp.reason import Reason
from nlp.together import CombinationFinder

PACK = read_pack()
ALARM = Alarm(PACK)
TOGETHER = CombinationFinder(PACK.lexicon.combinations)
TERMS = sorted({*PACK.lexicon.terms(), *TOGETHER.terms(), *ALARM.terms(), *PACK.shared.masks})
MATCHER = TermMatcher(TERMS)
KINDS = {category.code: category.kind for category in PACK.catalogue}
SILENCE = PACK.shared.silence
GATE, OPEN_GATE = (
    Gate(
        MATCHER.terms,
        Worth(frozenset(ALARM.alone()), PACK.lexicon.cues, too_little),
        (ALARM.combinations, TOGETHER),
    )
    for too_little in (SILENCE - 1.5, 0.0)
)
TEXTS = st.lists(st.one_of(st.sampled_from(TERMS), st.text(max_size=4)), max_size=8).map("".join)


def _reasons(hits: list[Hit]) -> list[Reason]:
    """Everything that the words say, alone and together."""
    terms = dict.fromkeys(hit.term for hit in hits)
    alone = [Reason(term, cue) for term in terms for cue in PACK.lexicon.cues.get(term, ())]
    return [*alone, *(Reason("+", found.cue) for found, _ in TOGETHER.find(hits))]


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_the_property_that_nothing_is_overlooked(text: str) -> None:
    """Whatever a full reading finds, the glance has seen."""
    seen = MATCHER.scan(text)
    found = MATCHER.hits(seen)
    free = Context(PACK.shared).standing(text, unmasked(found, frozenset(PACK.shared.masks)))
    if ALARM.danger(text, free) is not None:
        assert GATE.glance(seen).danger
    reasons = _reasons(longest_only(found))
    if any(reason.cue.toward in KINDS and reason.cue.weight > 0 for reason in reasons):
        assert OPEN_GATE.glance(seen).report


@pytest.mark.parametrize("text", ["收到", "早上好", "恭喜恭喜", "哈哈哈", "好的谢谢", ""])
def test_small_talk_goes_no_further(text: str) -> None:
    """Most messages of a group are told from a report at a glance."""
    assert GATE.glance(MATCHER.scan(text)) is NOTHING
