"""A known question is answered only when it is surely the one that is asked."""

import pytest

from nlp.similar import SURE, best_match

KNOWN = (
    "低保怎么申请?",
    "身份证丢了怎么补办?",
    "医保卡在哪里办?",
    "养老金什么时候发?",
    "新农合每年交多少钱?",
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("低保怎么申请", 0),
        ("请问低保如何申请", 0),
        ("怎么申请低保啊", 0),
        ("身份证丢了咋补办", 1),
        ("医保卡在哪儿办理", 2),
        ("养老金啥时候发", 3),
        ("新农合每年要交多少钱", 4),
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
        "低保取消了怎么办",
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
    """One word in common is not one question."""
    assert best_match(question, KNOWN) is None


def test_without_candidates_there_is_no_answer() -> None:
    """An empty knowledge base knows nothing."""
    assert best_match("低保怎么申请", ()) is None
