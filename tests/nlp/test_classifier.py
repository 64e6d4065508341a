"""What holds for every verdict, whatever the text."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.classifier import Classifier, Evidence, Verdict
from nlp.rulepack import read_categories

_WORDS = sorted(
    {
        word
        for _, rules in read_categories()
        for lists in (rules.strong, rules.weak)
        for found in lists.values()
        for word in found
    }
)
_ANY = st.text(st.characters(exclude_categories=()), max_size=300)
_CRAFTED = st.lists(st.one_of(st.sampled_from(_WORDS), _ANY), max_size=12).map("".join)


def _holds(verdict: Verdict) -> None:
    assert (verdict.kind == "none") == (verdict.decision == "silent")
    assert (verdict.category is None) == (verdict.kind == "none")
    assert 0.0 <= verdict.score <= 1.0
    assert verdict.kind == "none" or verdict.evidence


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(_ANY, _CRAFTED))
def test_any_text_gets_a_verdict_that_holds_together(classifier: Classifier, text: str) -> None:
    """No script, emoji or broken character breaks it; a report always names its words."""
    _holds(classifier.classify(text))


@pytest.mark.parametrize(
    "unit",
    [
        "停水了,",
        "老板不给工资",
        "。",
        "一",
        "1",
        "a1栋",
        "3栋2单元",
        "幸福村",
        "昨天3点半",
        "他说",
        "1.菜 2.肉 3.米\n",
        "隔壁吵",
    ],
)
def test_a_long_text_is_judged_in_well_under_a_second(classifier: Classifier, unit: str) -> None:
    """64 KiB of anything, and not more than twice as slow as linear for half of it."""
    classifier.warm_up()
    text = unit * (65_536 // len(unit))
    started = time.process_time()
    _holds(classifier.classify(text))
    assert time.process_time() - started < 0.6


def test_the_same_text_gets_the_same_verdict_in_every_thread(classifier: Classifier) -> None:
    """Nothing is remembered between messages."""
    texts = ["家里停水了", "老板拖欠我们三个月工资", "收到", "有人打架动刀了快来"] * 25
    alone = [classifier.classify(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(classifier.classify, texts)) == alone


def test_a_row_has_the_keys_of_the_contract(classifier: Classifier) -> None:
    """`gridbot classify` prints it as it is."""
    row = classifier.classify("幸福村3组昨晚停水了,电话13812345678").as_dict()
    assert list(row) == [
        "kind", "decision", "category", "label", "urgency", "sensitive", "score", "evidence", "entities",
    ]  # fmt: skip
    assert row["category"] == "utilities"
    assert row["label"] == "水电气暖网"
    assert set(row["evidence"][0]) == {"term", "weight", "rule"}
    assert row["entities"]["phone"] == "13812345678"


def test_a_silent_row_names_no_category(classifier: Classifier) -> None:
    """Silence is complete."""
    row = classifier.classify("收到").as_dict()
    assert (row["kind"], row["decision"], row["category"], row["label"]) == ("none", "silent", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "楼上没有再漏水",
        "家里不停电了",
        "没有停水",
        "现在不吵了",
        "已经修好了谢谢",
        "路灯修好了,感谢",
        "水来了",
        "没漏水",
        "电梯修好了",
    ],
)
def test_what_is_denied_or_over_is_met_with_silence(classifier: Classifier, text: str) -> None:
    """没有再漏水 is not a leak, and 修好了 needs nobody."""
    assert classifier.classify(text).kind == "none"


@pytest.mark.parametrize(
    "text", ["路灯修好了又坏了", "说修好了,水管还是漏水,没人管", "钱什么时候能到账,低保没发"]
)
def test_what_is_only_half_over_is_still_heard(classifier: Classifier, text: str) -> None:
    """修好了又坏了 is a report."""
    assert classifier.classify(text).decision == "register"


@pytest.mark.parametrize(
    "text",
    [
        "老公天天打我",
        "我不想活了",
        "他借我三万块钱两年了不还",
        "孩子在学校被同学欺负,老师不管",
        "医院误诊,病历不给看",
    ],
)
def test_a_private_matter_is_marked(classifier: Classifier, text: str) -> None:
    """Violence at home, minors, health and money between people are answered in private."""
    assert classifier.classify(text).sensitive


@pytest.mark.parametrize(
    "text",
    ["家里停水了", "老板拖欠我们三个月工资", "3栋楼上半夜放音响", "买到假种子,店家不退", "低保怎么申请"],
)
def test_an_ordinary_matter_is_not_private(classifier: Classifier, text: str) -> None:
    """The group may hear of it."""
    assert not classifier.classify(text).sensitive


def test_waiting_that_makes_it_worse_is_urgent(classifier: Classifier) -> None:
    """Between ordinary and deadly there is urgent."""
    assert classifier.classify("后山土墙快塌了,太危险").urgency == "urgent"
    assert classifier.classify("路灯坏了三天了没人修").urgency == "normal"


def test_an_emergency_names_its_words_first(classifier: Classifier) -> None:
    """Whoever reads the ticket sees at once why the bot called out."""
    first = classifier.classify("着火了").evidence[0]
    assert isinstance(first, Evidence)
    assert (first.term, first.rule) == ("着火了", "common.emergencies.fire")
