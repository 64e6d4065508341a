"""What is taken out of a paper for the public, and what is left in it."""

from __future__ import annotations

import pytest

from handlers.papers.name_words import could_be_names, without_likely_names


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("王大妈家的灯坏了", "某某家的灯坏了"),
        ("老李说他不管", "某某说他不管"),
        ("房东张三不退押金", "房东某某不退押金"),
        ("当事人：李四明", "当事人：某某"),
        ("陈建国书记来过", "某某来过"),
        ("打电话13800009001找他", "打电话（号码略）找他"),
        ("座机0917-4602110", "座机（号码略）"),
        ("身份证61032419900101123X", "身份证（号码略）"),
        ("卡号6222021234567890123", "卡号（号码略）"),
    ],
)
def test_names_and_numbers_go(said: str, left: str) -> None:
    """Numbers of people, surnames with a title, names after a word for a person."""
    assert without_likely_names(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "村口的路灯坏了三天了，没人来修",
        "老小区的水管又爆了",
        "老板拖欠我们三个月工资",
        "2026年3月2日登记的第17号事项",
        "欠了8000元，三个月没还",
        "打12345没人接，打110来了",
        "高层电梯停了，金银花地没水",
    ],
)
def test_what_is_no_name_stays(said: str) -> None:
    """Days, sums, numbers of services, and words that only begin like a name."""
    assert without_likely_names(said) == said


def test_pieces_are_as_long_as_names() -> None:
    """Two to four characters, within one run of characters."""
    assert could_be_names("找欧阳明，a王五") == {
        "找欧",
        "欧阳",
        "阳明",
        "找欧阳",
        "欧阳明",
        "找欧阳明",
        "王五",
    }
