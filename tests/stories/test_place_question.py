"""在哪里: a matter that needs a place is asked for it once, in a numbered choice; an answer places it."""

from __future__ import annotations

import json

import pytest
from sqlmodel import select

from handlers.actions.erase import erase_now
from handlers.facts import masked_facts
from models.appointment import Appointment
from models.grid import GridNode
from models.question import Asking, Question
from models.role import Role
from tests.town import CHANNEL, Town

LAMP = "路灯坏了三天了，没人来修"
ASKED = "【1号】在哪里？1 3组 2 4组 3 别处，请直接说"
VILLAGE = "gv"


@pytest.fixture
def village(town: Town) -> Town:
    """The group of the whole village, with 3组 and 4组 below; 外村网格员 works in 4组 too."""
    town.group(VILLAGE, "B1", owner="李群主")
    with town.database.session() as session:
        node = session.exec(select(GridNode).where(GridNode.code == "C4")).one()
        worker = town.person("外村网格员")
        session.add(
            Appointment(person_id=worker.id or 0, role=Role.GRID_WORKER, node_id=node.id or 0, since=town.now)
        )
    return town


def _says(town: Town, who: str, text: str, **rest: object) -> str:
    return town.sends(who, text, group_id=VILLAGE, **rest)


def _hears(town: Town) -> list[str]:
    return town.group_hears(VILLAGE)


def _node(town: Town, number: int) -> str:
    with town.database.reading() as session:
        return session.get_one(GridNode, town.ticket(number).node_id).name


def _questions(town: Town) -> list[Question]:
    with town.database.reading() as session:
        return list(session.exec(select(Question).where(Question.asking == Asking.PLACE)))


def test_asked_once_and_answered_by_a_number(village: Town) -> None:
    """The owner confirms, the reporter says where: the grid worker of that place handles it."""
    _says(village, "王大妈", LAMP)
    owners, asked = village.group_messages(VILLAGE)
    assert "请确认【1号】" in owners.text
    assert (asked.text, asked.mentions) == (ASKED, ("u-wang",))
    assert asked.choices == ("地点 1 3组", "地点 1 4组", "地点 1")
    _says(village, "王大妈", "2")
    assert _hears(village) == ["【1号】地点已记：4组"]
    assert _node(village, 1) == "4组"
    _says(village, "李群主", "1")
    assert "地点：幸福村4组，4组" in village.hears("外村网格员")[0]
    assert [one.action for one in village.events(1)][1] == "place"
    assert village.is_whole(1)
    assert len(_questions(village)) == 1


def test_answered_in_words_after_the_owner(village: Town) -> None:
    """Confirmed first: whoever was told hears that it is another's now."""
    _says(village, "王大妈", LAMP)
    _says(village, "李群主", "1")
    village.hush()
    _says(village, "王大妈", "三组老井边")
    assert _hears(village)[0] == "【1号】地点已记：三组老井边"
    assert _node(village, 1) == "3组"
    (told,) = village.hears("赵网格员")
    assert "地点：幸福村3组，三组老井边" in told
    assert village.ticket(1).level_id == village.ticket(1).node_id


def test_words_without_a_place_of_the_grid_are_noted(village: Town) -> None:
    """老槐树底下 is no node: the ticket stays, and the words go with it."""
    _says(village, "王大妈", LAMP)
    _says(village, "王大妈", "老槐树底下")
    assert _node(village, 1) == "幸福村"
    _says(village, "李群主", "1")
    assert any("地点：柳湾镇幸福村，老槐树底下" in one for one in village.hears("周主任"))


def test_what_is_accepted_stays_and_is_noted(village: Town) -> None:
    """周主任 has come already: he hears where, and keeps it."""
    _says(village, "王大妈", LAMP)
    _says(village, "李群主", "1")
    village.whispers("周主任", "接单 1")
    village.hush()
    _says(village, "王大妈", "2")
    assert _node(village, 1) == "幸福村"
    assert village.hears("周主任") == ["【1号】地点：4组"]


@pytest.mark.parametrize(
    "text",
    [
        "4组路灯坏了三天了，没人来修",
        "村口路灯坏了三天了，没人来修",
        "幸福村路灯坏了三天了，没人来修",
        "厂里拖欠我们三个月工资，老板电话也不接了",
        "着火了快来人",
    ],
)
def test_not_asked_where_it_is_told_or_not_needed(village: Town, text: str) -> None:
    """The text tells it, the category needs none, or help has not been called yet."""
    _says(village, "王大妈", text)
    assert len(village.tickets()) == 1
    assert not [one for one in _hears(village) if "在哪里" in one]


