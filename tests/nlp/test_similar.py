"""A known question is answered only when it is surely the one that is asked."""

import pytest

from nlp.similar import SURE, best_match

KNOWN = (
    "低保怎么申请?",
    "身份证丢了怎么补办?",
    "医保卡在哪里办?",
    "养老金什么时候发?",
    "新农合每年交多少钱?",
    "80岁高龄津贴每月发多少?",
    "居住证怎么办?",
    "城乡居民医保缴费标准是多少?",
    "户口从村里迁到镇上怎么办?",
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("低保怎么申请", 0),
        ("请问低保如何申请", 0),
        ("怎么申请低保啊", 0),
        ("我想问一下我们家低保怎么申请呢", 0),
        ("身份证丢了咋补办", 1),
        ("医保卡在哪儿办理", 2),
        ("养老金啥时候发", 3),
        ("新农合每年要交多少钱", 4),
        ("居民医保缴费标准多少", 7),
    ],
)
def test_the_same_question_in_other_words_is_found(question: str, place: int) -> None:
    """Turns of phrase do not matter."""
    found = best_match(question, KNOWN)
    assert found is not None
    assert found[0] == place
    assert SURE <= found[1] <= 1.0


@pytest.mark.parametrize(
    "question",
    [
        "残疾证怎么申请",
        "残疾证怎么办",
        "低保取消了怎么办",
        "低保怎么申请不了",
        "低保怎么申请了三个月还没批",
        "不想低保怎么申请",
        "社保卡在哪里办",
        "医保卡怎么办",
        "养老金什么时候没发",
        "养老金为什么不发",
        "88岁高龄津贴每月发多少",
        "90岁高龄津贴每月发多少",
        "城镇职工医保缴费标准是多少",
        "户口从镇上迁到村里怎么办",
        "身份证怎么办理",
        "养老金怎么认证",
        "今天吃什么",
        "",
        "?",
        "\ud800",
        "低保",
        "在哪里办",
    ],
)
def test_another_question_is_not_answered(question: str) -> None:
    """One word in common is not one question, and neither is a known question with one word more."""
    assert best_match(question, KNOWN) is None


def test_of_two_that_are_as_close_neither_is_meant() -> None:
    """Whoever leaves out what tells them apart is not answered by chance."""
    known = ("城市居民最低生活保障金怎么申请?", "农村居民最低生活保障金怎么申请?")
    assert best_match("居民最低生活保障金怎么申请", known) is None
    assert best_match("农村居民最低生活保障金怎么申请", known) is not None


def test_without_candidates_there_is_no_answer() -> None:
    """An empty knowledge base knows nothing."""
    assert best_match("低保怎么申请", ()) is None
