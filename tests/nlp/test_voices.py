"""The half of the voices that was worked with: what was gained there must not be lost again."""

import pytest

from nlp.classifier import Classifier
from tests.nlp.voices import SEEN, UNSEEN, Rate, rates, read


@pytest.fixture(scope="module")
def seen(classifier: Classifier) -> dict[str, Rate]:
    """The figures of the half that was worked with."""
    return {rate.name: rate for rate in rates(read(SEEN), classifier.classify)}


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("emergencies caught", 0.97),
        ("emergencies, category", 0.89),
        ("reports, kind", 0.83),
        ("reports, category", 0.79),
    ],
)
def test_what_was_learned_to_be_heard_is_heard(seen: dict[str, Rate], name: str, floor: float) -> None:
    """A rule taken away shows here first."""
    assert seen[name].share >= floor


@pytest.mark.parametrize(
    ("name", "ceiling"),
    [
        ("look_alike cried out", 0.0),
        ("look_alike alarmed", 0.04),
        ("chat cried out", 0.0),
        ("chat registered", 0.02),
        ("reports cried out", 0.01),
    ],
)
def test_what_was_learned_to_be_silent_is_silent(seen: dict[str, Rate], name: str, ceiling: float) -> None:
    """A rule too many shows here first."""
    assert seen[name].share <= ceiling


def test_the_halves_share_no_message() -> None:
    """The unseen half is worth nothing once it is seen."""
    assert not {row["text"] for row in read(SEEN)} & {row["text"] for row in read(UNSEEN)}


@pytest.mark.parametrize(
    ("text", "category", "sensitive"),
    [
        ("我老公又喝酒打我了,救命", "family", True),
        ("救命啊,家里着火了", "public_safety", False),
        ("救命,电梯卡住了,里面有老人", "property_mgmt", False),
        ("快来人,路口撞车了,司机满脸是血", "traffic_accident", False),
        ("救命啊", "public_safety", False),
    ],
)
def test_the_cause_decides_not_the_cry(
    classifier: Classifier, text: str, category: str, sensitive: bool
) -> None:
    """救命 alone says nothing of what happened; blows at home stay private."""
    verdict = classifier.classify(text)
    assert (verdict.urgency, verdict.category, verdict.sensitive) == ("emergency", category, sensitive)
