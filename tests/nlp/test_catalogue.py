"""The catalogue finds a category however people call it."""

import pytest

from nlp.catalogue import Catalogue, Category
from nlp.classifier import Classifier


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("neighbor", "neighbor"),
        ("邻里", "neighbor"),
        ("物业", "property_mgmt"),
        ("欠薪", "labor"),
        (" 供水 ", "utilities"),
        ("NEIGHBOR", "neighbor"),
        ("ｌａｂｏｒ", "labor"),
        ("鄰里", "neighbor"),
    ],
)
def test_a_category_is_found_by_code_label_or_alias(classifier: Classifier, word: str, code: str) -> None:
    """`改 17 邻里` and its many spellings."""
    found = classifier.catalogue.find(word)
    assert found is not None
    assert found.code == code


def test_every_label_finds_its_own_category(classifier: Classifier) -> None:
    """No alias hides another category's label."""
    for category in classifier.catalogue:
        assert classifier.catalogue.find(category.label) == category
    assert len(classifier.catalogue) == 28


def test_what_nobody_calls_a_category_is_not_found(classifier: Classifier) -> None:
    """Unknown words are no guesses, unknown codes no categories."""
    assert classifier.catalogue.find("天气") is None
    with pytest.raises(KeyError):
        classifier.catalogue.get("weather")


def test_a_label_goes_before_another_categorys_alias() -> None:
    """Whatever the order of the files."""
    catalogue = Catalogue([Category("a", "甲", "dispute", ("乙",)), Category("b", "乙", "service")])
    found = catalogue.find("乙")
    assert found is not None
    assert found.code == "b"
