"""The learned layer: it names its words, and without them it would not have said so."""

import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.classifier import Classifier, build_classifier
from nlp.features import findings, pairs, words
from nlp.learned import Learned
from nlp.look import look_at
from nlp.packs.difference import outcome
from nlp.rulepack import Texts
from nlp.scoring import LEARNED
from nlp.table import BUILT_IN, LearnedTableError, built_in, pack_table, read_table
from nlp.training.corpus import read_corpus

REPORTS = [row.text for row in read_corpus() if row.kind in ("dispute", "service")]


@settings(max_examples=400, deadline=None)
@given(text=st.sampled_from(REPORTS))
def test_property_without_the_named_words_the_answer_changes(classifier: Classifier, text: str) -> None:
    """Whatever is said about a report, its evidence is what makes it so."""
    verdict = classifier.classify(text)
    if verdict.decision == "silent" or verdict.urgency == "emergency":
        return  # of several dangers that a text tells, the gravest is named
    named = {term for one in verdict.evidence if one.weight > 0 for term in one.term.split("+")}
    assert named
    left = text
    for term in sorted(named, key=len, reverse=True):
        left = left.replace(term, " ")
    after = classifier.classify(left)
    assert outcome(after) != outcome(verdict)


def test_what_was_learned_speaks_where_no_rule_does(classifier: Classifier) -> None:
    """And says by which words it knows."""
    heard = [
        verdict
        for verdict in map(classifier.classify, REPORTS[::20])
        if verdict.evidence and all(one.rule.startswith(LEARNED) for one in verdict.evidence)
    ]
    assert heard
    assert all(one.evidence[0].weight >= one.evidence[-1].weight > 0 for one in heard)


def test_the_glance_overlooks_next_to_nothing(classifier: Classifier) -> None:
    """Of the reports that would be heard, hardly any is left unread."""
    heard = [text for text in REPORTS if classifier.explain(text).decision != "silent"]
    overlooked = [text for text in heard if classifier.classify(text).decision == "silent"]
    assert len(overlooked) <= 0.005 * len(heard)


def test_a_countys_word_stands_above_what_was_learned() -> None:
    """A word that a county weighs itself counts as the county says, also in a category of its own."""
    text = "换热站趴窝了"
    assert build_classifier().classify(text).decision == "silent"
    own = 'code = "heating"\nlabel = "供暖"\nkind = "service"\n[strong]\n"6" = ["换热站趴窝"]\n'
    verdict = build_classifier([Texts("own", {"own.toml": own})]).classify(text)
    assert (verdict.decision, verdict.category, verdict.label) == ("register", "heating", "供暖")
    assert verdict.evidence[0].rule == "heating.strong"
    hushed = 'code = "utilities"\nnever = ["停水了"]\n'
    assert build_classifier([Texts("own", {"own.toml": hushed})]).classify("停水了").decision == "silent"


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=400))
def test_property_any_text_is_looked_at(text: str) -> None:
    """Whatever stands in it, the margins are finite and the shares are those of its words."""
    learned = built_in()
    cut = [text[at : at + 2] for at in range(0, len(text), 2)]
    look = look_at(text, cut, ())
    met = learned.meet(look)
    opinion = learned.opinion(met)
    assert all(abs(margin) < 100 for margin in (*opinion.categories.values(), *opinion.styles.values()))
    shares = learned.shares(look, met, cut, (opinion.style, "labor"))
    assert set(shares) == {word for word in cut[:150] if not word.isspace()}


def test_a_number_says_nothing() -> None:
    """A telephone number is no sign of an advertisement, and none of a report."""
    assert set(pairs("找我13800009001")) & {"13", "01"} == set()
    assert list(words(["我", " ", "家", "我"])) == ["我", "家"]
    assert findings(()) == {}


@pytest.mark.parametrize(
    ("packed", "reason"),
    [
        (b"nothing of the kind", "no table"),
        (zlib.compress(b"a\0b\0c"), "no table"),
        (zlib.compress(json.dumps({"version": 9}).encode() + b"\0[]\0"), "another form"),
        (zlib.compress(json.dumps({"version": 2, "styles": []}).encode() + b"\0[]\0"), "has no 'codes'"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(packed: bytes, reason: str) -> None:
    """With one sentence."""
    with pytest.raises(LearnedTableError, match=reason):
        read_table(packed)


def test_a_table_that_is_cut_off_is_refused() -> None:
    """A row of weights is missing."""
    head = built_in().head
    with pytest.raises(LearnedTableError, match="cut off"):
        read_table(pack_table(head, ["a", "b"], bytes(len(head.sides))))


def test_the_table_is_packed_and_read_alike() -> None:
    """The same bytes, and the same judgement."""
    head = built_in().head
    weights = bytes(range(128, 128 + len(head.sides))) * 2
    packed = pack_table(head, ["我家", "漏水"], weights)
    assert packed == pack_table(head, ["我家", "漏水"], weights)
    look = look_at("我家漏水", ["我家", "漏水"], ())
    assert read_table(packed).weigh(look) == Learned(head, ["我家", "漏水"], weights).weigh(look)


def test_it_comes_small() -> None:
    """It lies in every clone and is read at every start."""
    assert BUILT_IN.stat().st_size < 2_000_000
