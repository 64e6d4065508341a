"""误报 and 改 teach: a word that is wrong again and again falls silent, in its group or in the county."""

from __future__ import annotations

import pytest
from sqlmodel import select

from models.rule_tally import COUNTY, Pair, RuleTally, resume, suspensions
from tests.judges import judging
from tests.stories.test_not_sure import UNSURE
from tests.town import Town

WATER = "家里停水了"
LAMP = "村口的路灯坏了三天了，没人来修"
FIRE = "着火了快来人"


def _counts(town: Town, scope_is_county: bool = False) -> dict[str, tuple[int, int]]:
    """Right and wrong of each term, in the groups or in the county."""
    with town.database.reading() as session:
        rows = session.exec(select(RuleTally)).all()
    return {
        row.term: (row.right_count, row.wrong_count)
        for row in rows
        if (row.scope == COUNTY) is scope_is_county and row.right_count + row.wrong_count
    }


def _suspended(town: Town) -> list[tuple[str, bool]]:
    """What is suspended, and whether in the county."""
    with town.database.reading() as session:
        return [(one.pair.term, one.chat is None) for one in suspensions(session)]


def _false_alarms(town: Town, times: int, answer: str = "2", group: str = "g3") -> None:
    """王大妈 says it so often, and the owner says each time that it is nothing."""
    for _ in range(times):
        town.sends("王大妈", WATER, group_id=group)
        number = town.tickets()[-1].number
        town.sends("李群主", "2" if answer == "2" else f"{answer} {number}", group_id=group)
        town.rereads()


@pytest.mark.parametrize("answer", ["2", "误报"])
def test_four_false_alarms_silence_a_word_in_its_group(town: Town, answer: str) -> None:
    """From then on it is talk there, without a trace; another group and another word are heard as before."""
    town.group("g4", "C4", owner="李群主")
    _false_alarms(town, 4, answer)
    assert _suspended(town) == [("停水了", False)]
    town.hush()
    town.says("王大妈", WATER)
    assert (town.all_silent(), len(town.tickets())) == (True, 4)
    town.says("王大妈", LAMP)
    town.sends("王大妈", WATER, group_id="g4")
    assert [one.category for one in town.tickets()[4:]] == ["roads_transport", "utilities"]


def test_a_word_counts_however_it_is_spelt(town: Town) -> None:
    """What counts is the word of the rule, not the hand that wrote it."""
    town.says("王大妈", "家裡停水了")
    town.says("李群主", "2")
    assert _counts(town).keys() == {"停水了"}


def test_three_are_not_enough_and_a_right_one_keeps_it(town: Town) -> None:
    """A few mistakes are no proof."""
    _false_alarms(town, 3)
    town.says("王大妈", WATER)
    town.says("李群主", "1")
    town.says("赵网格员", "办结 4 已来水")
    town.later(minutes=3)
    _false_alarms(town, 1)
    assert _counts(town)["停水了"] == (1, 4)
    assert _suspended(town) == []


def test_a_change_counts_against_the_words_and_once_only(town: Town) -> None:
    """改 after 确认 corrects the count instead of adding to it; back again, it is as it was."""
    town.says("王大妈", WATER)
    town.says("李群主", "1")
    assert _counts(town)["停水了"] == (1, 0)
    town.says("李群主", "改 1 物业")
    assert _counts(town)["停水了"] == (0, 1)
    town.says("李群主", "改 1 物业")
    assert _counts(town)["停水了"] == (0, 1)
    town.says("李群主", "改 1 水电气暖网")
    assert _counts(town)["停水了"] == (1, 0)
    town.says("李群主", "误报 1")
    assert _counts(town)["停水了"] == (0, 1)
    assert _counts(town, scope_is_county=True) == _counts(town)


def test_changed_before_it_is_confirmed_it_counts_once(town: Town) -> None:
    """改, then 确认: one decision."""
    town.says("王大妈", WATER)
    town.says("李群主", "改 1 物业")
    town.says("李群主", "确认 1")
    assert _counts(town)["停水了"] == (0, 1)


def test_undoing_takes_the_count_and_the_silence_back(town: Town) -> None:
    """The fourth 误报 was a slip of the thumb."""
    _false_alarms(town, 4)
    town.says("李群主", "撤销")
    town.rereads()
    assert _counts(town)["停水了"] == (0, 3)
    assert _suspended(town) == []
    town.says("李群主", "确认 4")
    assert _counts(town)["停水了"] == (1, 3)
    assert town.ticket(4).counted_as == "utilities"


def test_in_the_county_the_office_hears_one_line(town: Town) -> None:
    """Eight decisions in two groups, none of them right: 郑主任 is told once, and no group hears it."""
    town.group("g4", "C4", owner="李群主")
    _false_alarms(town, 4)
    town.hush()
    _false_alarms(town, 4, group="g4")
    assert ("停水了", True) in _suspended(town)
    told = "“停水了”误报太多，全县先不再凭它登记：8次只对了0次"
    assert town.hears("郑主任") == [told]
    assert told not in town.group_hears("g4")
    town.group("g9", "C9", owner="李群主")
    town.hush()
    town.sends("王大妈", WATER, group_id="g9")
    assert town.all_silent()


def test_one_owner_does_not_decide_for_the_county(town: Town) -> None:
    """However often he says 误报, elsewhere the word is heard."""
    town.group("g4", "C4", owner="李群主")
    for _ in range(10):
        _false_alarms(town, 1)
        with town.database.session() as session:
            for one in suspensions(session):
                assert resume(session, one.pair, _group_scope(town), town.now)
        town.rereads()
    assert _counts(town, scope_is_county=True)["停水了"] == (0, 10)
    assert _suspended(town) == []


def test_resumed_it_speaks_and_is_counted_anew(town: Town) -> None:
    """Taken back by hand, it takes as much as the first time to fall silent again."""
    _false_alarms(town, 4)
    with town.database.session() as session:
        (one,) = suspensions(session)
        assert resume(session, one.pair, _group_scope(town), town.now)
        assert not resume(session, one.pair, _group_scope(town), town.now)
        assert not resume(session, Pair("utilities.strong", "没有的词"), COUNTY, town.now)
    town.rereads()
    _false_alarms(town, 3)
    assert len(town.tickets()) == 7
    assert _suspended(town) == []


def test_danger_is_never_silenced(town: Town) -> None:
    """However often a fire was none, fire is heard."""
    for _ in range(6):
        town.says("王大妈", FIRE)
        town.says("李群主", f"误报 {town.tickets()[-1].number}")
        town.rereads()
    assert _counts(town) == {}
    town.says("王大妈", FIRE)
    assert town.ticket(7).urgency == "emergency"


def test_what_the_clock_decides_teaches_nothing(town: Town) -> None:
    """Nobody answered: nobody has said that the words were right."""
    town.says("王大妈", WATER)
    town.later(days=3)
    assert town.ticket(1).status == "confirmed"
    assert (_counts(town), town.ticket(1).counted_as) == ({}, None)


def test_to_register_after_all_is_an_answer(town: Town) -> None:
    """The owner's 1 to “要不要登记？” confirms; without words of a rule there is nothing to count."""
    town.office = judging(town.office, UNSURE)
    town.says("王大妈", "那个路口好像有点不对劲")
    town.whispers("李群主", "1")
    assert town.ticket(1).counted_as == "roads_transport"
    assert _counts(town) == {}


def _group_scope(town: Town) -> int:
    with town.database.reading() as session:
        rows = session.exec(select(RuleTally.scope).where(RuleTally.scope != COUNTY)).all()
    return rows[0]
