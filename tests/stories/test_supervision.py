"""督办, 通报, 约谈, 挂牌督办: a matter that is not done is pressed, step by step, each time by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.actions.erase import erase_now
from handlers.actions.supervise import supervise
from handlers.actions.supervise_overdue import tell_passed
from handlers.desk import Desk
from models.database import Database
from models.supervision import Cause, Supervision, of_ticket
from models.ticket import Flag, by_number
from tests.databases import bytes_of
from tests.matters import LAMP, confirmed
from tests.town import CHANNEL, Town


@pytest.fixture
def lamp(town: Town) -> Town:
    """A lamp that 赵网格员 is to see to."""
    return confirmed(town, LAMP)


def _steps(town: Town, number: int = 1) -> list[Supervision]:
    with town.database.reading() as session:
        return list(of_ticket(session, number))


def test_the_centre_puts_a_matter_under_supervision(lamp: Town) -> None:
    """The handler and the unit hear what is asked; the flag, the timeline and 进度 show it."""
    lamp.whispers("钱镇长", "督办 1 司法所 期限 2天 要求：先装临时灯")
    assert lamp.hears("钱镇长") == ["【1号】已督办司法所，3月4日到期"]
    told = ["【1号】已督办，请在3月4日前办结\n要求：先装临时灯"]
    assert lamp.hears("赵网格员") == told
    assert lamp.hears("冯所长") == told
    assert lamp.ticket(1).flags == [Flag.SUPERVISED]
    last = lamp.events(1)[-1]
    assert (last.action, last.note) == ("supervise", "先装临时灯")
    assert "司法所" in last.detail
    lamp.says("王大妈", "进度 1")
    assert lamp.group_hears()[-1].splitlines()[1] == "督办：司法所，3月4日到期"
    assert lamp.is_whole(1)


def test_without_more_words_the_place_owes_it(lamp: Town) -> None:
    """No unit, no term: the place of the handler's level, and the days of the settings."""
    lamp.whispers("郑主任", "督办1")
    assert lamp.hears("郑主任") == ["【1号】已督办幸福村3组，3月5日到期"]
    assert lamp.hears("赵网格员") == ["【1号】已督办，请在3月5日前办结"]
    assert lamp.hears("冯所长") == []


def test_a_deadline_that_passes_is_told_once_and_nothing_follows_by_itself(lamp: Town) -> None:
    """After days without a scheduler too; whoever ordered it hears which step may follow."""
    lamp.whispers("钱镇长", "督办 1")
    lamp.hush()
    lamp.later(days=1)
    assert lamp.hears("钱镇长") == []
    lamp.later(days=9)
    assert lamp.hears("钱镇长") == ["【1号】督办到期没办结，需要时可发：通报 1"]
    lamp.later(days=1)
    lamp.later(days=30)
    assert lamp.hears("钱镇长") == []
    assert [one.step for one in _steps(lamp)] == ["supervise"]


def test_the_four_steps_follow_each_other(lamp: Town) -> None:
    """通报, 约谈, 挂牌督办, each after the deadline of the one before; nothing comes after the last."""
    lamp.whispers("钱镇长", "督办 1 司法所")
    for said, done, next_one in (
        ("通报 1", "【1号】已通报司法所", "约谈 1"),
        ("约谈 1 期限 一天", "【1号】已约谈司法所", "挂牌督办 1"),
        ("挂牌 1", "【1号】已挂牌督办司法所", None),
    ):
        lamp.later(days=20)
        lamp.hush()
        lamp.whispers("钱镇长", said)
        assert lamp.hears("钱镇长")[0].startswith(done)
        lamp.hush()
        lamp.later(days=20)
        (told,) = lamp.hears("钱镇长")
        assert (told.endswith(f"需要时可发：{next_one}")) == (next_one is not None)
    assert [one.step for one in _steps(lamp)] == ["supervise", "circulate", "summon", "list"]
    assert [one.until is None for one in _steps(lamp)] == [False, False, False, True]
    lamp.whispers("钱镇长", "挂牌 1")
    assert "正在挂牌督办" in lamp.hears("钱镇长")[0]


