"""One spelling: what is typed by sound or by ear is read as it was meant, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.alarm import Alarm
from nlp.classifier import Classifier
from nlp.normalise import normalise
from nlp.pack import read_pack
from nlp.spelling import spelling
from nlp.together import CombinationFinder

SLIPS = spelling().slips.values()
PIECES = sorted(
    {piece for slip in SLIPS for piece in (slip.wrong, slip.right, *slip.near, *slip.not_before)}
    | set(spelling().characters)
)


@pytest.mark.parametrize(
    ("written", "category"),
    [
        ("村口路登坏了三天了没人修", "roads_transport"),
        ("楼上漏税,把我家天花板都泡了", "neighbor"),
        ("老板拖钱工资三个月了", "labor"),
        ("包工头公钱一直不给,电话也不接", "labor"),
        ("垃极堆了一个星期没人清", "sanitation"),
        ("物叶收了钱电题坏了不修", "property_mgmt"),
        ("家里停店了,冰箱的肉都化了", "utilities"),
        ("兄弟俩争宅机地的界,吵了半年", "land"),
        ("彩里给了十万,婚没结成女方不退", "family"),
        ("屋里冇水用,停水两天咗", "utilities"),
    ],
)
def test_a_report_spelt_by_sound_is_heard(classifier: Classifier, written: str, category: str) -> None:
    """The rules know one spelling, people know many."""
    assert classifier.classify(written).category == category


@pytest.mark.parametrize(
    "text", ["着伙了着伙了,快来", "我妈喝农要了", "有人那刀砍人,块来人", "快啲救人,细路掉河里咗"]
)
def test_a_cry_spelt_by_sound_is_heard(classifier: Classifier, text: str) -> None:
    """Nobody looks at his spelling while it burns."""
    assert classifier.classify(text).urgency == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "植物叶子发黄",
        "服务业招人",
        "天下水到处都是",
        "公司偷税漏税被罚了",
        "到处电线乱拉",
        "打加班申请",
        "一块点外卖",
        "怎么半天没动静",
        "这孩子是和同学一起走的",
        "金属是导电体",
        "一点解决办法没有",
        "这边个个都忙",
        "谁管这事",
        "路等会儿再走",
        "毒舌评委",
        "借条和欠条",
        "到底保不保修",
        "公共厕所",
        "撒种子",
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(text: str) -> None:
    """A word of its own, or a part of one, is what it is."""
    assert normalise(text) == text


def test_every_slip_is_undone() -> None:
    """Beside its neighbour, where it needs one; what is meant is not itself a slip."""
    for slip in SLIPS:
        neighbour = slip.near[0] if slip.near else ""
        assert slip.right in normalise(f"{slip.wrong},{neighbour}"), slip.wrong
        assert normalise(slip.right) == slip.right


def test_no_word_of_the_rules_is_a_slip() -> None:
    """It could never be found."""
    pack = read_pack()
    together = CombinationFinder(pack.lexicon.combinations)
    words = {*pack.lexicon.terms(), *together.terms(), *Alarm(pack).terms(), *pack.shared.masks}
    assert [word for word in words if normalise(word).lower() != word.strip().lower()] == []


@given(text=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=8).map("".join))
def test_the_property_that_once_is_enough(text: str) -> None:
    """Whatever slips stand side by side, a second reading changes nothing."""
    once = normalise(text)
    assert normalise(once) == once
