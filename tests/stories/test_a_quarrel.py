"""吵架: the group hears nothing, nobody is told who is right; the owner is asked in private, once a day."""

from __future__ import annotations

import pytest
from sqlmodel import select

from handlers.hearing import group_key
from models.question import Question
from models.receipt import Receipt
from nlp.training.quarrels import EXAMPLES, dialogues
from tests.town import Town

TURNS = (
    ("王大妈", "你说谁偷你家鸡了，你给我说清楚"),
    ("张大爷", "谁心虚我说谁，你急啥"),
    ("王大妈", "你这是污蔑，要不要脸"),
    ("张大爷", "你才不要脸，天天血口喷人"),
)
ASKED = "幸福村3组群里有人争执，要不要约幸福村和事屋？1 要 2 不要"


def _quarrel(town: Town, seconds: int = 10) -> None:
    for who, words in TURNS:
        town.says(who, words)
        town.later(seconds=seconds)


def _questions(town: Town) -> list[Question]:
    with town.database.reading() as session:
        return list(session.exec(select(Question)))


def test_the_owner_is_asked_in_private(town: Town) -> None:
    """In the group not a word; no ticket, no name, nobody's words are kept."""
    _quarrel(town)
    assert town.hears("李群主") == [ASKED]
    assert town.all_silent()
    (asked,) = _questions(town)
    assert asked.payload == '{"group": 1, "category": null, "ticket": null}'
    assert town.tickets() == []


def test_a_yes_leads_to_the_room(town: Town) -> None:
    """A ticket in our own words that belongs to no group; he books as ever, the group hears nothing."""
    _quarrel(town)
    town.hush()
    town.whispers("李群主", "1")
    assert town.hears("李群主") == ["【1号】已登记；约时间请回复 预约 1 周五下午3点 幸福村和事屋 张三 李四"]
    ticket = town.ticket(1)
    assert (ticket.text, ticket.kind, ticket.status) == (
        "幸福村3组群里有人争执，群主请约调解",
        "dispute",
        "confirmed",
    )
    assert "有人争执" in town.hears("赵网格员")[0]
    town.whispers("李群主", "预约 1 周五下午3点 和事屋 王大妈 张大爷 调解员 周主任")
    assert "幸福村和事屋" in town.hears("周主任")[0]
    assert town.group_hears() == []
    assert _questions(town)[0].payload is None
    assert town.is_whole(1)


@pytest.mark.parametrize("how", ["2", "不约"])
def test_a_no_is_the_end_of_it(town: Town, how: str) -> None:
    """Nothing is registered, nothing kept."""
    _quarrel(town)
    town.hush()
    town.whispers("李群主", how)
    assert town.hears("李群主") == ["好的，不约了"]
    assert town.tickets() == []
    assert _questions(town)[0].payload is None


def test_without_an_answer_it_is_forgotten(town: Town) -> None:
    """After a day; later a 1 means nothing of it."""
    _quarrel(town)
    town.hush()
    town.later(hours=25)
    assert _questions(town)[0].payload is None
    town.whispers("李群主", "要约")
    assert town.tickets() == []


def test_he_is_asked_once_a_day(town: Town) -> None:
    """However long they quarrel; and a text that nobody is sure of shares the limit."""
    for _ in range(3):
        _quarrel(town)
    town.later(hours=5)
    _quarrel(town)
    assert town.hears("李群主") == [ASKED]
    town.says("小刘", "楼道里有点臭")
    assert town.all_silent()
    town.later(hours=24)
    _quarrel(town)
    assert town.hears("李群主") == [ASKED]


def test_two_minutes_are_all_that_is_known(town: Town) -> None:
    """Turns that lie further apart are no quarrel, and leave no trace."""
    _quarrel(town, seconds=90)
    assert town.all_silent()
    assert _questions(town) == []
    with town.database.reading() as session:
        assert session.exec(select(Receipt)).all() == []
    town.later(minutes=5)
    assert not town.office.memory.heat.is_warm(group_key(town.last_message), town.now)


def test_a_recalled_turn_was_none(town: Town) -> None:
    """Who takes his words back has not said them; recalled after the question, it ends the question."""
    for who, words in TURNS[:2]:
        last = town.says(who, words)
    town.recalls("张大爷", last)
    for who, words in TURNS[2:3]:
        town.says(who, words)
    assert town.all_silent()
    town.later(minutes=3)
    for who, words in TURNS:
        last = town.says(who, words)
    asked = _questions(town)
    assert len(asked) == 1


def test_an_owner_who_quarrels_himself_is_not_asked(town: Town) -> None:
    """Nobody is asked to send his own quarrel to be mediated, and nobody outside learns of it."""
    for who, words in TURNS:
        town.says("李群主" if who == "张大爷" else who, words)
    assert town.all_silent()
    assert _questions(town) == []


