"""What is looked at before the reading may see too much, but never too little."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.alarm import Alarm
from nlp.classifier import build_classifier
from nlp.context import Context
from nlp.matcher import unmasked
from nlp.pack import Pack, read_pack
from nlp.rulepack import Texts
from nlp.sieve import sieve_of

PACK = read_pack()
ALARM = Alarm(PACK)
SIEVE = sieve_of(PACK)
TERMS = SIEVE.matcher.terms
TEXTS = st.lists(st.one_of(st.sampled_from(TERMS), st.text(max_size=4)), max_size=8).map("".join)
OWN = 'code = "heating"\nlabel = "供暖"\nkind = "service"\n[strong]\n"6" = ["换热站趴窝"]\n'


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_the_property_that_no_danger_is_overlooked(text: str) -> None:
    """Whatever danger a full reading finds, the gate has seen."""
    seen = SIEVE.matcher.scan(text)
    free = Context(PACK.shared).standing(
        text, unmasked(SIEVE.matcher.hits(seen), frozenset(PACK.shared.masks))
    )
    if ALARM.danger(text, free) is not None:
        assert SIEVE.gate.may_be_danger(seen)


def test_a_countys_own_words_are_always_read() -> None:
    """However little of a report a text holds at the first glance."""
    own: Pack = read_pack([Texts("own", {"own.toml": OWN})])
    sieve = sieve_of(own)
    assert sieve.gate.says_own(sieve.matcher.scan("早上好，换热站趴窝"))
    assert not sieve.gate.says_own(sieve.matcher.scan("早上好，停水了"))
    assert not SIEVE.gate.says_own(SIEVE.matcher.scan("早上好，换热站趴窝"))


def test_small_talk_goes_no_further() -> None:
    """Most messages of a group are told from a report at a glance."""
    look = build_classifier().classify
    assert len({id(look(text)) for text in ("收到", "早上好", "恭喜恭喜", "哈哈哈", "好的谢谢", "")}) == 1
