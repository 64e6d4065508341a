"""Danger to life, told by circumstances, and what only sounds like it."""

import json
from pathlib import Path

import pytest

from nlp.classifier import Classifier

UNSEEN = Path(__file__).with_name("dangers_unseen.jsonl")
"""Written before its author had read the rules; nothing learns from it."""


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


def test_an_affair_beside_it_does_not_hide_what_is_cried(classifier: Classifier) -> None:
    """Two matters in one message: the lamp can wait, the fire cannot."""
    verdict = classifier.classify("村口的路灯坏了三天了,没人来修,着火了,快来救火")
    assert verdict.urgency == "emergency"


@pytest.mark.parametrize("text", ["到现在还没来人", "打了三个电话都说在路上，还没来人"])
def test_who_only_waits_is_in_no_danger(classifier: Classifier, text: str) -> None:
    """Words that follow a report of whatever kind."""
    assert classifier.classify(text).urgency != "emergency"


def test_hardly_a_danger_is_missed(classifier: Classifier) -> None:
    """Of forty-two that nothing was learned from three may be, and four of as many look-alikes cried out."""
    rows = [json.loads(line) for line in UNSEEN.read_text(encoding="utf-8").splitlines()]
    cried = {row["text"] for row in rows if classifier.classify(row["text"]).urgency == "emergency"}
    assert sum(row["danger"] and row["text"] not in cried for row in rows) <= 3
    assert sum(not row["danger"] and row["text"] in cried for row in rows) <= 4
