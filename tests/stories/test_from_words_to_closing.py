"""王大妈's words become a ticket, are confirmed by one character, handled, and closed by her word."""

from __future__ import annotations

from tests.town import Town


def test_a_lamp_from_words_to_closing(town: Town) -> None:
    """A service: reported, confirmed with 1, claimed, resolved, and closed by the reporter."""
    said = town.says("王大妈", "村口的路灯坏了三天了，晚上黑得看不见路，没人来修")
    (asked,) = town.group_messages()
    assert asked.text == "@李群主 请确认【1号】（道路路灯交通）：1 是 2 误报 3 交网格长"
    assert asked.mentions == ("u-li",)
    assert asked.in_reply_to == said

    town.says("李群主", "1")
    assert town.group_hears() == ["【1号】已登记，交赵网格员办理"]
    (task,) = town.hears("赵网格员")
    assert "接单 1" in task
    assert "路灯坏了三天了" in task
    assert town.ticket(1).status == "confirmed"

    town.whispers("赵网格员", "接单 1")
    assert town.group_hears() == ["【1号】赵网格员已接单，正在办理"]
    assert town.hears("赵网格员") == ["已接单【1号】，办好请回复：办结 1 说明"]

    town.whispers("赵网格员", "办结 1 换了新灯泡")
    assert town.group_hears() == ["【1号】已办结：换了新灯泡。请回复 满意 1 或 不满意 1"]
    town.says("王大妈", "满意")
    assert town.group_hears() == ["谢谢，【1号】已销号"]
    assert town.ticket(1).status == "closed"
    assert [event.action for event in town.events(1)] == [
        "report", "confirm", "assign", "claim", "resolve", "satisfied",
    ]  # fmt: skip


def test_a_quarrel_needs_the_superiors_yes(town: Town) -> None:
    """A dispute: 办结 is a request, the village cadre agrees, only then the reporter is asked."""
    town.says("王大妈", "3栋楼上天天半夜放音响，吵得睡不着，说了也不听")
    town.says("李群主", "１")
    town.whispers("赵网格员", "接单１")
    town.hush()

    town.whispers("赵网格员", "办结 1 双方签了协议，晚上十点后不放")
    assert town.hears("赵网格员") == ["已报请【1号】办结，等周主任同意"]
    assert town.group_hears() == []
    ticket = town.ticket(1)
    assert (ticket.status, ticket.awaiting) == ("handling", "approval")
    (request,) = town.hears("周主任")
    assert "同意 1" in request

    town.whispers("周主任", "退回 1 还没有签字")
    assert town.hears("赵网格员") == ["【1号】被退回，请继续办理：还没有签字"]
    town.whispers("赵网格员", "办结 1 已签字")
    town.hush()
    town.whispers("周主任", "同意 1")
    assert town.group_hears() == ["【1号】已办结：已签字。请回复 满意 1 或 不满意 1"]
    assert town.ticket(1).status == "resolved"


def test_not_good_enough_goes_one_level_up(town: Town) -> None:
    """不满意: back to handling, with whoever answers for the next level."""
    town.says("王大妈", "村口路灯坏了没人修")
    town.says("李群主", "1")
    town.whispers("赵网格员", "办结 1 修过了")
    town.hush()
    town.says("王大妈", "不满意 1 还是不亮")
    assert town.group_hears() == ["【1号】没办好，已请周主任接着办"]
    ticket = town.ticket(1)
    assert ticket.status == "handling"
    assert ticket.handler_id == town.person("周主任").id
    assert set(ticket.flags) == {"escalated", "reopened"}
    assert "接单 1" in town.hears("周主任")[0]
