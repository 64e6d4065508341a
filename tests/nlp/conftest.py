"""One classifier for all tests of this room: it holds no state, so it can be shared."""

from pathlib import Path

import pytest

from nlp.classifier import Classifier, build_classifier

PLACES = ("幸福村", "阳光小区", "河西镇")


@pytest.fixture(scope="session")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    """The built-in pack with three places of an invented county."""
    cache: Path = tmp_path_factory.mktemp("jieba")
    return build_classifier(places=PLACES, cache_dir=cache)
