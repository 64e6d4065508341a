"""领导包案, 五包一, 一户一策: one leader answers for a hard case, a team helps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import select

from handlers.actions.erase import erase_now
from models.appointment import Appointment
from models.grid import GridNode
from models.lead import lead_of, supporters
from models.measure import Measure, measures
from models.person import STAFF, Person, name_index
from models.role import Role
from models.ticket import Flag, Status
from tests.databases import bytes_of
from tests.matters import NOISE, claimed
from tests.town import CAST, CHANNEL, Member, Town


@pytest.fixture(autouse=True)
def a_leader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The county has a leader."""
    monkeypatch.setitem(CAST, "朱书记", Member("u-zhu", STAFF, ((Role.LEADER, "ROOT"),)))


@pytest.fixture
def case(town: Town) -> Town:
    """A quarrel that 赵网格员 handles."""
    return claimed(town, NOISE)


@pytest.fixture
def led(case: Town) -> Town:
    """朱书记 leads it."""
    case.whispers("郑主任", "包案 1 朱书记 司法所")
    case.hush()
    return case


def _namesake(town: Town, name: str, role: Role, place: str) -> str:
    """One more of the staff has a name that there is already; his code."""
    with town.database.session() as session:
        node = session.exec(select(GridNode).where(GridNode.code == place)).one()
        index = name_index(town.database.keys, name)
        known = Person(roster=STAFF, code="Z9", name=name, name_index=index)
        session.add(known)
        session.flush()
        since = town.now.replace(year=2025)
        session.add(Appointment(person_id=known.id or 0, role=role, node_id=node.id or 0, since=since))
    return "Z9"


def _measures(town: Town) -> list[Measure]:
    with town.database.reading() as session:
        return list(measures(session, 1))


def _team(town: Town) -> set[int]:
    with town.database.reading() as session:
        return {one.person_id for one in supporters(session, 1)}


def test_a_leader_answers_for_a_case(case: Town) -> None:
    """He hears the matter, the unit and the handler his name; flag, timeline and 进度 show it."""
    case.whispers("郑主任", "包案 1 朱书记 司法所")
    assert case.hears("郑主任") == ["【1号】由朱书记包案，责任单位：司法所"]
    (told,) = case.hears("朱书记")
    assert told.startswith("请您包案【1号】（邻里），责任单位：司法所")
    assert told.endswith(f"反映：{NOISE}")
    assert case.hears("冯所长") == case.hears("赵网格员") == ["【1号】由朱书记包案，责任单位：司法所"]
    assert case.ticket(1).flags == [Flag.LED]
    assert case.events(1)[-1].action == "lead"
    case.says("王大妈", "进度 1")
    assert case.group_hears()[-1].splitlines()[1:] == ["包案：朱书记，责任单位：司法所"]
    case.whispers("朱书记", "待办")
    assert case.hears("朱书记") == ["您的待办：\n【1号】您包案，办理中"]
    assert case.is_whole(1)


def test_without_a_unit_it_is_his_own(case: Town) -> None:
    """The unit of the list, else his place."""
    case.whispers("朱书记", "包案1 周主任")
    assert case.hears("朱书记") == ["【1号】由周主任包案，责任单位：柳湾镇幸福村"]


def test_the_lead_is_handed_over(led: Town) -> None:
    """By saying it again: the new one hears the matter, the old one that it is over."""
    led.whispers("郑主任", "包案 1 朱书记 司法所")
    assert led.hears("郑主任") == ["【1号】已由朱书记包案，责任单位：司法所"]
    led.whispers("郑主任", "包案 1 钱镇长")
    assert led.hears("朱书记") == ["【1号】改由钱镇长包案，您不用再包，谢谢"]
    assert led.hears("钱镇长")[0].startswith("请您包案【1号】")
    led.hush()
    led.whispers("郑主任", "撤销")
    assert led.hears("钱镇长") == led.hears("朱书记") == ["【1号】刚才的“包案”已撤销"]
    with led.database.reading() as session:
        lead = lead_of(session, 1)
        assert lead is not None
        assert lead.person_id == led.person("朱书记").id


