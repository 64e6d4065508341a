"""The village test set: its form, and that it stays unseen. What its rows say is nobody's business here."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from nlp.classifier import Classifier
from nlp.normalise import normalise
from nlp.training.corpus import read_corpus

FIRST, SECOND = (Path(__file__).with_name(name) for name in ("village.jsonl", "village_second.jsonl"))
TELLING = 4  # shorter ones (收到, +1) everybody writes


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _key(text: str) -> str:
    return normalise(text).replace(" ", "").lower()


@pytest.mark.parametrize(("file", "reports", "others"), [(FIRST, 500, 1_500), (SECOND, 300, 300)])
def test_the_sets_are_as_large_as_promised(file: Path, reports: int, others: int) -> None:
    """Reports and what reports nothing, as many as were written."""
    kinds = Counter(row["kind"] for row in _rows(file))
    assert (kinds["dispute"] + kinds["service"], kinds["none"]) == (reports, others)


@pytest.mark.parametrize("file", [FIRST, SECOND])
def test_every_row_is_labelled_whole(classifier: Classifier, file: Path) -> None:
    """A category of the catalogue with its own kind and an urgency, or silence with its sort."""
    kinds = {category.code: category.kind for category in classifier.catalogue}
    for number, row in enumerate(_rows(file), start=1):
        assert row["kind"] == kinds.get(row["category"], "none"), number
        assert (row.get("urgency") in ("normal", "urgent", "emergency")) == (row["kind"] != "none"), number
        assert row["tag"], number


@pytest.mark.parametrize("file", [FIRST, SECOND])
def test_every_category_occurs(classifier: Classifier, file: Path) -> None:
    """All 28, so that macro figures mean something."""
    assert {row["category"] for row in _rows(file)} >= {category.code for category in classifier.catalogue}


def test_no_message_comes_twice_nor_stands_in_the_corpus() -> None:
    """What was trained on measures nothing."""
    keys = [_key(row["text"]) for file in (FIRST, SECOND) for row in _rows(file)]
    assert all(keys)
    assert max(Counter(keys).values()) == 1
    seen = {_key(row.text) for row in read_corpus()}
    assert not [number for number, key in enumerate(keys) if len(key) >= TELLING and key in seen]
