"""The voice of the village: reports are registered, talk is not, danger is never missed."""

import pytest

from nlp.classifier import Classifier
from tests.nlp.emergencies import EMERGENCIES, LOOK_ALIKES
from tests.nlp.village_chat import CHAT
from tests.nlp.village_reports import REPORTS


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in REPORTS.items() for text in texts]
)
def test_a_village_report_is_registered(classifier: Classifier, code: str, text: str) -> None:
    """The right category, and with it the right kind."""
    verdict = classifier.classify(text)
    assert (verdict.category, verdict.decision) == (code, "register")
    assert verdict.kind == classifier.catalogue.get(code).kind


@pytest.mark.parametrize("text", CHAT)
def test_village_talk_is_met_with_silence(classifier: Classifier, text: str) -> None:
    """Silence is worth more than reach."""
    assert classifier.classify(text).decision == "silent"


@pytest.mark.parametrize("text", EMERGENCIES)
def test_danger_to_life_is_heard(classifier: Classifier, text: str) -> None:
    """Whatever the words, help must be named at once."""
    verdict = classifier.classify(text)
    assert (verdict.urgency, verdict.decision) == ("emergency", "register")


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_danger_is_met_with_silence(classifier: Classifier, text: str) -> None:
    """打死我也不信 is no murder."""
    assert classifier.classify(text).kind == "none"


def test_the_sets_are_as_large_as_promised() -> None:
    """Large enough that a lucky word does not carry them."""
    assert sum(map(len, REPORTS.values())) >= 120
    assert len(CHAT) >= 150
    assert len(EMERGENCIES) >= 60
    assert len(LOOK_ALIKES) >= 60
