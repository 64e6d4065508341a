"""The segmenter keeps to itself."""

from pathlib import Path

import jieba
import pytest

from nlp.classifier import build_classifier
from nlp.segmenter import Segmenter


def test_a_place_stays_one_word(tmp_path: Path) -> None:
    """A county's names are words, whatever the dictionary thinks."""
    segmenter = Segmenter(places=["东风渠沟儿村"], words=["换热站"], cache_dir=tmp_path)
    assert "东风渠沟儿村" in segmenter.cut("我们东风渠沟儿村停水了")
    assert "换热站" in segmenter.cut("换热站坏了")


def test_our_words_do_not_reach_the_global_tokenizer(tmp_path: Path) -> None:
    """Nor do words added to the global one reach us."""
    segmenter = Segmenter(places=["东风渠沟儿村"], cache_dir=tmp_path)
    segmenter.load()
    assert "东风渠沟儿村" not in jieba.dt.FREQ
    jieba.dt.FREQ["灯坏了没"] = 99_999
    try:
        assert "灯坏了没" not in segmenter.cut("路灯坏了没人修")
    finally:
        del jieba.dt.FREQ["灯坏了没"]


def test_nothing_is_read_before_the_first_cut(tmp_path: Path) -> None:
    """A process that only chats never loads the dictionary; then its cache lies where it was told."""
    segmenter = Segmenter(cache_dir=tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())
    segmenter.cut("停水了")
    assert list((tmp_path / "cache").iterdir())


def test_the_words_joined_are_the_text(tmp_path: Path) -> None:
    """Nothing is lost or added, not even what is no word."""
    text = "3栋楼上 半夜放音响😀\ud800 abc,。"
    assert "".join(Segmenter(cache_dir=tmp_path).cut(text)) == text


def test_jieba_says_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Its loading messages do not belong on a user's screen."""
    Segmenter(cache_dir=tmp_path).cut("停水了")
    assert capfd.readouterr() == ("", "")


def test_twelve_thousand_places_are_no_burden(tmp_path: Path) -> None:
    """A county's every village and estate, found in the text."""
    places = [f"第{number}号小湾村" for number in range(12_000)]
    classifier = build_classifier(places=places, cache_dir=tmp_path)
    assert classifier.classify("第7777号小湾村停水了").entities["place"] == "第7777号小湾村"
