"""What is shown of a text is spelt as its author spelt it, whatever the rules read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.classifier import Classifier
from nlp.normalise import normalise, places_in
from nlp.spelling import spelling
from nlp.traditional import TRADITIONAL
from nlp.training.corpus import read_corpus

PIECES = [*spelling().slips, *spelling().characters, *TRADITIONAL[:50], "停 水 了", "㎡", "İ", "\u200b", "２"]
REPORTS = [row.text for row in read_corpus() if row.kind in ("dispute", "service") or row.danger][::7]


@pytest.mark.parametrize(
    ("text", "term", "meant"),
    [
        ("楼上漏税，把我家天花板都泡了", "楼上漏税", "楼上漏水"),
        ("村口路登坏了三天了没人修", "路登坏", "路灯坏"),
        ("家裡停電了，到現在沒來", "停電", "停电"),
        ("家里 停 水 了", "停 水 了", "停水了"),
        ("停\u200b水了", "停\u200b水了", "停水了"),
        ("物叶收了钱电题坏了不修", "物叶", "物业"),
    ],
)
def test_evidence_is_what_was_written(classifier: Classifier, text: str, term: str, meant: str) -> None:
    """And beside it stands the word that the rules know."""
    named = {(one["term"], one.get("meant")) for one in classifier.classify(text).as_dict()["evidence"]}
    assert (term, meant) in named


def test_what_is_spelt_as_the_rules_spell_it_says_nothing_more(classifier: Classifier) -> None:
    """The row keeps its three keys."""
    evidence = classifier.classify("村口路灯坏了没人修").as_dict()["evidence"]
    assert {key for one in evidence for key in one} == {"term", "weight", "rule"}


def test_two_spellings_of_one_word_are_both_named(classifier: Classifier) -> None:
    """Without the one, the other would still say it."""
    found = classifier.classify("路登坏了，村口那盏路灯也坏了，没人修").evidence
    assert any({"路登", "路灯"} <= set(one.term.split("+")) for one in found)


def test_facts_are_what_was_written(classifier: Classifier) -> None:
    """Only width and blanks are put right, so that figures are figures."""
    told = classifier.classify("陽光小區３棟２單元漏水，地板都泡了，電話１３８００００９００１").entities
    assert told["place"] == "陽光小區3棟2單元"
    assert told["phone"] == "13800009001"
    assert classifier.classify("三個月的工資一萬二老闆不發").entities["amount"] == "一萬二"


@pytest.mark.parametrize("text", REPORTS)
def test_whatever_is_named_stands_in_the_text(classifier: Classifier, text: str) -> None:
    """So that it can be marked there, and crossed out."""
    for one in classifier.classify(text).evidence:
        if not one.term.startswith("<"):
            assert all(part in text for part in one.term.split("+")), one


@given(text=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=8).map("".join))
def test_the_property_that_every_character_has_its_place(text: str) -> None:
    """In the order of the text, and within it."""
    places = places_in(text)
    assert len(places) == len(normalise(text))
    assert all(0 <= start <= end <= len(text) for start, end in places)
    assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(places))
