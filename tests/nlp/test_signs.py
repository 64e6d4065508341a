"""The small signs of danger: weighed on one half of the corpus, judged by the other."""

import pytest

from nlp.alarm import Alarm
from nlp.classifier import Classifier
from nlp.pack import read_pack
from nlp.rulefiles import SignRules
from nlp.signs import Signs
from nlp.training.danger import fit


def test_signs_add_up_and_name_their_words() -> None:
    """Pieces of the text and a concept weigh together; what speaks against is not named."""
    rules = SignRules(bias=-1.0, signs={"2.0": ["冒烟"], "0.5": ["@fire"], "-1.0": ["笑"]})
    signs = Signs(rules, {"@fire": frozenset(["着了"])})
    assert signs.hear("屋里冒烟", []).score == 1.0
    assert signs.hear("笑得冒烟", []).score == 0.0
    assert signs.hear("屋里冒烟", []).words == ("冒烟",)
    assert set(signs.terms()) == {"着了", "冒烟"}
    assert set(signs.loud()) == {"冒烟"}


def test_what_is_learned_tells_the_two_apart() -> None:
    """Signs of danger weigh above zero, those of the rest below, and what says nothing next to nothing."""
    rows = [(["火", "在"], 1.0), (["钱", "在"], 0.0)] * 20
    bias, weights = fit(rows)
    assert weights["火"] > 1.0 > -1.0 > weights["钱"]
    assert abs(weights["在"]) < 0.5
    assert abs(bias) < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "三楼雨搭上趴着个光屁股的小孩,底下都是碎玻璃",
        "搅拌机还没停,老陈半条胳膊绞在里头",
        "水都到窗户了,我们六个人抱着一根梁",
        "他把绳子系在门框上,说下辈子再做兄弟",
    ],
)
def test_a_danger_told_by_its_circumstances_is_heard(classifier: Classifier, text: str) -> None:
    """No word of it is a danger by itself."""
    verdict = classifier.classify(text)
    assert verdict.urgency == "emergency"
    assert all(term in text for term in verdict.evidence[0].term.split("+"))


@pytest.mark.parametrize(
    "text",
    [
        "去年拖拉机翻沟里,压断了腿,老板到现在不赔医药费",
        "楼上的狗上周咬了我,主人不出打针钱,找谁评理",
        "谜语:千条线万条线,掉到水里看不见",
        "前年发大水把我家老屋冲走了,现在想申请宅基地",
    ],
)
def test_a_danger_that_is_past_is_an_affair(classifier: Classifier, text: str) -> None:
    """It may be a ticket; nobody is called out."""
    assert classifier.classify(text).urgency != "emergency"


def test_every_sign_can_be_met() -> None:
    """A concept that no combination names, or a sign longer than three characters, would never be found."""
    pack = read_pack()
    concepts = {name for names in Alarm(pack).signs.concepts_of.values() for name in names}
    signs = [sign for signs in pack.signs.signs.values() for sign in signs]
    assert {sign for sign in signs if len(sign) > 3 and sign not in concepts} == set()


def test_an_affair_beside_it_does_not_hide_what_is_cried(classifier: Classifier) -> None:
    """Two matters in one message: the lamp can wait, the fire cannot."""
    verdict = classifier.classify("村口的路灯坏了三天了,没人来修,着火了,快来救火")
    assert verdict.urgency == "emergency"
