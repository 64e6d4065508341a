"""A rule carries its own proof: every file's examples and counter-examples are judged."""

import pytest

from nlp.classifier import Classifier
from nlp.rulefiles import CategoryRules, Emergency, SharedRules
from nlp.rulepack import BUILT_IN, OF_ALL, read_categories, read_danger, read_shared

FILES = read_categories()
EXAMPLES = [(rules.code, text) for _, rules in FILES for text in rules.examples]
COUNTER_EXAMPLES = [text for _, rules in FILES for text in rules.counter_examples]
DANGER = read_danger()
DANGERS = [text for danger in DANGER.emergencies.values() for text in danger.examples]
NO_DANGERS = [text for danger in DANGER.emergencies.values() for text in danger.counter_examples]


@pytest.mark.parametrize(("code", "text"), EXAMPLES)
def test_an_example_is_registered_under_its_category(classifier: Classifier, code: str, text: str) -> None:
    """What a rule file promises, the whole pack keeps."""
    verdict = classifier.classify(text)
    assert (verdict.category, verdict.decision) == (code, "register")


@pytest.mark.parametrize("text", COUNTER_EXAMPLES)
def test_a_counter_example_is_met_with_silence(classifier: Classifier, text: str) -> None:
    """Words of the category are not yet a report."""
    assert classifier.classify(text).decision == "silent"


@pytest.mark.parametrize(
    "proof",
    [*(rules for _, rules in FILES), read_shared(), *DANGER.emergencies.values()],
    ids=[*(rules.code for _, rules in FILES), "common", *DANGER.emergencies],
)
def test_every_rule_file_proves_itself(proof: CategoryRules | SharedRules | Emergency) -> None:
    """Eight examples and four counter-examples: of each category, of what is shared, of each danger."""
    assert len(set(proof.examples)) >= 8
    assert len(set(proof.counter_examples)) >= 4
    assert not set(proof.examples) & set(proof.counter_examples)


@pytest.mark.parametrize("rules", [rules for _, rules in FILES], ids=lambda rules: rules.code)
def test_every_category_file_is_complete(rules: CategoryRules) -> None:
    """Words of both strengths, and something to call it by."""
    assert rules.strong
    assert rules.weak
    assert rules.aliases


def test_there_is_one_file_for_each_category_of_the_domain() -> None:
    """Sixteen kinds of dispute and twelve of service, and a file bears the name of its code."""
    kinds = [rules.kind for _, rules in FILES]
    assert (kinds.count("dispute"), kinds.count("service")) == (16, 12)
    others = {path.name for path in BUILT_IN.glob("*.toml")} - {f"{rules.code}.toml" for _, rules in FILES}
    assert others == set(OF_ALL)


def test_no_word_is_listed_twice_within_one_category() -> None:
    """A word with two weights would have none that a reader can rely on."""
    for _, rules in FILES:
        words = [word for lists in (rules.strong, rules.weak) for found in lists.values() for word in found]
        assert len(words) == len(set(words)), rules.code


@pytest.mark.parametrize("text", read_shared().examples)
def test_a_shared_example_is_heard(classifier: Classifier, text: str) -> None:
    """The shared rules speak where they should."""
    assert classifier.classify(text).decision == "register"


@pytest.mark.parametrize("text", read_shared().counter_examples)
def test_a_shared_counter_example_is_met_with_silence(classifier: Classifier, text: str) -> None:
    """And are silent where they should be."""
    assert classifier.classify(text).decision == "silent"


@pytest.mark.parametrize("text", DANGERS)
def test_an_example_of_a_danger_is_an_emergency(classifier: Classifier, text: str) -> None:
    """Said outright, no danger may be missed."""
    verdict = classifier.classify(text)
    assert (verdict.urgency, verdict.decision) == ("emergency", "register")


@pytest.mark.parametrize("text", NO_DANGERS)
def test_a_counter_example_of_a_danger_is_none(classifier: Classifier, text: str) -> None:
    """It may be a ticket, but nobody is called out for it."""
    assert classifier.classify(text).urgency != "emergency"


def test_no_word_tells_two_dangers() -> None:
    """The first named decides the category, so a word of two would lie about one."""
    words = [word for danger in DANGER.emergencies.values() for word in danger.words]
    assert [word for word in words if words.count(word) > 1] == []
