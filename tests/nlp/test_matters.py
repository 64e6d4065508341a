"""Several matters in one message are told apart; a matter with its consequences is one."""

from pathlib import Path

import pytest

import nlp
from nlp.classifier import Classifier
from nlp.matters import matters

REPORTS = Path(nlp.__file__).parent / "corpus" / "reports"


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("村口路灯坏了三天没人修，还有我家隔壁老王把墙砌到我地里了", ["roads_transport", "neighbor"]),
        ("老板拖欠工资三个月不给，另外我的低保也停了没人说原因", ["labor", "welfare"]),
        ("村口路灯坏了三天没人修。隔壁砌墙占了我家宅基地。", ["roads_transport", "land"]),
        ("1、村口路灯坏了没人修 2、垃圾堆成山没人清", ["roads_transport", "sanitation"]),
        ("3栋路灯坏了没人修，还有5栋路灯也坏了没人修", ["roads_transport", "roads_transport"]),
        ("停水三天了没人管，老人没法做饭", ["utilities"]),
        ("停水三天了没人管，还有老人没法做饭", ["utilities"]),
        ("家里停水两天了，打电话也没人管，还有没有人管了", ["utilities"]),
        ("老板拖欠工资三个月不给，还有加班费也没给", ["labor"]),
        ("楼上漏水没人管，把我家电线泡了停电了", ["neighbor"]),
        ("还有谁家停水了，我家停水两天了没人管", ["utilities"]),
        ("撞人跑了！老头躺在路中间 头上都是血", ["traffic_accident"]),
    ],
)
def test_matters_are_told_apart(classifier: Classifier, text: str, categories: list[str]) -> None:
    """By the words that begin another, or by sentences that are reports each."""
    assert [one.verdict.category for one in matters(text, classifier.classify)] == categories


def test_each_has_its_own_words(classifier: Classifier) -> None:
    """Without those that only lead over to it; what follows belongs to what it follows."""
    text = "村口路灯坏了三天没人修，黑得很，另外老板拖欠工资三个月不给，我没法过年"
    assert [one.text for one in matters(text, classifier.classify)] == [
        "村口路灯坏了三天没人修，黑得很",
        "老板拖欠工资三个月不给，我没法过年",
    ]


def test_nothing_comes_of_nothing(classifier: Classifier) -> None:
    """Talk holds no matter, however it is joined."""
    assert matters("", classifier.classify) == []
    assert matters("晚上跳舞，还有谁去", classifier.classify) == []


def test_single_reports_are_not_taken_apart(classifier: Classifier) -> None:
    """Of the corpus, whose messages report one thing each, next to none."""
    told = [line for file in sorted(REPORTS.glob("*.txt")) for line in file.read_text("utf-8").splitlines()]
    apart = [line for line in told[::4] if len(matters(line, classifier.classify)) > 1]
    assert len(apart) <= len(told) // 4 // 300
