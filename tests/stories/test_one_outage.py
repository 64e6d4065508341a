"""合成一件: many groups report one outage; one matter, one answer, closed together, undone by one reply."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.ticket_view import ticket_object
from models import gathering, joiner
from schedules.runner import run_due
from tests.town import ZONE, Town

GROUPS = {"g3": "C3", "g4": "C4", "g9": "C9", "gb1": "B1", "gb9": "B9"}
PEOPLE = {"g3": "王大妈", "g4": "张大爷", "g9": "小刘", "gb1": "陈师傅", "gb9": "路人"}
WORDS = {
    "g3": "家里停水两天了，打电话也没人管",
    "g4": "我们组停水了，什么时候来水",
    "g9": "又停水了，一滴都没有，怎么做饭",
    "gb1": "停水了，没人通知一声",
    "gb9": "家里没水了，问了说全村都没水",
}
ASKED = "柳湾镇3个群都报停水，要不要合成一件事？1 要 2 不要"


@pytest.fixture(name="outage")
def _outage(town: Town) -> Town:
    """Five groups under 柳湾镇, of which three have reported that the water is off."""
    for group, node in GROUPS.items():
        if group != "g3":
            town.group(group, node, owner="小何")
    town.at(town.now + timedelta(hours=9))
    for group in ("g3", "g4", "g9"):
        _tells(town, group)
    return town


def _tells(town: Town, group: str) -> str:
    return town.sends(PEOPLE[group], WORDS[group], group_id=group)


def _gathered(town: Town) -> Town:
    town.whispers("钱镇长", "合成一件")
    return town


def _all(town: Town) -> dict[str, list[str]]:
    return {group: said for group in GROUPS if (said := town.group_hears(group))}


def _status(town: Town) -> list[str]:
    return [one.status for one in town.tickets()]


def test_the_evening_outage_in_five_groups(outage: Town) -> None:
    """One matter, one handler, one line a group and occasion; closed together; each judges at his place."""
    town = outage
    assert town.hears("钱镇长") == [f"{ASKED}\n【1号】幸福村3组\n【2号】幸福村4组\n【3号】清泉村1组"]
    town.hush()
    town.whispers("钱镇长", "1")
    assert (_status(town), town.ticket(4).text) == (
        ["merged", "merged", "merged", "confirmed"],
        "青禾县柳湾镇停水，3件反映合成",
    )
    told = ["【4号】停水有3个群反映，合在一起办，有消息在这里说"]
    assert _all(town) == {"g3": told, "g4": told, "g9": told}
    _tells(town, "gb1")
    town.hush()
    town.whispers("钱镇长", "通告 4 正在抢修 预计今晚8点恢复")
    line = ["【4号】停水：正在抢修 预计今晚8点恢复"]
    assert _all(town) == {"g3": line, "g4": line, "g9": line, "gb1": line}
    assert town.hears("钱镇长") == ["【4号】已通告4个群，到20:00没办结会问您"]
    _tells(town, "gb9")
    assert town.group_hears("gb9") == [
        "已并入【4号】，不另登记；不是同一件事请回复 不是\n18:00通告：正在抢修 预计今晚8点恢复"
    ]
    town.hush()
    town.whispers("钱镇长", "办结 4 主管道修好了")
    done = ["【4号】已办结：主管道修好了。请回复 满意 4 或 不满意 4"]
    assert _all(town) == dict.fromkeys(GROUPS, done)
    town.says("王大妈", "满意 4")
    town.sends("张大爷", "满意", group_id="g4")
    assert town.ticket(4).status == "resolved"
    town.sends("小刘", "满意 3", group_id="g9")
    assert _status(town) == ["merged", "merged", "merged", "closed"]
    assert all(town.is_whole(number) for number in range(1, 5))


def test_nobody_is_asked_before_it_piles_up(town: Town) -> None:
    """Two groups are no pile, and one group that tells it thrice is none; nor is what is told hours apart."""
    for group, node in (("g4", "C4"), ("g9", "C9")):
        town.group(group, node, owner="小何")
    for name in ("王大妈", "小何", "陈师傅"):
        town.says(name, WORDS["g3"])
    town.sends("张大爷", WORDS["g4"], group_id="g4")
    town.later(hours=3)
    town.sends("小刘", WORDS["g9"], group_id="g9")
    assert not any("合成" in one for one in town.hears("钱镇长"))


def test_another_outage_is_another_pile(town: Town) -> None:
    """停水 twice and 停电 once are two matters."""
    for group, node in (("g4", "C4"), ("g9", "C9")):
        town.group(group, node, owner="小何")
    town.says("王大妈", WORDS["g3"])
    town.sends("张大爷", WORDS["g4"], group_id="g4")
    town.sends("小刘", "又停电了，一晚上没电怎么过", group_id="g9")
    assert not any("合成" in one for one in town.hears("钱镇长"))


def test_a_no_leaves_everything_as_it_is(outage: Town) -> None:
    """He is not asked again that day; each ticket goes its own way, and 合成 1 2 3 still does it."""
    town = outage
    town.hush()
    town.whispers("钱镇长", "2")
    assert town.hears("钱镇长") == ["好的，各办各的；要合请回复编号，例：合成 12 13 15"]
    _tells(town, "gb1")
    assert town.hears("钱镇长") == []
    assert _status(town) == ["pending"] * 4
    town.hush()
    town.whispers("钱镇长", "合成 1 2 4")
    assert town.hears("钱镇长")[0] == "已合成【5号】，由周主任办理；不是一件事请回复 拆分 5"
    assert _status(town) == ["merged", "merged", "pending", "merged", "confirmed"]
    assert town.ticket(5).node_id == town.ticket(4).node_id


def test_a_question_that_nobody_answers_changes_nothing(outage: Town) -> None:
    """It ends after a day; the tickets were confirmed by their own clocks meanwhile."""
    outage.later(hours=25)
    assert "merged" not in _status(outage)
    outage.hush()
    outage.whispers("钱镇长", "合成一件")
    assert outage.all_silent()


@pytest.mark.parametrize("how", ["撤销", "拆分 4", "误报 4"])
def test_a_wrong_gathering_is_undone_by_one_reply(outage: Town, how: str) -> None:
    """Each stands as before with its own question; whoever had joined late is with his own group again."""
    town = outage
    town.says("李群主", "1")
    _gathered(town)
    _tells(town, "gb1")
    town.sends("小何", "我家也是", group_id="g4", quote=town.quote("【4号】停水有3个群反映"))
    town.later(minutes=5)
    town.hush()
    town.whispers("钱镇长", how)
    assert _status(town) == ["confirmed", "pending", "pending", "rejected", "pending"]
    heard = _all(town)
    assert heard["g3"] == ["【1号】改为单独办理"]
    assert [one[:15] for one in heard["g4"]] == ["@小何 请确认【2号】（水电气"]
    assert town.ticket(5).text == WORDS["gb1"]
    assert all(len(said) == 1 for said in heard.values())
    town.sends("小何", "1", group_id="g4")
    assert town.ticket(2).status == "confirmed"
    with town.database.reading() as session:
        assert [one.ticket for one in joiner.of_identities(session, range(1, 99))] == [2]
    assert all(town.is_whole(number) for number in range(1, 6))


def test_the_time_under_a_parent_does_not_count(outage: Town) -> None:
    """A ladder rests with its ticket, the parent has its own; a question is never longer open than a day."""
    town = outage
    town.later(hours=15.5)
    town.says("李群主", "1")
    due = town.ticket(1).due_at
    _gathered(town)
    assert (town.ticket(1).due_at, town.ticket(1).step_at) == (None, None)
    assert town.ticket(4).due_at is not None
    town.later(days=1)
    town.whispers("钱镇长", "拆分 4")
    after = town.ticket(1).due_at
    assert due is not None
    assert after is not None
    assert after - due == timedelta(days=1)
    town.later(minutes=1)
    assert _status(town)[1:3] == ["confirmed", "confirmed"]


def test_what_is_another_matter_is_taken_out(outage: Town) -> None:
    """拆分 2: it stands as before; the others stay together, and 撤销 puts it back."""
    town = _gathered(outage)
    town.hush()
    town.whispers("钱镇长", "拆分 2")
    assert _status(town) == ["merged", "pending", "merged", "confirmed"]
    town.whispers("钱镇长", "撤销")
    assert _status(town) == ["merged", "merged", "merged", "confirmed"]
    town.whispers("钱镇长", "拆分 2")
    town.hush()
    town.whispers("钱镇长", "通告 4 已抢修")
    assert set(_all(town)) == {"g3", "g9"}
    assert all(town.is_whole(number) for number in range(1, 5))


def test_danger_stays_its_own(outage: Town) -> None:
    """Someone hurt by it is a ticket of his own, before and after; it is never told 已并入."""
    town = outage
    town.sends("路人", "停电了，我妈的呼吸机快没电了，救命", group_id="gb9")
    _gathered(town)
    assert _status(town) == ["merged", "merged", "merged", "pending", "confirmed"]
    town.sends("陈师傅", "停水了，锅炉烧干要爆炸了，快来人救命", group_id="gb1")
    assert town.ticket(6).urgency == "emergency"
    town.hush()
    town.whispers("钱镇长", "合成 4 6")
    assert town.hears("钱镇长") == ["【4号】要单独办，不能合成；同一件事可以合并，例：合并 17 12"]


def test_late_joiners_may_leave_again(outage: Town) -> None:
    """不是: what had joined is a ticket of its own; the parent goes on."""
    town = _gathered(outage)
    _tells(town, "gb9")
    town.hush()
    town.sends("路人", "不是", group_id="gb9")
    assert town.group_hears("gb9")[0] == "已另登记【5号】"
    assert (town.ticket(5).text, town.ticket(4).status) == (WORDS["gb9"], "confirmed")


def test_many_late_joiners_do_not_flood_the_handler(outage: Town) -> None:
    """He hears how many households there are, now and then; the words stand in the timeline."""
    town = _gathered(outage)
    town.hush()
    for number in range(20):
        account = {"sender_id": f"u-late-{number}", "sender_name": f"住户{number}"}
        town.sends("路人", WORDS["gb9"], group_id="gb9", **account)
    assert town.hears("钱镇长") == ["【4号】已有5户反映", "【4号】已有10户反映", "【4号】已有20户反映"]
    town.hush()
    town.whispers("钱镇长", "通告 4 水车已到村口")
    assert len(town.group_hears("gb9")) == 1


def test_a_silent_group_hears_in_private(outage: Town) -> None:
    """静音: whoever told it there hears in private, the group nothing."""
    town = _gathered(outage)
    town.says("李群主", "静音 2小时")
    town.hush()
    town.whispers("钱镇长", "通告 4 正在抢修")
    assert town.group_hears("g3") == []
    assert town.hears("王大妈") == ["【4号】停水：正在抢修"]
    assert town.group_hears("g4") == ["【4号】停水：正在抢修"]


def test_the_end_that_was_told_passes(outage: Town) -> None:
    """The handler is asked once, by however many schedulers; 进度 shows it; a new end is waited for anew."""
    town = _gathered(outage)
    town.whispers("钱镇长", "通告 4 正在抢修 预计今晚8点恢复")
    town.now += timedelta(hours=2)
    town.hush()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: run_due(town.office, town.now), range(2)))
    town.later(minutes=10)
    asked = "【4号】预计{}好，好了请回 办结 4 说明，没好请再 通告 4"
    assert town.hears("钱镇长") == [asked.format("20:00")]
    town.says("王大妈", "进度 1")
    assert town.group_hears()[0].splitlines()[1:] == [
        "停水：3个群3户反映",
        "18:00通告：正在抢修 预计今晚8点恢复",
        "预计20:00，已过",
    ]
    town.whispers("钱镇长", "通告 4 还要半小时")
    town.later(minutes=31)
    assert town.hears("钱镇长")[-1] == asked.format("20:40")
    town.whispers("钱镇长", "通告 4 今晚修不好 预计夜里11点")
    town.hush()
    town.later(hours=3)
    assert town.all_silent()
    town.later(hours=8)
    assert asked.format("3月2日23:00") in town.hears("钱镇长")


def test_what_was_announced_is_taken_back(outage: Town) -> None:
    """撤销: the groups hear so in one line, and no end is waited for."""
    town = _gathered(outage)
    town.whispers("钱镇长", "通告 4 预计今晚8点恢复")
    town.hush()
    town.whispers("钱镇长", "撤销")
    assert _all(town) == {one: ["【4号】刚才的“通告”已撤销"] for one in ("g3", "g4", "g9")}
    town.hush()
    town.later(hours=2.5)
    assert town.hears("钱镇长") == []
    _tells(town, "gb1")
    assert town.group_hears("gb1") == ["已并入【4号】，不另登记；不是同一件事请回复 不是"]


def test_who_may_not_is_refused(outage: Town) -> None:
    """And what was meant as talk is none of the bot's."""
    town = _gathered(outage)
    town.hush()
    town.says("李群主", "通告 4 来水了")
    assert town.group_hears() == ["【4号】由经办人或上级通告，您不能办理。"]
    town.says("李群主", "拆分 4")
    assert town.group_hears() == ["【4号】由经办人、网格长或上级拆分，您不能办理。"]
    town.says("王大妈", "通告 一下，明天赶集")
    town.says("王大妈", "合成")
    assert town.all_silent()
    town.whispers("钱镇长", "通告 4")
    town.whispers("钱镇长", f"通告 4 {'很' * 46}")
    town.whispers("钱镇长", "合成 4")
    assert town.hears("钱镇长") == [
        "【4号】请写明告诉大家什么，例：通告 4 正在抢修 预计今晚8点恢复",
        "【4号】通告请在45个字以内，现在有46个字",
        "请写两个以上的编号，例：合成 12 13 15",
    ]


