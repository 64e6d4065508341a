"""Place, time, phone and amount as people write them."""

import time

import pytest

from nlp.facts import FactReader

READER = FactReader(["幸福村", "幸福村3组", "阳光小区"])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("3栋楼上半夜放音响", "3栋"),
        ("3栋2单元501室漏水", "3栋2单元501室"),
        ("幸福村停水了", "幸福村"),
        ("幸福村3组停水了", "幸福村3组"),
        ("幸福村5组停水了", "幸福村5组"),
        ("阳光小区8号楼电梯坏了", "阳光小区8号楼"),
        ("我们锦绣花园停电了", "锦绣花园"),
        ("村口路灯坏了", "村口"),
    ],
)
def test_a_place_is_read(text: str, place: str) -> None:
    """Known names first, then what narrows them, then the shapes of places."""
    assert READER.read(text)["place"].endswith(place)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("昨晚停水了", "昨晚"),
        ("上周三报修的", "上周三"),
        ("拖欠我们三个月工资", "三个月"),
        ("坏了3天了", "3天"),
        ("半夜放音响", "半夜"),
        ("10月5号停的电", "10月5号"),
        ("凌晨两点还在吵", "凌晨两点"),
        ("等了大半年", "半年"),
    ],
)
def test_a_time_is_read(text: str, said: str) -> None:
    """As it was said; nobody guesses the date behind it."""
    assert READER.read(text)["time"] == said


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("欠我3000元", "3000元"),
        ("借了两万块", "两万块"),
        ("被骗8.5万", "8.5万"),
        ("收了八百块钱", "八百块钱"),
    ],
)
def test_an_amount_is_read(text: str, amount: str) -> None:
    """Figures and words alike."""
    assert READER.read(text)["amount"] == amount


def test_a_phone_number_is_read() -> None:
    """Mobile and fixed line, but no part of a longer number."""
    assert READER.read("电话13812345678")["phone"] == "13812345678"
    assert READER.read("打0917-4601234")["phone"] == "0917-4601234"
    assert "phone" not in READER.read("卡号6222138123456789012")


def test_what_is_not_said_is_not_made_up() -> None:
    """No key without a value."""
    assert READER.read("收到") == {}


@pytest.mark.parametrize(
    "unit", ["一", "1", "小", "1栋", "村", "三个", "12月", "9" * 30 + " ", "一二三四小", "上个"]
)
def test_reading_is_linear(unit: str) -> None:
    """No text makes the patterns run wild."""
    text = unit * (65_536 // len(unit))
    started = time.process_time()
    READER.read(text)
    assert time.process_time() - started < 1.5
