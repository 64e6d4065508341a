"""What a reporter can do: ask, add, withdraw, recall, be forgotten."""

from __future__ import annotations

from tests.town import Town

LAMP = "村口的路灯坏了三天了，没人来修"
WATER = "家里停水两天了，打电话也没人管"


def test_progress(town: Town) -> None:
    """With a number, or without if the reporter has one; a stranger is refused."""
    town.says("王大妈", LAMP)
    town.hush()
    town.says("王大妈", "进度")
    assert town.group_hears() == ["【1号】待确认"]
    town.says("李群主", "1")
    town.hush()
    town.says("王大妈", "进度 1")
    assert town.group_hears() == ["【1号】待受理，由赵网格员办理，3月3日前办好"]
    town.says("路人", "进度 1")
    assert town.group_hears() == ["【1号】由反映人、群主和经办人员查进度，您不能办理。"]
    town.says("路人", "进度")
    assert town.all_silent()


def test_adding_words(town: Town) -> None:
    """补充 reaches the handler, and is part of the timeline."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.hush()
    town.says("王大妈", "补充 1 3栋门口那盏也不亮")
    assert town.group_hears() == ["已补充到【1号】"]
    assert town.hears("赵网格员") == ["【1号】反映人补充：3栋门口那盏也不亮"]
    assert town.events(1)[-1].note == "3栋门口那盏也不亮"


def test_withdrawing_erases_the_words(town: Town) -> None:
    """撤回: the ticket ends, its words are gone, the chain still holds."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.hush()
    town.says("路人", "撤回 1")
    assert "不能办理" in town.group_hears()[0]
    town.says("王大妈", "撤回 1")
    assert town.group_hears() == ["已撤回【1号】，内容已删除"]
    assert town.hears("赵网格员") == ["【1号】反映人已撤回，不用再办"]
    assert (town.ticket(1).status, town.ticket(1).text) == ("withdrawn", "")
    assert all(event.note is None for event in town.events(1))
    assert town.is_whole(1)


def test_two_of_ones_own_are_listed(town: Town) -> None:
    """撤回 without a number and two tickets: both are named, nothing is done."""
    town.says("王大妈", LAMP)
    town.says("王大妈", WATER)
    town.hush()
    town.says("王大妈", "撤回", mentions_bot=True)
    assert town.group_hears() == ["有2件：【2号】【1号】，请带编号回复，例：撤回 2"]
    assert {ticket.status for ticket in town.tickets()} == {"pending"}


def test_a_recalled_message_takes_its_ticket_back(town: Town) -> None:
    """What it started is withdrawn and its words are erased; a recall of talk does nothing."""
    said = town.says("王大妈", LAMP)
    town.hush()
    town.recalls("王大妈", said)
    assert (town.ticket(1).status, town.ticket(1).text) == ("withdrawn", "")
    town.recalls("王大妈", "never-heard-of")
    assert town.is_whole(1)


def test_a_recalled_addition_is_erased(town: Town) -> None:
    """A recalled 补充 leaves the ticket and loses its words."""
    town.says("王大妈", LAMP)
    added = town.says("王大妈", "补充 1 3栋门口那盏也不亮")
    town.recalls("王大妈", added)
    assert town.ticket(1).status == "pending"
    assert town.events(1)[-1].note is None
    assert town.is_whole(1)


def test_being_forgotten(town: Town) -> None:
    """删除我的信息: the words are gone, the count stays."""
    town.says("王大妈", LAMP)
    town.hush()
    town.says("王大妈", "删除我的信息")
    assert town.group_hears() == ["您的信息已删除"]
    assert town.ticket(1).text == ""
    assert town.is_whole(1)
    town.says("王大妈", "进度 1")
    assert "不能办理" in town.group_hears()[0]


def test_the_same_message_twice(town: Town) -> None:
    """The gateway repeats: one ticket, one question."""
    town.says("王大妈", LAMP)
    assert town.repeats() == "duplicate"
    town.deliver()
    assert len(town.tickets()) == 1
    assert len(town.group_hears()) == 1


def test_a_strangers_private_words(town: Town) -> None:
    """Nobody knows where a stranger lives: he is told where to say it; no ticket."""
    town.whispers("路人", LAMP)
    assert town.hears("路人") == ["请在您住的网格群里说这件事，我还不知道您住哪个网格"]
    assert town.tickets() == []


def test_whoever_was_erased_is_told_nothing_more(town: Town) -> None:
    """删除我的信息, then the matter is resolved: nobody is asked by an account that is no more."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.says("王大妈", "删除我的信息")
    town.hush()
    town.whispers("赵网格员", "接单 1")
    town.whispers("赵网格员", "办结 1 换了灯泡")
    town.later(days=5)
    assert town.group_hears() == []
    town.later(days=9)
    assert town.ticket(1).status == "closed"