def test_one_place_is_not_well_yet(outage: Town) -> None:
    """不满意 takes out what its reporter told, one level up; who only joined gets a number of his own."""
    town = _gathered(outage)
    _tells(town, "gb1")
    town.whispers("钱镇长", "办结 4 主管道修好了")
    town.hush()
    town.sends("张大爷", "不满意 4 我家还没来水", group_id="g4")
    assert town.group_hears("g4") == ["【4号】里您报的【2号】还没好，单独请冯所长接着办"]
    assert "我家还没来水" in town.hears("冯所长")[0]
    assert _status(town) == ["merged", "handling", "merged", "resolved"]
    town.sends("陈师傅", "不满意 4", group_id="gb1")
    assert town.group_hears("gb1")[0] == "【4号】里您报的【5号】还没好，已另登记"
    town.says("王大妈", "满意 4")
    town.sends("小刘", "满意 4", group_id="g9")
    assert _status(town) == ["merged", "handling", "merged", "closed", "pending"]
    assert all(town.is_whole(number) for number in range(1, 6))


def test_who_has_not_answered_is_asked_once_more(outage: Town) -> None:
    """Whoever has said 满意 is left in peace; after the second quiet time it is closed."""
    town = _gathered(outage)
    town.whispers("钱镇长", "办结 4 主管道修好了")
    town.says("王大妈", "满意 4")
    town.hush()
    town.later(days=4)
    assert set(_all(town)) == {"g4", "g9"}
    town.later(days=8)
    assert town.ticket(4).status == "closed"


