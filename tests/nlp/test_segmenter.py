"""The segmenter keeps to itself, and both ways to cut give the same words."""

from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.classifier import build_classifier
from nlp.jieba_cutter import JiebaCutter
from nlp.normalise import normalise
from nlp.rjieba_cutter import RjiebaCutter
from nlp.rulepack import read_categories
from nlp.segmenter import Cutter, Segmenter
from tests.nlp.village_chat import CHAT

BOTH = pytest.mark.parametrize("cutter", [RjiebaCutter, JiebaCutter])
OWN = ["东风渠沟儿村", "换热站"]
SENTENCES = [text for _, rules in read_categories() for text in (*rules.examples, *rules.counter_examples)]
WORDS = sorted({word for text in (*SENTENCES, *CHAT) for word in jieba.lcut(normalise(text))})


@BOTH
def test_a_place_stays_one_word(cutter: type[Cutter], tmp_path: Path) -> None:
    """A county's names are words, whatever the dictionary thinks."""
    segmenter = Segmenter(places=["东风渠沟儿村"], words=["换热站"], cache_dir=tmp_path, cutter=cutter)
    assert "东风渠沟儿村" in segmenter.cut("我们东风渠沟儿村停水了")
    assert "换热站" in segmenter.cut("换热站坏了")


@BOTH
def test_our_words_do_not_reach_the_global_tokenizer(cutter: type[Cutter], tmp_path: Path) -> None:
    """Nor do words added to the global one reach us, nor those of one segmenter another."""
    segmenter = Segmenter(places=["东风渠沟儿村"], cache_dir=tmp_path, cutter=cutter)
    segmenter.load()
    assert "东风渠沟儿村" not in jieba.dt.FREQ
    other = Segmenter(cache_dir=tmp_path, cutter=cutter)
    assert "东风渠沟儿村" not in other.cut("我们东风渠沟儿村停水了")
    jieba.dt.FREQ["灯坏了没"] = 99_999
    try:
        assert "灯坏了没" not in segmenter.cut("路灯坏了没人修")
    finally:
        del jieba.dt.FREQ["灯坏了没"]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Segmenter, Segmenter]:
    """The fast cutter and the yardstick, with the same words of a county."""
    folder = tmp_path_factory.mktemp("cache")
    fast, plain = (
        Segmenter(places=OWN, cache_dir=folder, cutter=cutter) for cutter in (RjiebaCutter, JiebaCutter)
    )
    return fast, plain


def test_both_cut_every_sentence_of_the_rules_alike(two: tuple[Segmenter, Segmenter]) -> None:
    """jieba says what a word is; the faster binding may not differ anywhere."""
    for text in (*SENTENCES, *map(normalise, SENTENCES), *CHAT):
        assert two[0].cut(text) == two[1].cut(text)


@settings(max_examples=300, deadline=None)
@given(
    text=st.lists(st.one_of(st.sampled_from([*WORDS, *OWN]), st.text(max_size=3)), max_size=9).map("".join)
)
def test_the_property_that_both_cut_alike(two: tuple[Segmenter, Segmenter], text: str) -> None:
    """Words of the rules in any order, with anything between them."""
    assert two[0].cut(normalise(text)) == two[1].cut(normalise(text))


def test_nothing_is_read_before_the_first_cut(tmp_path: Path) -> None:
    """A process that only chats never loads the dictionary; jieba's cache lies where it was told."""
    segmenter = Segmenter(cache_dir=tmp_path / "cache", cutter=JiebaCutter)
    assert not list((tmp_path / "cache").iterdir())
    segmenter.cut("停水了")
    assert list((tmp_path / "cache").iterdir())


def test_a_broken_cache_is_made_anew(tmp_path: Path) -> None:
    """A disk that was full leaves half a file; the words are the same."""
    first = Segmenter(cache_dir=tmp_path, cutter=JiebaCutter).cut("路灯坏了没人修")
    cache = tmp_path / "jieba.cache"
    whole = cache.read_bytes()
    cache.write_bytes(whole[:1000])
    assert Segmenter(cache_dir=tmp_path, cutter=JiebaCutter).cut("路灯坏了没人修") == first
    assert len(cache.read_bytes()) == len(whole)


@BOTH
def test_the_words_joined_are_the_text(cutter: type[Cutter], tmp_path: Path) -> None:
    """Nothing is lost or added, not even what is no word."""
    text = "3栋楼上 半夜放音响😀\ud800 abc,。"
    assert "".join(Segmenter(cache_dir=tmp_path, cutter=cutter).cut(text)) == text


@BOTH
def test_jieba_says_nothing(cutter: type[Cutter], tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Its loading messages do not belong on a user's screen."""
    Segmenter(cache_dir=tmp_path, cutter=cutter).cut("停水了")
    assert capfd.readouterr() == ("", "")


def test_twelve_thousand_places_are_no_burden(tmp_path: Path) -> None:
    """A county's every village and estate, found in the text."""
    places = [f"第{number}号小湾村" for number in range(12_000)]
    classifier = build_classifier(places=places, cache_dir=tmp_path)
    assert classifier.classify("第7777号小湾村停水了").entities["place"] == "第7777号小湾村"
