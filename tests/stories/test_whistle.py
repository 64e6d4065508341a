"""中心吹哨、部门报到: the centre calls units, and sees who came when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.actions.whistle_overdue import tell_absent
from models.role import Role
from models.ticket import Flag, Status
from tests.town import CAST, Member, Town

CRASH = "村口两辆车撞了，谁的责任说不清，吵起来了"


@pytest.fixture(autouse=True)
def more_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two men of the county's traffic police, and a leader."""
    police = Member("u-han", "staff", ((Role.DEPARTMENT, "ROOT"),), unit="交警大队")
    monkeypatch.setitem(CAST, "韩警官", police)
    monkeypatch.setitem(CAST, "杨警官", replace(police, account="u-yang"))
    monkeypatch.setitem(CAST, "朱书记", Member("u-zhu", "staff", ((Role.LEADER, "ROOT"),)))


@pytest.fixture
def crash(town: Town) -> Town:
    """A matter that is confirmed."""
    town.says("王大妈", CRASH)
    if town.ticket(1).status == Status.PENDING:
        town.says("李群主", "确认 1")
    town.hush()
    return town


def test_units_are_called_and_come(crash: Town) -> None:
    """Each member is told in private; the first answer of a unit counts, and the whistler sees the board."""
    crash.whispers("钱镇长", "吹哨 1 交警 司法所")
    assert crash.hears("钱镇长") == ["【1号】已吹哨，30分钟内报到：交警大队、司法所"]
    for who in ("韩警官", "杨警官", "冯所长"):
        (told,) = crash.hears(who)
        assert told.startswith("请9:30前赶到【1号】")
        assert f"反映：{CRASH}" in told
        assert told.endswith("吹哨人：钱镇长 13800009010")
    assert crash.ticket(1).flags == [Flag.WHISTLED]
    crash.later(minutes=12)
    crash.whispers("韩警官", "报到 1")
    assert crash.hears("韩警官") == ["【1号】已记下交警大队报到，谢谢"]
    assert crash.hears("钱镇长") == [
        "【1号】交警大队韩警官已报到（12分钟）\n交警大队：9:12到，用时12分钟\n司法所：还没到"
    ]
    crash.whispers("杨警官", "到")
    assert crash.hears("杨警官") == []
    crash.whispers("杨警官", "报到 1")
    assert crash.hears("杨警官") == ["【1号】交警大队已经报到"]
    crash.whispers("冯所长", "到")
    assert crash.hears("冯所长") == ["【1号】已记下司法所报到，谢谢"]
    assert [one.action for one in crash.events(1)][-3:] == ["whistle", "arrive", "arrive"]
    crash.later(hours=2)
    assert crash.hears("郑主任") == []
    assert crash.is_whole(1)


def test_progress_shows_the_board(crash: Town) -> None:
    """Who came when: units and minutes, no names of people."""
    crash.whispers("钱镇长", "吹哨 1 交警大队，司法所")
    crash.later(minutes=5)
    crash.whispers("冯所长", "1号到")
    crash.hush()
    crash.later(minutes=30)
    crash.says("王大妈", "进度 1")
    assert crash.group_hears()[-1].splitlines()[1:] == ["交警大队：超时没到", "司法所：9:05到，用时5分钟"]


def test_who_did_not_come_is_told_upward_once(crash: Town) -> None:
    """Whoever whistled hears it and his superior; after a long downtime only once; late is not never."""
    crash.whispers("钱镇长", "吹哨 1 交警 司法所")
    crash.whispers("冯所长", "报到")
    crash.hush()
    crash.later(minutes=29)
    assert crash.all_silent()
    crash.later(days=2)
    told = ["【1号】钱镇长吹哨，到时还没报到：交警大队"]
    assert crash.hears("钱镇长") == told
    assert crash.hears("郑主任") == told
    crash.later(days=2)
    assert crash.hears("郑主任") == []
    assert tell_absent(crash.office, crash.now) == []
    assert [one.action for one in crash.events(1)].count("absent") == 1
    crash.whispers("韩警官", "报到 1")
    assert crash.hears("钱镇长")[0].startswith("【1号】交警大队韩警官已报到（5")