@pytest.mark.parametrize(
    ("before", "said", "answer"),
    [
        ((), "通报 1", "【1号】还没有督办，请先发：督办 1"),
        (("督办 1",), "督办 1", "【1号】正在督办，3月5日到期，下一步是通报"),
        (("督办 1",), "约谈 1", "【1号】正在督办，3月5日到期，下一步是通报"),
        (("督办 1",), "通报 1", "【1号】督办3月5日到期，到期没办结才能通报"),
        ((), "督办 1 期限 周五", "【1号】期限请写1到60天，例：督办 1 期限 3天"),
        ((), "督办 1 期限 99天", "【1号】期限请写1到60天，例：督办 1 期限 3天"),
        ((), "督办 9", "没有【9号】工单，请核对编号。"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    lamp: Town, before: tuple[str, ...], said: str, answer: str
) -> None:
    """And nothing is changed."""
    for words in before:
        lamp.whispers("钱镇长", words)
    lamp.hush()
    steps = len(lamp.events(1))
    lamp.whispers("钱镇长", said)
    assert lamp.hears("钱镇长") == [answer]
    assert (len(lamp.events(1)), len(_steps(lamp))) == (steps, len(before))


@pytest.mark.parametrize("who", ["王大妈", "李群主", "赵网格员", "孙网格长", "周主任", "冯所长"])
def test_only_the_centre_may(lamp: Town, who: str) -> None:
    """Everybody else is refused in one line."""
    lamp.whispers(who, "督办 1")
    assert lamp.hears(who) == ["【1号】由镇或县综治中心督办，您不能办理。"]
    assert _steps(lamp) == []


def test_talk_of_it_is_talk(lamp: Town) -> None:
    """Words after 通报 without a number, in a group, are no command, whoever says them."""
    for who in ("王大妈", "钱镇长"):
        for words in ("通报 一下，明天上午开会", "督办 这个词大家记住"):
            lamp.says(who, words)
    lamp.says("王大妈", "约谈")
    assert lamp.all_silent()


def test_it_ends_with_the_matter(lamp: Town) -> None:
    """办结 ends it; nobody hears of its deadline any more, and 撤销 brings it back."""
    lamp.whispers("钱镇长", "督办 1")
    lamp.whispers("赵网格员", "办结 1 已换新灯")
    lamp.hush()
    assert _steps(lamp)[0].until is not None
    lamp.whispers("赵网格员", "撤销")
    assert _steps(lamp)[0].until is None
    lamp.whispers("赵网格员", "办结 1 已换新灯")
    lamp.hush()
    lamp.later(days=20)
    assert lamp.hears("钱镇长") == []
    assert lamp.ticket(1).flags == [Flag.SUPERVISED]


def test_an_order_is_taken_back(lamp: Town) -> None:
    """撤销: the flag goes, who had heard hears so, and it can be ordered anew."""
    lamp.whispers("钱镇长", "督办 1 要求 快点")
    lamp.hush()
    lamp.whispers("钱镇长", "撤销")
    assert lamp.hears("钱镇长") == ["【1号】“督办”已撤销"]
    assert lamp.hears("赵网格员") == ["【1号】刚才的“督办”已撤销"]
    assert lamp.ticket(1).flags == []
    lamp.whispers("钱镇长", "督办 1")
    assert [one.until is None for one in _steps(lamp)] == [False, True]
    assert lamp.is_whole(1)


def test_said_twice_by_the_gateway_it_is_one_order(lamp: Town) -> None:
    """The message's id makes it one."""
    lamp.whispers("钱镇长", "督办 1")
    lamp.repeats()
    assert len(_steps(lamp)) == 1


def _by_itself(town: Town, cause: Cause) -> int:
    with town.database.session() as session:
        ticket = by_number(session, 1)
        assert ticket is not None
        return len(supervise(Desk(town.office, session, town.now), ticket, cause))


def test_it_comes_by_itself_once(lamp: Town) -> None:
    """A third transfer, or the end of the ladder: the centre and the handler hear of it, and only once."""
    assert _by_itself(lamp, Cause.TRANSFERS) == 2
    assert _by_itself(lamp, Cause.LADDER) == 0
    (only,) = _steps(lamp)
    assert (only.cause, only.ordered_by, only.unit) == ("transfers", None, "幸福村3组")
    assert lamp.ticket(1).flags == [Flag.SUPERVISED]
    lamp.later(days=10)
    assert lamp.hears("钱镇长") == ["【1号】督办到期没办结，需要时可发：通报 1"]


def test_two_schedulers_tell_it_once(lamp: Town) -> None:
    """Whoever comes second finds it told."""
    lamp.whispers("钱镇长", "督办 1")
    later = lamp.now + timedelta(days=10)
    assert tell_passed(lamp.office, later) == ["ticket 1: the deadline of supervise has passed"]
    assert tell_passed(lamp.office, later) == []


def test_the_night_is_quiet(lamp: Town) -> None:
    """What passed in the evening is told in the morning."""
    lamp.now = lamp.now.replace(hour=20, minute=50)
    lamp.whispers("钱镇长", "督办 1 期限 1天")
    lamp.hush()
    lamp.later(days=1, minutes=20)
    assert lamp.hears("钱镇长") == []
    lamp.at(lamp.now.replace(hour=7, minute=30) + timedelta(days=1))
    assert len(lamp.hears("钱镇长")) == 1


def test_the_days_are_a_setting(lamp: Town) -> None:
    """`supervision_days` of the configuration."""
    lamp.office = replace(lamp.office, supervision_days=(1, 1, 1, 1))
    lamp.whispers("钱镇长", "督办 1")
    assert lamp.hears("钱镇长") == ["【1号】已督办幸福村3组，3月3日到期"]


def test_the_words_of_an_order_are_sealed_and_erased(
    sqlite: Database, make_town: Callable[[Database], Town]
) -> None:
    """They may hold a name: they go with the words of the matter."""
    town = make_town(sqlite)
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.whispers("钱镇长", "督办 1 要求 稀罕字句")
    assert "稀罕字句".encode() not in bytes_of(sqlite)
    erase_now(town.office, CHANNEL, "u-wang", town.now)
    assert [one.demand for one in _steps(town)] == [None]