def test_not_asked_in_a_group_of_one_place(town: Town) -> None:
    """3组 has nothing below."""
    town.says("王大妈", LAMP)
    assert not [one for one in town.group_hears() if "在哪里" in one]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"sender_name": "3栋-张三"}, "3栋（看昵称）"),
        ({"group_name": "阳光小区25号群"}, "阳光小区25号（看群名）"),
    ],
)
def test_names_that_hold_addresses_are_read(village: Town, fields: dict[str, str], told: str) -> None:
    """Nobody is asked for what stands in a name, and its source is told."""
    _says(village, "路人", LAMP, **fields)
    assert not [one for one in _hears(village) if "在哪里" in one]
    _says(village, "李群主", "1")
    assert any(f"地点：柳湾镇幸福村，{told}" in one for one in village.hears("周主任"))


def test_the_groups_own_name_tells_nothing_more(village: Town) -> None:
    """幸福村网格群 is where we are already."""
    _says(village, "路人", LAMP, group_name="幸福村网格群")
    assert _hears(village)[-1] == ASKED


def test_an_owner_who_reports_is_asked_after_his_own_answer(village: Town) -> None:
    """His 1 first says that it is a ticket, and only then where it is."""
    _says(village, "李群主", LAMP)
    assert not [one for one in _hears(village) if "在哪里" in one]
    _says(village, "李群主", "1")
    assert village.ticket(1).status == "confirmed"
    assert _hears(village)[-1] == ASKED
    _says(village, "李群主", "1")
    assert _node(village, 1) == "3组"


def test_a_number_that_may_mean_two_questions_is_not_guessed(village: Town) -> None:
    """The owner is asked where his own matter is, and whether another's is one."""
    _says(village, "李群主", LAMP)
    _says(village, "李群主", "1")
    _says(village, "张大爷", "厂里拖欠我们三个月工资，老板电话也不接了")
    village.hush()
    _says(village, "李群主", "1")
    assert _hears(village) == ["有2件等您回，请说全，例：地点 1 老井边；确认 2"]
    _says(village, "李群主", "确认 2")
    _says(village, "李群主", "地点 1 4组")
    assert (village.ticket(2).status, _node(village, 1)) == ("confirmed", "4组")


def test_never_two_questions_to_one_resident(village: Town) -> None:
    """A second matter is registered; where it is, its reporter may say himself."""
    _says(village, "王大妈", LAMP)
    _says(village, "王大妈", "自来水停了两天了，没水做饭")
    assert [one for one in _hears(village) if "在哪里" in one] == [ASKED]
    _says(village, "王大妈", "地点 2 4组")
    assert [_node(village, number) for number in (1, 2)] == ["幸福村", "4组"]


def test_a_number_is_the_answer_and_calls_nobody(village: Town) -> None:
    """Afterwards it calls the chief as ever."""
    _says(village, "王大妈", LAMP)
    village.hush()
    _says(village, "王大妈", "１。")
    assert (village.hears("周主任"), _node(village, 1)) == ([], "3组")
    _says(village, "王大妈", "1")
    assert _hears(village)[-1].startswith(("已通知", "这里还没有"))


def test_among_others_numbers_it_is_no_answer(village: Town) -> None:
    """接龙: others count, and so does she; with the question quoted it is an answer."""
    _says(village, "王大妈", LAMP)
    _says(village, "张大爷", "2")
    village.hush()
    _says(village, "王大妈", "1")
    assert village.all_silent()
    _says(village, "王大妈", "1", quote=village.quote(ASKED))
    assert _node(village, 1) == "3组"


def test_nobody_elses_number_or_place_counts(village: Town) -> None:
    """Talk of others in the same group."""
    _says(village, "王大妈", LAMP)
    village.hush()
    for words in ("三组老井边", "地点：村委会二楼", "4组"):
        _says(village, "张大爷", words)
    assert village.all_silent()
    assert len(village.events(1)) == 1