def test_a_relapse_is_judged_anew(outage: Town) -> None:
    """反弹 opens the whole; whoever was content is asked again, who took his words back is not."""
    town = _gathered(outage)
    town.whispers("钱镇长", "办结 4 主管道修好了")
    town.says("王大妈", "满意 4")
    town.whispers("钱镇长", "回访 4 反弹 又爆了")
    assert town.ticket(4).status == "handling"
    town.sends("小刘", "撤回 3", group_id="g9")
    town.hush()
    town.whispers("钱镇长", "办结 4 换了新管")
    assert set(_all(town)) == {"g3", "g4"}
    town.sends("张大爷", "满意 4", group_id="g4")
    assert town.ticket(4).status == "resolved"
    town.says("王大妈", "满意 4")
    assert _status(town) == ["merged", "merged", "withdrawn", "closed"]


def test_a_reporter_takes_his_words_back(outage: Town) -> None:
    """撤回 1: his words go, the matter goes on; erased words do not come back when it is taken apart."""
    town = _gathered(outage)
    town.says("王大妈", "撤回 1")
    town.sends("张大爷", "删除我的信息", group_id="g4")
    assert _status(town) == ["withdrawn", "merged", "merged", "confirmed"]
    town.whispers("钱镇长", "拆分 4")
    assert _status(town) == ["withdrawn", "withdrawn", "pending", "rejected"]


