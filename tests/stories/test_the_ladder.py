"""四级七天: a matter that is left alone moves up by itself, at the right hour; nothing is said twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.actions.ladder_overdue import carry_up
from models.database import Database
from models.ladder import Ladder
from models.ticket import Flag, Status
from tests.matters import LAMP, NOISE, at, confirmed
from tests.town import LADDER, Town

STAFF = ("赵网格员", "孙网格长", "周主任", "冯所长", "钱镇长", "郑主任", "李群主")
HOUR = timedelta(hours=1)


def told(town: Town) -> list[tuple[str, str]]:
    """Who heard something about the ticket, and the first line of it."""
    return [(who, words.splitlines()[0]) for who in STAFF for words in town.hears(who) if "【1号】" in words]


@pytest.fixture
def noise(town: Town) -> Town:
    """The eve of 国庆: a quarrel, confirmed at 16:40."""
    town.at(at(9, 30, 16, 30))
    town.says("王大妈", NOISE)
    town.at(at(9, 30, 16, 40))
    town.says("李群主", "1")
    town.hush()
    return town


@pytest.fixture
def lamp(town: Town) -> Town:
    """A lamp, confirmed on Monday, 2 March, at nine."""
    return confirmed(town, LAMP)


LEFT_ALONE = (
    (at(10, 8, 14, 25), [("赵网格员", "请抓紧办理【1号】（邻里），16:40到期")]),
    (
        at(10, 8, 16, 40),
        [
            ("赵网格员", "【1号】到期没办结，已上报村级周主任"),
            ("周主任", "请办理【1号】（邻里），接手请回复：接单 1"),
        ],
    ),
    (at(10, 10, 12, 10), [("周主任", "请抓紧办理【1号】（邻里），16:40到期")]),
    (
        at(10, 10, 16, 40),
        [
            ("周主任", "【1号】到期没办结，已上报司法所冯所长"),
            ("冯所长", "请办理【1号】（邻里），接手请回复：接单 1"),
        ],
    ),
    (at(10, 13, 12, 10), [("冯所长", "请抓紧办理【1号】（邻里），16:40到期")]),
    (
        at(10, 13, 16, 40),
        [
            ("冯所长", "【1号】到期没办结，已上报综治中心郑主任"),
            ("郑主任", "请办理【1号】（邻里），接手请回复：接单 1"),
        ],
    ),
    (at(10, 15, 12, 10), [("郑主任", "请抓紧办理【1号】（邻里），16:40到期")]),
    (
        at(10, 15, 16, 40),
        [
            ("钱镇长", "【1号】逐级上报后到期没办结，已自动督办，10月20日到期"),
            ("郑主任", "【1号】已督办，请在10月20日前办结"),
        ],
    ),
)


def test_left_alone_over_the_holidays(noise: Town) -> None:
    """From 30 September to the top: the holidays rest, 10 October, a Saturday, is worked; nothing twice."""
    now = at(9, 30, 17)
    for moment, words in LEFT_ALONE:
        while now < moment:
            noise.at(now)
            assert told(noise) == [], now
            now += HOUR
        noise.at(moment - timedelta(minutes=1))
        assert told(noise) == []
        noise.at(moment)
        assert told(noise) == words, moment
        noise.at(moment)
        assert told(noise) == []
    ticket = noise.ticket(1)
    assert (ticket.status, ticket.handler_id) == (Status.CONFIRMED, noise.person("郑主任").id)
    assert ticket.flags == [Flag.ESCALATED, Flag.SUPERVISED]
    assert [one.action for one in noise.events(1)] == [
        "report", "confirm", "assign",
        "escalate", "assign", "escalate", "assign", "escalate", "assign",
        "supervise",
    ]  # fmt: skip
    assert {one.actor for one in noise.events(1)[3:]} == {"bot"}
    assert noise.is_whole(1)


def test_the_new_level_hears_until_when(lamp: Town) -> None:
    """With the words, and by when; the due time is the ticket's."""
    lamp.at(at(3, 3, 9))
    (words,) = lamp.hears("周主任")
    assert words.splitlines()[1] == "社级到期没办结，请在3月5日9:00前办好"
    assert f"反映：{LAMP}" in words
    assert lamp.ticket(1).due_at == at(3, 5, 9)
    lamp.whispers("周主任", "待办")
    assert lamp.hears("周主任")[0].splitlines()[1] == f"【1号】待受理，3月5日9:00到期：{LAMP}"


