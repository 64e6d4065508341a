"""A pattern is tried only where a telltale of it stands; so nothing may be found without one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.facts import amounts, moments, people, phones, places, wishes
from nlp.facts.moment_words import ONE_TIME, RANGE, RANGES, TIME
from nlp.pack import read_pack
from nlp.telltales import Telltales, telltales
from nlp.training.corpus import read_corpus

RULES = [re.compile(one.regex) for one in read_pack().shared.patterns.values()]
FACTS = [one for sort in (places, moments, phones, amounts, people, wishes) for one in sort.SHAPES]
FACTS += amounts.MONEY
TEXTS = [row.text for row in read_corpus()][::3]
ALL = Telltales([one] for one in (*RULES, *FACTS))


def _overlooked(text: str) -> list[str]:
    may = ALL.may_stand(text)
    every = enumerate((*RULES, *FACTS))
    return [one.pattern[:60] for number, one in every if not may >> number & 1 and one.search(text)]


def test_no_text_of_the_corpus_is_overlooked() -> None:
    """Nor one without its ends."""
    assert not [
        found for text in TEXTS for found in (_overlooked(text), _overlooked(text[1:-1])) if any(found)
    ]


@given(
    pieces=st.lists(
        st.one_of(
            st.sampled_from(sorted({one for pattern in (*RULES, *FACTS) for one in telltales(pattern)})),
            st.sampled_from(TEXTS).flatmap(lambda text: st.sampled_from([text[:5], text[-5:]])),
            st.text("0123456789一二三两半个年月日天点了的不没号楼单元 -:,。元块钱", max_size=5),
        ),
        max_size=5,
    )
)
def test_property_no_text_put_together_is_overlooked(pieces: list[str]) -> None:
    """Whatever stands side by side."""
    assert _overlooked("".join(pieces)) == []


def test_every_range_has_its_sign_and_a_time() -> None:
    """Where neither stands, no range is looked for."""
    found = [match.group() for text in TEXTS for match in re.finditer(RANGE, text)]
    assert len(found) > 10
    assert all(RANGES.search(said) and ONE_TIME.search(said) for said in found)
    may_stand = Telltales([[ONE_TIME]]).may_stand
    assert not [text for text in TEXTS if TIME.search(text) and not may_stand(text)]


def test_no_sum_stands_without_a_word_of_money() -> None:
    """A number alone is none."""
    may_stand = Telltales([amounts.SHAPES, amounts.MONEY]).may_stand
    told = [text for text in TEXTS if amounts.amounts_in(text)]
    assert len(told) > 50
    assert all(may_stand(text) == 3 for text in told)


def test_every_pattern_of_the_project_has_telltales() -> None:
    """None has to be tried on every text."""
    assert all(map(telltales, (*RULES, *FACTS)))


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        ("漏水|停(?:水|电)", {"漏水", "停水", "停电"}),
        ("(?:修|换)(?:好|完)?了", {"修了", "换了", "修好了", "修完了", "换好了", "换完了"}),
        ("[甲乙].{3,}丙丁", {"丙丁"}),
        ("(?s)^(?!.*我家).*?(?:优惠|特价)", {"优惠", "特价"}),
        ("(?:电话){1,3}", {"电话"}),
        ("(?<=电话)[0-9]{7}", {"电话"}),
        ("通知|关于.*的通知", {"通知"}),
        ("[0-9]{1,2}楼", {f"{digit}楼" for digit in range(10)}),
        ("(?:[ab]{2,}|c(?:d|e))x.+", {"ax", "bx", "dx", "ex"}),
        ("[0-9]+(?:,[0-9]{3})+", set("0123456789")),
        ("(?:好|快)?", set()),
        ("[^没]", set()),
        ("a|.", set()),
        ("(?i)rmb", set()),
        ("(.)\\1", set()),
    ],
)
def test_the_telltales_of_a_pattern(pattern: str, strings: set[str]) -> None:
    """One of them stands wherever the pattern does; none: nobody can tell, and it is always tried."""
    assert telltales(re.compile(pattern)) == strings


def test_what_has_no_telltale_is_always_tried() -> None:
    """Beside those that have one."""
    sorts = Telltales([[re.compile("水"), re.compile("电")], [re.compile(".")]])
    assert [sorts.may_stand(text) for text in ("停水", "停电", "停气", "")] == [3, 3, 2, 2]