def test_of_one_name_there_may_be_several(case: Town) -> None:
    """They are listed and nothing is done; the code tells them apart."""
    code = _namesake(case, "周主任", Role.LEADER, "A1")
    case.whispers("郑主任", "包案 1 周主任")
    (told,) = case.hears("郑主任")
    assert told.startswith("【1号】“周主任”有2位，请写编码：")
    assert f"{code}（青禾县柳湾镇领导）" in told
    assert case.ticket(1).flags == []
    case.whispers("郑主任", f"包案 1 {code}")
    assert case.hears("郑主任") == ["【1号】由周主任包案，责任单位：青禾县柳湾镇"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("包案 1", "【1号】请写一位领导、一个单位，例：包案 1 张三 司法所"),
        ("包案 1 朱书记 司法所 交警", "【1号】请写一位领导、一个单位，例：包案 1 张三 司法所"),
        ("包案 1 赵网格员", "【1号】“赵网格员”不能担任，只能是领导、县综治、镇综治、村干部"),
        ("包案 1 王大妈", "【1号】“王大妈”不在工作人员名册里，请核对姓名"),
        ("包案 1 朱书记 消防", "【1号】“消防”不是这里的单位，这里有：司法所"),
        ("五包一 1 小何", "【1号】还没有包案领导，请先发：包案 1 姓名"),
        ("措施 1 帮扶 申请救助", "【1号】还没有包案领导，请先发：包案 1 姓名"),
        ("措施 1 1 完成 好了", "【1号】没有第1条措施，看全部请发：措施 1"),
        ("措施 1", "【1号】还没有措施，例：措施 1 帮扶 申请救助 责任人 张三"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(case: Town, said: str, answer: str) -> None:
    """And nothing is changed."""
    steps = len(case.events(1))
    case.whispers("郑主任", said)
    assert case.hears("郑主任") == [answer]
    assert case.all_silent()
    assert len(case.events(1)) == steps


@pytest.mark.parametrize(
    "who", ["王大妈", "李群主", "赵网格员", "孙网格长", "周主任", "冯所长", "外村网格员"]
)
def test_only_leaders_and_the_centre_name_one(case: Town, who: str) -> None:
    """Everybody else is refused in one line."""
    case.whispers(who, "包案 1 朱书记")
    assert case.hears(who) == ["【1号】由镇或县综治中心、领导包案，您不能办理。"]
    assert case.ticket(1).flags == []


def test_up_to_five_help(led: Town) -> None:
    """They are told; said again, these are the team, and whoever left hears so."""
    led.whispers("朱书记", "五包一 1 小何 吴律师、周主任")
    assert led.hears("朱书记") == ["【1号】五包一：小何、吴律师、周主任"]
    assert led.hears("小何")[0].startswith("请您参加【1号】帮扶组（五包一），包案领导：朱书记")
    led.hush()
    led.whispers("郑主任", "五包一 1 小何 冯所长")
    assert led.hears("郑主任") == led.hears("朱书记") == ["【1号】五包一：小何、冯所长"]
    assert led.hears("小何") == []
    gone = ["【1号】帮扶组已调整，您不用再参加，谢谢"]
    assert led.hears("吴律师") == led.hears("周主任") == gone
    assert _team(led) == {led.person("小何").id, led.person("冯所长").id}
    led.hush()
    led.whispers("郑主任", "撤销")
    assert _team(led) == {led.person(one).id for one in ("小何", "吴律师", "周主任")}
    led.hush()
    for words, answer in (
        ("小何 吴律师 周主任 冯所长 孙网格长 赵网格员", "【1号】请写1到5人，例：五包一 1 张三 李四"),
        ("朱书记 小何", "【1号】朱书记是包案领导，不用再列入"),
        ("小何 周主任 吴律师", "【1号】五包一已经是：小何、周主任、吴律师"),
        ("小何 张三丰", "【1号】“张三丰”不在工作人员名册里，请核对姓名"),
    ):
        led.whispers("郑主任", f"五包一 1 {words}")
        assert led.hears("郑主任") == [answer]


def test_several_measures_each_with_owner_and_outcome(led: Town) -> None:
    """The owner is told and says what came of it; the lead hears; 进度 counts them without words."""
    led.whispers("朱书记", "措施 1 调解 约双方周五见面 责任人：冯所长")
    assert led.hears("朱书记") == ["【1号】第1条措施已记，责任人：冯所长"]
    assert led.hears("冯所长") == [
        "请您落实【1号】第1条措施，做完回复：措施 1 1 完成 结果\n调解 约双方周五见面"
    ]
    led.whispers("赵网格员", "措施 1 责任人 小何 每周上门听听")
    led.whispers("郑主任", "措施 1 协调换隔音窗")
    led.hush()
    assert [(one.method, one.owner_id) for one in _measures(led)] == [
        ("调解", led.person("冯所长").id),
        (None, led.person("小何").id),
        (None, led.person("朱书记").id),
    ]
    led.whispers("小何", "待办")
    assert led.hears("小何") == ["您的待办：\n【1号】第2条措施：每周上门听听（措施 1 2 完成 结果）"]
    led.whispers("冯所长", "措施 1 1 完成 双方和好，十点后不放音响")
    assert led.hears("冯所长") == ["【1号】第1条措施已完成"]
    assert led.hears("朱书记") == [
        "【1号】第1条措施已完成\n调解 约双方周五见面\n结果：双方和好，十点后不放音响"
    ]
    led.whispers("朱书记", "措施 1")
    assert led.hears("朱书记")[-1].splitlines()[:2] == [
        "【1号】措施3条",
        "1. 调解 约双方周五见面（冯所长），完成：双方和好，十点后不放音响",
    ]
    led.says("王大妈", "进度 1")
    assert led.group_hears()[-1].splitlines()[-1] == "措施3条，已完成1条"
    led.whispers("冯所长", "措施 1 1 完成 再说一次")
    assert led.hears("冯所长") == ["【1号】第1条措施已经完成"]
    led.whispers("小何", "措施 1 2 完成")
    assert led.hears("小何") == ["【1号】请写明结果，例：措施 1 2 完成 已领到救助"]
    assert led.is_whole(1)


def test_a_measure_is_taken_back(led: Town) -> None:
    """Its number is not given again."""
    led.whispers("朱书记", "措施 1 帮扶 申请救助")
    led.whispers("朱书记", "撤销")
    assert _measures(led) == []
    led.whispers("朱书记", "措施 1 帮扶 申请低保")
    led.whispers("朱书记", "措施 1 2 完成 已批")
    led.whispers("朱书记", "撤销")
    assert [(one.number, one.outcome) for one in _measures(led)] == [(2, None)]


def test_the_team_may_add_measures_and_strangers_may_not(led: Town) -> None:
    """Whoever helps may write down what is done."""
    led.whispers("小何", "措施 1 多走动")
    assert led.hears("小何") == ["【1号】由包案领导、帮扶组、经办人或综治中心定措施，您不能办理。"]
    led.whispers("朱书记", "五包一 1 小何")
    led.hush()
    led.whispers("小何", "措施 1 多走动")
    assert led.hears("小何") == ["【1号】第1条措施已记，责任人：朱书记"]


def test_the_lead_hears_how_it_ends(led: Town) -> None:
    """Resolved, closed, and that it is in work again; not each step on the way."""
    led.whispers("赵网格员", "办结 1 已和好")
    assert led.hears("朱书记") == []
    led.whispers("周主任", "同意 1")
    assert led.ticket(1).status == Status.RESOLVED
    assert led.hears("朱书记") == ["【1号】您包案的事现在是“已办结”"]
    led.says("王大妈", "不满意 1 又吵了")
    assert led.hears("朱书记") == ["【1号】您包案的事又回到办理中"]
    led.whispers("周主任", "接单 1")
    led.whispers("周主任", "办结 1 真和好了")
    led.whispers("钱镇长", "同意 1")
    led.hush()
    led.says("王大妈", "满意 1")
    assert led.hears("朱书记") == ["【1号】您包案的事现在是“销号”"]


def test_talk_of_it_is_talk(case: Town) -> None:
    """Words after these verbs without a number, in a group, are no command."""
    for who in ("王大妈", "郑主任"):
        for words in ("包案 领导来了", "措施 要跟上", "五包一 是什么"):
            case.says(who, words)
    assert case.all_silent()


def test_the_methods_are_a_setting(led: Town) -> None:
    """A county has its own list."""
    led.office = replace(led.office, methods=("走访",))
    led.whispers("朱书记", "措施 1 走访 每周一次")
    assert [one.method for one in _measures(led)] == ["走访"]


def test_words_of_measures_are_sealed_and_erased(led: Town) -> None:
    """They go with the words of the matter."""
    led.whispers("朱书记", "措施 1 稀罕字句")
    led.whispers("朱书记", "措施 1 1 完成 少见结果")
    assert "稀罕字句".encode() not in bytes_of(led.database)
    assert "少见结果".encode() not in bytes_of(led.database)
    erase_now(led.office, CHANNEL, "u-wang", led.now)
    assert [(one.content, one.outcome) for one in _measures(led)] == [("", None)]
    assert led.is_whole(1)