def test_a_matter_in_work_moves_up_too_and_stays_answered_for(lamp: Town) -> None:
    """Who accepted it stays answerable until the next accepts."""
    lamp.whispers("赵网格员", "接单 1")
    lamp.at(at(3, 3, 9))
    ticket = lamp.ticket(1)
    assert (ticket.status, ticket.answerable_id) == (Status.HANDLING, lamp.person("赵网格员").id)
    assert ticket.handler_id == lamp.person("周主任").id
    lamp.whispers("周主任", "接单 1")
    assert lamp.ticket(1).answerable_id == lamp.person("周主任").id
    assert lamp.ticket(1).due_at == at(3, 5, 9)


def test_after_long_downtime_only_the_latest_is_said(lamp: Town) -> None:
    """Five working days without a scheduler: it stands where it would; two hear, who had and who has it."""
    lamp.at(at(3, 9, 9, 5))
    assert told(lamp) == [
        ("赵网格员", "【1号】到期没办结，已上报综治中心郑主任"),
        ("郑主任", "请办理【1号】（道路路灯交通），接手请回复：接单 1"),
    ]
    assert lamp.ticket(1).due_at == at(3, 11, 9)
    lamp.at(at(3, 9, 9, 10))
    assert told(lamp) == []
    lamp.at(at(6, 1, 9))
    assert [who for who, _ in told(lamp)] == ["钱镇长", "郑主任"]
    lamp.at(at(9, 1, 9))
    assert [words for _, words in told(lamp)] == ["【1号】督办到期没办结，需要时可发：通报 1"]


def test_two_schedulers_and_a_clock_that_is_put_back(lamp: Town) -> None:
    """The second does nothing; what was said is not said again when its hour comes once more."""
    for moment in (at(3, 2, 15, 45), at(3, 3, 9)):
        lamp.at(moment)
        assert told(lamp) != []
        assert carry_up(lamp.office, moment) == []
        lamp.at(moment - timedelta(days=1))
        lamp.at(moment)
        assert told(lamp) == []
    assert [one.action for one in lamp.events(1)].count("escalate") == 1


def test_not_at_night_nor_on_days_off(town: Town) -> None:
    """Confirmed on Thursday at 22:00, it is due on Friday night: both levels hear on Monday morning."""
    town.at(at(3, 5, 22))
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.at(at(3, 6, 15, 15))
    town.hush()
    for moment in (at(3, 6, 22), at(3, 7, 9), at(3, 8, 12), at(3, 9, 8)):
        town.at(moment)
        assert told(town) == []
    town.at(at(3, 9, 8, 30))
    assert [who for who, _ in told(town)] == ["赵网格员", "周主任"]


@pytest.mark.parametrize("words", ["办结 1 换好了", "误报 1"])
def test_what_is_done_is_left_in_peace(lamp: Town, words: str) -> None:
    """Nothing more of the ladder after the result, nor after 误报; by 撤销 it goes on."""
    who = "赵网格员" if words.startswith("办结") else "李群主"
    lamp.whispers(who, words)
    assert (lamp.ticket(1).due_at, lamp.ticket(1).step_at) == (None, None)
    lamp.hush()
    lamp.at(at(3, 3, 9))
    assert lamp.hears("周主任") == []
    assert lamp.hears("赵网格员") == []


def test_a_result_that_is_taken_back_starts_the_clock_where_it_was(lamp: Town) -> None:
    """撤销 of 办结."""
    lamp.whispers("赵网格员", "办结 1 换好了")
    lamp.whispers("赵网格员", "撤销")
    lamp.hush()
    lamp.at(at(3, 3, 9))
    assert [who for who, _ in told(lamp)] == ["赵网格员", "周主任"]