def test_a_ticket_is_merged_into_it_and_it_into_another(outage: Town) -> None:
    """合并 5 4 rests with the others, and stands as before when it is taken out; a merged parent lives on."""
    town = _gathered(outage)
    town.sends("路人", "村口的路灯坏了三天了，没人来修", group_id="gb9")
    town.whispers("钱镇长", "合并 5 4")
    with town.database.reading() as session:
        assert [one.ticket for one in gathering.children(session, 4)] == [1, 2, 3, 5]
    town.whispers("钱镇长", "拆分 5")
    assert town.ticket(5).status == "pending"
    town.whispers("钱镇长", "合并 4 5")
    town.hush()
    town.says("小何", WORDS["g3"])
    assert town.group_hears() == ["已并入【5号】，不另登记；不是同一件事请回复 撤销"]
    town.says("王大妈", "进度 1")
    assert town.group_hears()[0].startswith("【1号】已并入【5号】待确认")


def test_of_many_at_once_he_is_asked_once(town: Town) -> None:
    """Five groups in one moment, each message twice."""
    for group, node in GROUPS.items():
        if group != "g3":
            town.group(group, node, owner="小何")
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda group: _tells(town, group), GROUPS))
    town.deliver()
    assert sum("合成" in one for one in town.hears("钱镇长")) == 1
    assert town.alarms == []


