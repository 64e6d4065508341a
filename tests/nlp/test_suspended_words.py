"""A word that is suspended weighs nothing; a danger is heard whatever is suspended."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.classifier import Classifier
from nlp.heeding import heeding
from nlp.judgement import Reading
from nlp.reason import Cue, Reason
from nlp.rulepack import read_categories
from nlp.scoring import LEARNED
from nlp.verdict import Evidence
from tests.nlp.emergencies import EMERGENCIES


def _may_be_suspended(one: Evidence) -> bool:
    """What was learned is mended by learning anew."""
    return one.weight > 0 and not one.rule.startswith(LEARNED)


_EXAMPLES = [text for _, rules in read_categories() for text in rules.examples]


def test_a_suspended_word_makes_nothing_of_a_message(classifier: Classifier) -> None:
    """What it alone had said is silence; another word beside it still speaks."""
    alone, both = "停水了", "停水了，村口路灯也坏了三天没人修"
    pairs = {(one.rule, one.word) for one in classifier.classify(alone).evidence}
    assert classifier.classify(alone).decision == "register"
    assert classifier.classify(alone, pairs).decision == "silent"
    assert classifier.classify(both, pairs).category == "roads_transport"


@settings(max_examples=200, deadline=None)
@given(text=st.sampled_from(_EXAMPLES))
def test_a_suspended_word_is_no_evidence(classifier: Classifier, text: str) -> None:
    """Nothing that is suspended is named, unless a danger was told."""
    before = classifier.classify(text)
    pairs = {(one.rule, one.word) for one in before.evidence if _may_be_suspended(one)}
    after = classifier.classify(text, pairs)
    if before.urgency == "emergency":
        assert after == before
    else:
        assert not pairs & {(one.rule, one.word) for one in after.evidence}


def test_of_suspended_words_the_longest_is_taken_out_first() -> None:
    """So that the same is left in every process, in whatever order it keeps a set."""
    found = [Reason(term, Cue("utilities", 1.0, "utilities.weak")) for term in ("停水", "停水了", "又停水了")]
    reading = Reading("家里又停水了吗", ["家里", "又", "停水", "了", "吗"], found)
    left = heeding(reading, {("utilities.weak", one.term) for one in found})
    assert left.text == "家里    吗"


@settings(max_examples=200, deadline=None)
@given(text=st.sampled_from(EMERGENCIES))
def test_a_danger_cannot_be_suspended(classifier: Classifier, text: str) -> None:
    """The verdict on an emergency is the same, whatever is suspended."""
    before = classifier.classify(text)
    assert before.urgency == "emergency"
    assert classifier.classify(text, {(one.rule, one.word) for one in before.evidence}) == before


@settings(max_examples=100, deadline=None)
@given(text=st.sampled_from(_EXAMPLES), pairs=st.sets(st.tuples(st.text(max_size=9), st.text(max_size=9))))
def test_words_of_others_change_nothing(
    classifier: Classifier, text: str, pairs: set[tuple[str, str]]
) -> None:
    """What is suspended for another rule or term is not missed."""
    assert classifier.classify(text, pairs) == classifier.classify(text)