def test_a_superior_who_does_not_answer_is_reminded_himself(noise: Town) -> None:
    """The result waits for 同意: whoever is to give it is reminded, then the matter moves up with it."""
    noise.whispers("赵网格员", "办结 1 双方和好了")
    noise.hush()
    noise.at(at(10, 8, 14, 25))
    assert told(noise) == [("周主任", "请审批【1号】的办结申请，16:40到期")]
    noise.at(at(10, 8, 16, 40))
    (words,) = noise.hears("周主任")
    assert "已报请办结：双方和好了（同意 1，或 退回 1 理由）" in words
    assert noise.ticket(1).awaiting == "approval"
    noise.whispers("周主任", "同意 1")
    assert noise.ticket(1).status == Status.RESOLVED


def test_a_level_where_nobody_is_in_office_is_left_out(lamp: Town) -> None:
    """No 司法所: the next rung that somebody holds; without any, whoever answers above."""
    lamp.dismiss("周主任", "冯所长")
    lamp.at(at(3, 3, 9))
    assert lamp.ticket(1).handler_id == lamp.person("郑主任").id
    lamp.dismiss("郑主任")
    lamp.whispers("赵网格员", "撤销")
    lamp.at(at(3, 5, 9))
    assert Flag.SUPERVISED in lamp.ticket(1).flags


def test_vacant_rungs_lead_to_whoever_answers_above(lamp: Town) -> None:
    """The ladder's own posts are all vacant: the town's coordinator has it, never nobody."""
    lamp.dismiss("周主任", "冯所长", "郑主任")
    lamp.at(at(3, 3, 9))
    assert lamp.ticket(1).handler_id == lamp.person("钱镇长").id


def test_the_clock_waits_for_the_reporter(town: Town) -> None:
    """Asked where it is, he answers after four office hours: so much later it is due."""
    town.group("g1", "B1", owner="李群主")
    town.sends("王大妈", "路灯坏了三天了，没人来修", group_id="g1")
    town.whispers("李群主", "确认 1")
    assert "【1号】在哪里？" in town.group_hears("g1")[-2]
    assert (town.ticket(1).rung, town.ticket(1).due_at) == (1, at(3, 4, 9))
    town.at(at(3, 2, 13))
    town.sends("王大妈", "地点 1 老井边", group_id="g1")
    assert town.ticket(1).due_at == at(3, 4, 13)


def test_a_reporter_who_never_answers_is_awaited_for_a_day(town: Town) -> None:
    """The question ends after 24 hours, and the clock goes on; meanwhile nobody is pressed."""
    town.office = replace(town.office, ladder=Ladder(LADDER.rungs, (0.1,)))
    town.group("g1", "B1", owner="李群主")
    town.sends("王大妈", "路灯坏了三天了，没人来修", group_id="g1")
    town.whispers("李群主", "确认 1")
    town.hush()
    town.at(at(3, 2, 17))
    assert told(town) == []
    town.at(at(3, 3, 9))
    assert town.ticket(1).due_at == at(3, 5, 9)
    town.at(at(3, 3, 10, 48))
    assert [who for who, _ in told(town)] == ["周主任"]


def test_reminders_are_a_setting(make_town: Callable[[Database], Town], sqlite: Database) -> None:
    """At half-time and at 90 %; above 1 on the last rung, when it is overdue."""
    town = make_town(sqlite)
    town.office = replace(town.office, ladder=Ladder(LADDER.rungs[:1], (0.5, 0.9, 2.0)))
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.hush()
    heard = []
    for hours in range(1, 200):
        town.at(at(3, 2, 9) + hours * HOUR)
        heard += [(f"{town.now:%d %H}", who, words) for who, words in told(town)]
    assert [(when, words) for when, who, words in heard if who == "赵网格员"] == [
        ("02 14", "请抓紧办理【1号】（道路路灯交通），明天9:00到期"),
        ("02 18", "请抓紧办理【1号】（道路路灯交通），明天9:00到期"),
        ("03 09", "【1号】到期没办结，已上报上级周主任"),
    ]
    late = [(when, who) for when, who, words in heard if words.endswith("，已过期")]
    assert late == [("09 09", "郑主任")]