def test_above_the_county_a_leader_hears_it(crash: Town) -> None:
    """The county's centre has nobody above it but a leader."""
    crash.whispers("郑主任", "吹哨 1 司法所")
    crash.hush()
    crash.later(minutes=31)
    assert crash.hears("朱书记") == crash.hears("郑主任") == ["【1号】郑主任吹哨，到时还没报到：司法所"]


def test_the_minutes_are_a_setting(crash: Town) -> None:
    """`whistle_minutes` of the configuration."""
    crash.office = replace(crash.office, whistle_minutes=10)
    crash.whispers("钱镇长", "吹哨 1 司法所")
    assert crash.hears("钱镇长") == ["【1号】已吹哨，10分钟内报到：司法所"]
    crash.later(minutes=11)
    assert len(crash.hears("郑主任")) == 1


def test_whistling_again_adds_units(crash: Town) -> None:
    """Who is called already is not called twice; without anybody new it is refused."""
    crash.whispers("钱镇长", "吹哨 1 司法所")
    crash.hush()
    crash.whispers("钱镇长", "吹哨 1 司法所 交警")
    assert crash.hears("钱镇长") == ["【1号】已吹哨，30分钟内报到：交警大队"]
    assert crash.hears("冯所长") == []
    crash.whispers("钱镇长", "吹哨 1 交警")
    assert crash.hears("钱镇长") == ["【1号】已经吹过哨，看谁到了请发 进度 1：交警大队"]
    crash.repeats()
    assert [one.action for one in crash.events(1)].count("whistle") == 2


def test_stand_down_ends_it(crash: Town) -> None:
    """The units hear so; nobody is told upward, and 到 is talk again."""
    crash.whispers("钱镇长", "吹哨 1 司法所")
    crash.hush()
    crash.whispers("郑主任", "撤哨 1")
    assert crash.hears("郑主任") == ["【1号】已撤哨"]
    assert crash.hears("冯所长") == ["【1号】已撤哨，没到的不用再到，谢谢"]
    crash.later(hours=1)
    crash.whispers("冯所长", "到")
    assert crash.all_silent()
    crash.whispers("冯所长", "报到 1")
    assert crash.hears("冯所长") == ["【1号】现在没有吹哨叫您的单位，不用报到"]
    crash.whispers("郑主任", "撤哨 1")
    assert crash.hears("郑主任") == ["【1号】没有吹哨，不用撤哨"]
    crash.whispers("郑主任", "吹哨 1 司法所")
    assert len(crash.hears("冯所长")) == 1


def test_it_ends_with_the_matter(crash: Town) -> None:
    """Once it is withdrawn nobody is waited for."""
    crash.whispers("钱镇长", "吹哨 1 司法所")
    crash.says("王大妈", "撤回 1")
    crash.hush()
    crash.later(hours=1)
    assert crash.hears("郑主任") == []
    crash.whispers("冯所长", "到")
    assert crash.hears("冯所长") == []


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("吹哨 1", "【1号】请写明单位，例：吹哨 1 司法所"),
        ("吹哨 1 消防", "【1号】“消防”不是这里的单位，这里有：司法所、交警大队"),
        ("吹哨 1 司法所 消防", "【1号】“消防”不是这里的单位，这里有：司法所、交警大队"),
        ("吹哨 9 司法所", "没有【9号】工单，请核对编号。"),
    ],
)
def test_a_wrong_name_is_refused_with_what_there_is(crash: Town, said: str, answer: str) -> None:
    """Nobody is called."""
    crash.whispers("钱镇长", said)
    assert crash.hears("钱镇长") == [answer]
    assert crash.all_silent()
    assert crash.ticket(1).flags == []


