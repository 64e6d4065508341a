"""Sensitive decides the place, urgency the speed."""

from __future__ import annotations

from models.outbox import Outgoing
from tests.town import Town


def test_an_emergency_is_answered_at_once(town: Town) -> None:
    """110, 119, 120 in the group, the chief is told at once, the owner is asked."""
    town.says("王大妈", "着火了！3栋二楼着火了，快来人啊")
    said = town.group_hears()
    assert said[0] == "有危险请马上打110、119或120！【1号】已通知孙网格长"
    assert "请确认【1号】" in said[1]
    assert "危急" in town.hears("孙网格长")[0]
    assert town.ticket(1).urgency == "emergency"
    assert isinstance(Outgoing.__doc__, str)


def test_domestic_violence_stays_private(town: Town) -> None:
    """The group hears the number only; help goes to the reporter, the question to the owner, in private."""
    town.says("王大妈", "我老公又喝酒打我了，救命，孩子也被打了")
    assert town.group_hears() == ["【1号】已收到"]
    assert "110" in town.hears("王大妈")[0]
    assert "确认【1号】" in town.hears("李群主")[0]
    town.says("李群主", "1")
    assert town.group_hears() == []
    assert town.hears("王大妈") == ["【1号】已登记，交赵网格员办理"]
    assert town.hears("李群主") == ["【1号】已确认，交赵网格员办理"]
    town.says("王大妈", "进度 1")
    assert town.group_hears() == []
    assert len(town.hears("王大妈")) == 1


def test_numbers_are_hidden_in_the_group(town: Town) -> None:
    """A handler's result with a telephone number is masked before the group hears it."""
    town.says("王大妈", "村口的路灯坏了三天了，没人来修")
    town.says("李群主", "1")
    town.hush()
    town.whispers("赵网格员", "办结 1 电工13812345678")
    assert "138****5678" in town.group_hears()[0]
