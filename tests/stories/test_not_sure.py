"""Where the bot is not sure, the owner is asked in private, once a day; faults are kept and tried again."""

from __future__ import annotations

from handlers.inbox import accept, replay
from nlp.verdict import Verdict
from tests.judges import judging
from tests.town import Town

MAYBE = "那个路口好像有点不对劲"
UNSURE = Verdict(
    kind="service",
    decision="ask",
    category="roads_transport",
    label="道路路灯交通",
    urgency="normal",
    sensitive=False,
    score=0.55,
)


def _unsure(town: Town) -> Town:
    """From now on the classifier is unsure of everything."""
    town.office = judging(town.office, UNSURE)
    return town


def test_the_owner_decides_in_private(town: Town) -> None:
    """1 makes it a ticket in the reporter's name, confirmed already; the group heard nothing before."""
    _unsure(town).says("王大妈", MAYBE)
    assert town.group_hears() == []
    assert town.hears("李群主") == [f"这条要不要登记？1 要 2 不要\n{MAYBE}"]
    town.whispers("李群主", "1")
    ticket = town.ticket(1)
    assert (ticket.status, ticket.text) == ("confirmed", MAYBE)
    assert town.group_hears() == ["【1号】已登记，交赵网格员办理"]
    assert town.hears("李群主") == ["【1号】已确认，交赵网格员办理"]
    town.says("王大妈", "进度 1")
    assert len(town.group_hears()) == 1


def test_no_and_silence_erase_it(town: Town) -> None:
    """2 forgets the words; so do 24 hours without an answer."""
    _unsure(town).says("王大妈", MAYBE)
    town.whispers("李群主", "2")
    assert "好的，这条不登记" in town.hears("李群主")
    town.later(days=2)
    town.says("王大妈", MAYBE)
    assert len(town.hears("李群主")) == 1
    town.later(hours=25)
    town.hush()
    town.whispers("李群主", "1")
    assert town.tickets() == []
    assert town.all_silent()


def test_at_most_once_a_day(town: Town) -> None:
    """A second unsure text of the day is talk."""
    _unsure(town).says("王大妈", MAYBE)
    town.hush()
    town.says("张大爷", MAYBE)
    assert town.all_silent()


def test_a_recall_ends_the_asking(town: Town) -> None:
    """The words are taken back before the owner answered: there is nothing left to register."""
    said = _unsure(town).says("王大妈", MAYBE)
    town.recalls("王大妈", said)
    town.whispers("李群主", "1")
    assert town.tickets() == []


def test_a_fault_of_ours_is_kept_and_handled_later(town: Town) -> None:
    """The sender is answered, the message waits sealed, and `replay` gives it its effect, once."""
    sound = town.office
    town.office = judging(sound, None)
    town.says("王大妈", "村口的路灯坏了三天了，没人来修")
    assert len(town.alarms) == 1
    assert "路灯" not in town.alarms[0]
    assert town.tickets() == []
    town.office = sound
    assert replay(sound, town.now) == (1, 0)
    assert replay(sound, town.now) == (0, 0)
    town.deliver()
    assert len(town.tickets()) == 1
    assert accept(sound, town.last_message, town.now) == "duplicate"


def test_a_grid_workers_own_finding(town: Town) -> None:
    """What staff report in private is placed by their post; the place's owner is asked in private."""
    town.whispers("赵网格员", "巡查发现村口的路灯坏了三天了，没人来修")
    assert town.ticket(1).source == "基层摸排"
    assert "请确认【1号】" in town.hears("李群主")[0]