@pytest.mark.parametrize("who", ["王大妈", "李群主", "赵网格员", "孙网格长", "周主任", "冯所长", "朱书记"])
@pytest.mark.parametrize("said", ["吹哨 1 司法所", "撤哨 1"])
def test_only_the_centre_whistles(crash: Town, who: str, said: str) -> None:
    """Everybody else is refused in one line."""
    crash.whispers(who, said)
    assert crash.hears(who) == [f"【1号】由镇或县综治中心{said[:2]}，您不能办理。"]
    assert crash.ticket(1).flags == []


def test_to_come_is_for_those_who_were_called(crash: Town) -> None:
    """到 is a word of every day: silence, from everybody who is not waited for."""
    crash.whispers("钱镇长", "吹哨 1 司法所")
    crash.hush()
    for who in ("王大妈", "钱镇长", "韩警官", "小何", "路人"):
        for words in ("到", "到！", "到 1", "1 到", "到了", "报到"):
            crash.says(who, words)
    assert crash.all_silent()
    crash.says("韩警官", "报到 1")
    assert crash.group_hears() == ["【1号】现在没有吹哨叫您的单位，不用报到"]
    crash.says("王大妈", "报到 1")
    assert crash.group_hears() == ["【1号】由被吹哨的部门报到，您不能办理。"]
    crash.says("冯所长", "到3栋看看")
    assert crash.all_silent()
    crash.says("冯所长", "到")
    assert crash.group_hears() == ["【1号】已记下司法所报到，谢谢"]


def test_of_two_whistles_the_number_is_asked(crash: Town) -> None:
    """Two fit equally: they are listed, nothing is done."""
    crash.says("张大爷", "二队和三队为了水渠又打起来了，快来调解")
    crash.whispers("钱镇长", "吹哨 1 司法所")
    crash.whispers("钱镇长", "吹哨 2 司法所")
    crash.hush()
    crash.whispers("冯所长", "到")
    assert crash.hears("冯所长") == ["有2件：【2号】【1号】，请带编号，例：报到 2"]
    crash.whispers("冯所长", "待办")
    assert crash.hears("冯所长") == ["您的待办：\n【2号】吹哨叫您：报到 2\n【1号】吹哨叫您：报到 1"]
    crash.whispers("冯所长", "到 1")
    assert crash.hears("冯所长") == ["【1号】已记下司法所报到，谢谢"]


def test_it_is_taken_back(crash: Town) -> None:
    """吹哨 and 报到 by mistake; a whistle to which somebody came already is not."""
    crash.whispers("钱镇长", "吹哨 1 司法所")
    crash.hush()
    crash.whispers("冯所长", "到")
    crash.hush()
    crash.whispers("冯所长", "撤销")
    assert crash.hears("冯所长") == ["【1号】“报到”已撤销"]
    assert crash.hears("钱镇长") == ["【1号】刚才的“报到”已撤销"]
    crash.whispers("冯所长", "到")
    assert crash.hears("冯所长") == ["【1号】已记下司法所报到，谢谢"]
    crash.hush()
    crash.whispers("钱镇长", "撤销")
    assert crash.hears("钱镇长") == ["【1号】冯所长已报到，不能再撤销“吹哨”"]


def test_a_whistle_taken_back_waits_for_nobody(crash: Town) -> None:
    """The units hear so, the flag goes, nobody is told upward."""
    crash.whispers("钱镇长", "吹哨 1 司法所")
    crash.hush()
    crash.whispers("钱镇长", "撤销")
    assert crash.hears("冯所长") == ["【1号】刚才的“吹哨”已撤销"]
    assert crash.ticket(1).flags == []
    crash.hush()
    crash.later(hours=1)
    assert crash.all_silent()
    assert crash.is_whole(1)


def test_a_unit_that_cannot_be_told_is_named(crash: Town) -> None:
    """Whoever whistles hears whom he has to ring up."""
    crash.forget_account("冯所长")
    crash.whispers("钱镇长", "吹哨 1 司法所")
    assert crash.hears("钱镇长") == ["【1号】已吹哨，30分钟内报到：司法所\n没有账号、请打电话：司法所"]
