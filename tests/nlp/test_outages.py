"""What befalls many houses at once is told by its words, within the categories where it is filed."""

from __future__ import annotations

import pytest

from nlp.classifier import Classifier
from nlp.normalise import normalise
from nlp.outages import Outage, built_in, categories_of, outage_of


@pytest.mark.parametrize("outage", built_in(), ids=lambda one: one.name)
def test_its_examples_and_counter_examples(outage: Outage, classifier: Classifier) -> None:
    """Each file's proof; its categories exist, and it is called by no other's name."""
    assert len(outage.examples) >= 2
    assert outage.counter_examples
    assert all(outage.is_told(normalise(text)) for text in outage.examples)
    assert not any(outage.is_told(normalise(text)) for text in outage.counter_examples)
    assert outage.categories <= {one.code for one in classifier.catalogue}
    assert not any(outage.name in one.shared for one in classifier.catalogue)


def test_what_the_rules_share_comes_first(classifier: Classifier) -> None:
    """停水 is of the rule file; wages are nobody's outage; a name leads back to its categories."""
    catalogue = classifier.catalogue
    assert outage_of(catalogue, "utilities", "又停水了，水是黄的") == "停水"
    assert outage_of(catalogue, "utilities", "水龙头放出来的都是黄水") == "水浑"
    assert outage_of(catalogue, "labor", "停水了，老板拖欠工资") is None
    assert categories_of(catalogue, "停水") == {"utilities"}
    assert "roads_transport" in categories_of(catalogue, "路断")
    assert categories_of(catalogue, "没有这种事") == frozenset()


def test_most_examples_are_heard_as_reports(classifier: Classifier) -> None:
    """What is to be gathered must become tickets first, under a category where it is looked for."""
    texts = [(outage, text) for outage in built_in() for text in outage.examples]
    found = [
        outage.name
        for outage, text in texts
        if outage_of(classifier.catalogue, classifier.classify(text).category or "", text) == outage.name
    ]
    assert len(found) >= 0.7 * len(texts), f"{len(found)} of {len(texts)}"