@pytest.mark.parametrize("words", ["好的", "三组的今晚开会莫忘了", "地点：村委会二楼", "在家呢", "满意"])
def test_her_talk_is_no_answer(village: Town, words: str) -> None:
    """Only words that are a place and nothing else."""
    _says(village, "王大妈", LAMP)
    village.hush()
    _says(village, "王大妈", words)
    assert village.all_silent()
    assert len(village.events(1)) == 1


def test_elsewhere_asks_for_words(village: Town) -> None:
    """3 is 别处; the question stays open."""
    _says(village, "王大妈", LAMP)
    _says(village, "王大妈", "3")
    assert _hears(village)[-1] == "【1号】请直接说在哪里，例：地点 1 老井边"
    _says(village, "王大妈", "桥头")
    assert village.events(1)[-1].note == "桥头"


def test_after_a_day_it_counts_no_more(village: Town) -> None:
    """The question is over, and never asked again."""
    _says(village, "王大妈", LAMP)
    _says(village, "李群主", "1")
    village.later(hours=25)
    village.hush()
    _says(village, "王大妈", "三组老井边")
    assert village.all_silent()
    assert [one.closed_at is not None for one in _questions(village)] == [True]


def test_taken_back_it_stands_as_before(village: Town) -> None:
    """撤销: place, handler and question; the words are gone."""
    _says(village, "王大妈", LAMP)
    _says(village, "李群主", "1")
    _says(village, "王大妈", "4组")
    village.hush()
    _says(village, "王大妈", "撤销")
    assert _hears(village)[0] == "【1号】“地点”已撤销"
    assert _node(village, 1) == "幸福村"
    assert [one.note for one in village.events(1) if one.action == "place"] == [None]
    assert any("请办理【1号】" in one for one in village.hears("周主任"))
    _says(village, "王大妈", "1")
    assert _node(village, 1) == "3组"
    assert village.is_whole(1)


def test_withdrawn_or_erased_nothing_is_left(village: Town) -> None:
    """Neither the question nor the words of the answer."""
    _says(village, "王大妈", LAMP)
    _says(village, "王大妈", "撤回 1")
    _says(village, "张大爷", LAMP)
    _says(village, "李群主", "确认 2")
    _says(village, "张大爷", "4组王老五家门口")
    assert erase_now(village.office, CHANNEL, "u-zhang", village.now)
    assert [one.closed_at is not None and one.payload is None for one in _questions(village)] == [True, True]
    assert {one.note for one in village.events(2)} == {None}
    assert village.ticket(2).facts is None


def test_an_emergency_is_asked_once_help_is_called(village: Town) -> None:
    """The chief has confirmed; then it helps to know where."""
    _says(village, "王大妈", "电线断了掉地上冒火花，有人触电了")
    number = village.tickets()[0].number
    needs = village.office.catalogue.named(village.ticket(number).category).needs_place
    assert village.ticket(number).urgency == "emergency"
    _says(village, "李群主", f"确认 {number}")
    assert bool([one for one in _hears(village) if "在哪里" in one]) is needs


def test_more_places_than_can_be_offered(village: Town) -> None:
    """The likeliest two: where she lives, then where most such matters were."""
    with village.database.session() as session:
        parent = session.exec(select(GridNode).where(GridNode.code == "B1")).one()
        for number in (1, 2):
            node = GridNode(code=f"D{number}", name=f"{number}组", level="组", parent_id=parent.id)
            session.add(node)
            session.flush()
            node.path = f"{parent.path}{node.id}/"
    village.group("g4", "C4", owner="李群主")
    village.sends("陈师傅", LAMP, group_id="g4")
    _says(village, "王大妈", LAMP)
    assert _hears(village)[-1] == "【2号】在哪里？1 3组 2 4组 3 别处，请直接说"


def test_facts_are_told_to_the_handler_and_shown_masked(village: Town) -> None:
    """Time as a date, the sum in yuan, the number in private only."""
    _says(village, "王大妈", "4组路灯上周三就坏了，修一次收了我两百块，电话13812345678")
    _says(village, "李群主", "1")
    told = "\n".join(village.hears("周主任"))
    assert "时间：上周三（2月25日）" in told
    assert "金额：两百块（200元）" in told
    assert "电话：13812345678" in told
    kept = json.loads(village.ticket(1).facts or "{}")["entities"]
    assert kept["when"] == ["2026-02-25T00:00+08:00", "2026-02-26T00:00+08:00"]
    assert "13812345678" not in "".join(_hears(village))
    assert masked_facts(village.ticket(1))["phone"] == "138****5678"
