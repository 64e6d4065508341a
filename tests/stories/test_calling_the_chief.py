"""群众按“1”: a resident who sends 1 calls the grid's chief at once."""

from __future__ import annotations

import pytest

from tests.town import Town


@pytest.mark.parametrize("one", ["1", "１", "1！", " 1"])
def test_one_calls_the_chief(town: Town, one: str) -> None:
    """Alone in the group, from anyone who was not asked."""
    town.says("王大妈", one)
    (reply,) = town.group_messages()
    assert reply.text == "已通知孙网格长，请等他联系您"
    assert reply.mentions == ("u-wang",)
    assert town.hears("孙网格长") == ["请马上联系幸福村3组的居民，他按“1”找您：王大妈 13800009001"]


def test_once_in_ten_minutes(town: Town) -> None:
    """A second 1 within ten minutes is silence; after that it calls again."""
    town.says("王大妈", "1")
    town.hush()
    town.later(minutes=5)
    town.says("王大妈", "1")
    assert town.all_silent()
    town.later(minutes=6)
    town.says("王大妈", "1")
    assert len(town.hears("孙网格长")) == 1


def test_not_while_others_count(town: Town) -> None:
    """接龙: while others post bare numbers, a 1 is talk."""
    town.says("张大爷", "2")
    town.says("王大妈", "1")
    assert town.all_silent()
    town.later(minutes=3)
    town.says("王大妈", "1")
    assert len(town.group_hears()) == 1


def test_the_owners_one_without_a_question_does_nothing(town: Town) -> None:
    """Nor does the chief's own."""
    town.says("李群主", "1")
    town.says("孙网格长", "1")
    assert town.all_silent()


def test_wanting_in_private(town: Town) -> None:
    """要 in private calls the chief of one's own grid; a stranger's grid is not known."""
    town.whispers("陈师傅", "要")
    assert town.hears("陈师傅") == ["已通知孙网格长，请等他联系您"]
    town.hush()
    town.whispers("路人", "要")
    town.says("王大妈", "要")
    assert town.all_silent()