def test_a_single_outage_is_announced_too(town: Town) -> None:
    """通告 of any ticket: whoever reported or joined hears, and who tells it again hears the last answer."""
    town.says("王大妈", WORDS["g3"])
    town.says("李群主", "1")
    town.hush()
    town.whispers("赵网格员", "通告 1 水厂在换阀门 预计明天上午10点")
    assert town.group_hears() == ["【1号】水厂在换阀门 预计明天上午10点"]
    town.says("张大爷", "家里停水，什么时候来水")
    assert town.group_hears()[0].splitlines()[1] == "9:00通告：水厂在换阀门 预计明天上午10点"


def test_other_programs_see_it(outage: Town) -> None:
    """`ticket show --json`: what rests under a parent, from how many groups, and the last answer."""
    town = _gathered(outage)
    _tells(town, "gb1")
    town.whispers("钱镇长", "通告 4 预计今晚8点恢复")
    with town.database.reading() as session:
        shown = [ticket_object(session, town.ticket(number), ZONE) for number in (4, 1)]
    assert shown[0]["gathering"] == {"matter": "停水", "children": [1, 2, 3], "reports": 4, "groups": 4}
    assert shown[0]["announcement"] == {
        "words": "预计今晚8点恢复",
        "at": "2026-03-02T18:00:00+08:00",
        "expected_at": "2026-03-02T20:00:00+08:00",
    }
    assert (shown[0]["parent"], shown[0]["households"]) == (None, 4)
    assert (shown[1]["parent"], shown[1]["status"], shown[1]["gathering"]) == (4, "merged", None)
