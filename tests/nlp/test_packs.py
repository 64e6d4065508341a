"""Proof, difference and mining: what a pack proves, what it would change, what a county's tickets offer."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.classifier import Classifier, build_classifier
from nlp.packs.difference import differences, outcome
from nlp.packs.mining import FEWEST, HEAVIEST, REJECTED, Counts, as_toml, without_parts
from nlp.packs.phrases import PhraseFinder
from nlp.packs.proof import prove
from nlp.rulefiles import CategoryRules
from nlp.rulepack import Texts
from nlp.segmenter import Segmenter

HEAT = 'code = "utilities"\nexamples = ["换热站趴窝了"]\n[strong]\n"6" = ["换热站趴窝"]\n'


@pytest.fixture(name="cache", scope="module")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache of the dictionary."""
    return tmp_path_factory.mktemp("jieba")


@pytest.fixture(name="finder", scope="module")
def _finder(cache: Path) -> PhraseFinder:
    """A finder that knows a county's people and places."""
    return PhraseFinder(Segmenter(cache_dir=cache), ["王建国", "李秀英", "清泉村", "幸福小区"], ["停水"])


def test_a_pack_proves_what_it_says_and_what_was_said_before(cache: Path) -> None:
    """Its example holds with it and fails without its word; every file of the built-in pack is there."""
    good, bad = Texts("good", {"own.toml": HEAT}), Texts("bad", {"own.toml": HEAT.replace("6", "0.5")})
    proved = prove([good], build_classifier([good], cache_dir=cache))
    assert all(one.holds for one in proved)
    assert len({one.claim.file for one in proved}) == 31
    failed = [one for one in prove([bad], build_classifier([bad], cache_dir=cache)) if not one.holds]
    assert [(one.claim.text, one.claim.file.name) for one in failed] == [("换热站趴窝了", "own.toml")]


def test_a_county_has_the_last_word_on_an_example(cache: Path) -> None:
    """Where it wants silence, the built-in pack's example counts no more."""
    never = 'code = "utilities"\nnever = ["家里停水了"]\n'
    without = Texts("pack", {"own.toml": never + 'counter_examples = ["家里停水了"]\n'})
    claims = {one.claim.text: one for one in prove([without], build_classifier([without], cache_dir=cache))}
    assert claims["家里停水了"].claim.decision == "silent"


def test_a_difference_names_the_words_that_make_it(classifier: Classifier, cache: Path) -> None:
    """What stays as it is is not told, and an emergency's urgency is part of it."""
    new = build_classifier([Texts("pack", {"own.toml": HEAT})], cache_dir=cache)
    texts = [("17", "换热站趴窝了"), ("18", "家里停水了"), ("19", "吃饭了没")]
    (change,) = differences(texts, classifier.classify, new.classify)
    assert (change.name, outcome(change.before), outcome(change.after)) == (
        "17",
        "silent",
        "register utilities",
    )
    assert change.words == ["+ 换热站趴窝 +6"]
    assert "text" not in change.as_dict(with_text=False)
    assert change.as_dict(with_text=True)["text"] == "换热站趴窝了"
    assert outcome(classifier.classify("着火了快来人")).endswith("emergency")


def test_what_marks_confirmed_tickets_is_found_and_pastes_as_toml(finder: PhraseFinder) -> None:
    """A word of many confirmed tickets and no rejected one; one of both kinds alike is none."""
    confirmed = [(f"换热站又趴窝了,广场上{'冷' * n}", "utilities") for n in range(1, 9)]
    rejected = [(f"广场上唱歌跳舞{'好' * n}", REJECTED) for n in range(1, 30)]
    counts = Counts([*confirmed, *rejected], finder.find)
    findings = without_parts(counts.findings("utilities"))
    phrases = [one.phrase for one in findings]
    assert any("趴窝" in phrase or "换热" in phrase for phrase in phrases)
    assert "广场" not in phrases
    assert all(one.confirmed >= FEWEST and one.weight <= HEAVIEST for one in findings)
    pasted = as_toml(("utilities", "水电气暖网"), findings, counts.texts)
    rules = CategoryRules.model_validate(tomllib.loads(pasted))
    assert {word for words in rules.weak.values() for word in words} == set(phrases)
    assert "8 confirmed, 29 rejected" in pasted


def test_what_few_have_said_is_not_shown(finder: PhraseFinder) -> None:
    """Two tickets are somebody's story, not a rule."""
    counts = Counts([("换热站趴窝了", "utilities")] * 2 + [("广场唱歌", REJECTED)] * 20, finder.find)
    assert counts.findings("utilities") == []


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("王建国家的换热站趴窝了", "建国"),
        ("清泉村的换热站趴窝了", "清泉"),
        ("幸福小区的换热站", "幸福"),
        ("打13800001234找换热站", "13800001234"),
        ("去北京路的换热站", "北京"),
        ("小张说换热站趴窝", "小张"),
        ("王姐说换热站趴窝", "王姐"),
        ("张伟说换热站趴窝", "张伟"),
    ],
)
def test_no_name_number_or_place_is_shown(finder: PhraseFinder, text: str, hidden: str) -> None:
    """Neither alone nor within a phrase, while the matter itself is found."""
    found = list(finder.find(text))
    assert found
    assert not any(hidden in phrase or phrase in hidden for phrase in found)


def test_what_is_a_rules_word_already_is_not_suggested(finder: PhraseFinder) -> None:
    """It is known."""
    assert "停水" not in list(finder.find("停水影响生活"))


@given(
    right=st.lists(st.sampled_from("甲乙丙丁"), max_size=40),
    wrong=st.lists(st.sampled_from("甲乙丙丁"), max_size=40),
)
def test_a_finding_is_commoner_in_its_own_texts(right: list[str], wrong: list[str]) -> None:
    """Whatever is counted: a phrase stands out only where its share is the greater."""
    decided = [(text, "utilities") for text in right] + [(text, REJECTED) for text in wrong]
    for one in Counts(decided, lambda text: [text]).findings("utilities"):
        assert one.confirmed == right.count(one.phrase)
        assert one.confirmed / len(right) > one.rejected / max(1, len(wrong))
        assert one.log_odds > 0