def test_an_owner_who_makes_peace_is_asked(town: Town) -> None:
    """He speaks to both, and is no party."""
    for who, words in (*TURNS[:2], ("李群主", "你们俩少说两句，有话好好说"), *TURNS[2:]):
        town.says(who, words)
    assert town.hears("李群主") == [ASKED]


def test_a_report_in_a_quarrel_is_asked_about_in_private(town: Town) -> None:
    """It becomes a ticket like any other, but the group hears nothing, and nobody is judged."""
    for who, words in TURNS[:2]:
        town.says(who, words)
    town.hush()
    town.says("王大妈", "你家天天半夜放音响吵得我们全家睡不着，没人管，我要投诉")
    assert town.group_hears() == []
    heard = town.hears("李群主")
    assert heard[0].startswith("请确认【1号】（")
    assert (len(heard), len(town.tickets())) == (1, 1)
    town.later(minutes=3)
    town.whispers("李群主", "1")
    assert town.group_hears() == ["【1号】已登记，交赵网格员办理"]


def test_a_quarrel_about_what_was_just_reported(town: Town) -> None:
    """The yes confirms that ticket, and it is that which is mediated."""
    town.says("王大妈", "3栋楼上天天半夜放音响，吵得睡不着")
    town.hush()
    town.says("张大爷", "你睡不着关我什么事，你家孩子天天蹦跶我说你了吗")
    town.says("王大妈", "你还有脸说，你要不要脸")
    town.says("张大爷", "你才不要脸，你少血口喷人")
    town.says("王大妈", "你再骂一句试试，没素质")
    assert town.group_hears() == []
    assert town.hears("李群主") == [ASKED.replace("1 要 2 不要", "请回复 要约 或 不约")]
    town.whispers("李群主", "1")
    assert town.hears("李群主")[0].startswith("有2件待确认")
    town.whispers("李群主", "要约")
    assert town.hears("李群主")[0].startswith("【1号】已登记；约时间请回复 预约 1")
    assert [one.status for one in town.tickets()] == ["confirmed"]


def test_a_threat_goes_the_way_of_dangers(town: Town) -> None:
    """Owner and chief hear at once and in private, in our words; no booking, and nobody is named."""
    _quarrel(town)
    town.hush()
    town.says("王大妈", "你再说一句我拿刀砍死你")
    town.says("张大爷", "你来啊，你砍啊，我今天不弄死你我不姓张")
    assert town.group_hears() == []
    told = (
        "请马上去看，并确认【1号】（公共安全，危急，幸福村3组）：1 是 2 误报 3 交网格长\n"
        "幸福村3组群里有人争执，有人扬言动手"
    )
    assert town.hears("孙网格长") == [told]
    assert town.hears("李群主") == [told]
    (ticket,) = town.tickets()
    assert (ticket.sensitive, ticket.reporter_id) == (True, None)
    assert {one.actor for one in town.events(1)} == {"bot"}


def test_an_emergency_is_no_quarrel(town: Town) -> None:
    """What is heard as a danger by itself is answered at once, as ever."""
    for who, words in TURNS[:2]:
        town.says(who, words)
    town.hush()
    town.says("小刘", "他们打起来了，头都打破了，快来人")
    assert any("110" in one for one in [*town.group_hears(), *town.hears("小刘")])
    town.hush()
    for who, words in TURNS[2:]:
        town.says(who, words)
    assert not any("和事屋" in one for one in town.hears("李群主"))


def test_jest_and_play_are_left_alone(town: Town) -> None:
    """Every look-alike of the file, spoken in the group, is met with silence of this sort."""
    people = {"A": "王大妈", "B": "张大爷", "C": "小刘"}
    for said in dialogues(EXAMPLES, "others"):
        for speaker, words, _ in said:
            town.says(people[chr(speaker)], words)
        town.later(minutes=3)
    assert not any("争执" in one for one in town.hears("李群主"))


def test_a_callback_that_comes_twice_asks_once(town: Town) -> None:
    """The last turn, repeated."""
    _quarrel(town)
    town.repeats()
    town.deliver()
    assert town.hears("李群主") == [ASKED]


def test_answers_in_the_group_wait_for_peace(town: Town) -> None:
    """Who asks the bot something meanwhile hears it in private; two minutes later in the group again."""
    town.says("小刘", "村口的路灯坏了三天了，没人来修")
    _quarrel(town)
    town.hush()
    town.says("小刘", "进度 1")
    assert (town.group_hears(), town.hears("小刘")) == ([], ["【1号】待确认"])
    town.later(minutes=3)
    town.says("小刘", "进度 1")
    assert town.group_hears() == ["【1号】待确认"]
