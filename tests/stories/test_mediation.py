"""调解: a meeting is booked and kept, four attempts go forward, an agreement is kept and counted down."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlmodel import select

from models.mediation import Mediation
from tests.matters import LAMP, NOISE, at, claimed, morning
from tests.town import SLOW, Town


@pytest.fixture
def quarrel(town: Town) -> Town:
    """王大妈's neighbours are loud; 赵网格员 handles it since Monday, 2 March, nine o'clock."""
    town.office = replace(town.office, ladder=SLOW)
    return claimed(town, NOISE)


def record(town: Town) -> Mediation:
    """The newest mediation."""
    with town.database.reading() as session:
        return session.exec(select(Mediation).order_by(Mediation.id.desc())).first()  # type: ignore


@pytest.mark.parametrize(
    "words",
    [
        "周五下午3点 和事屋 张三 李四",
        "和事屋，张三、李四，3月6日15:00",
        "张三 李四 周五 下午 三点",
        "当事人：张三、李四 时间：周五下午三点 地点：和事屋 调解员 周主任",
    ],
)
def test_a_meeting_is_booked(quarrel: Town, words: str) -> None:
    """Time, room and people in any order; without a room it is that of the level; the handler hears."""
    quarrel.whispers("周主任", f"预约 1 {words}")
    assert quarrel.hears("周主任") == ["已约【1号】3月6日15:00在幸福村和事屋调解"]
    told = "【1号】约3月6日15:00在幸福村和事屋调解\n当事人：张三、李四\n调解员：周主任"
    assert quarrel.hears("赵网格员") == [told]
    found = record(quarrel)
    assert (found.at, found.room, found.parties) == (at(3, 6, 15, 0), "幸福村和事屋", "张三、李四")
    quarrel.says("王大妈", "进度 1")
    assert quarrel.group_hears()[0].endswith("调解：3月6日15:00，幸福村和事屋")
    assert quarrel.is_whole(1)


def test_both_are_reminded_that_morning(quarrel: Town) -> None:
    """Once each, at the hour of digests; nobody else hears anything."""
    quarrel.whispers("李群主", "预约 1 周五下午3点 和事屋 张三 李四 调解员 吴律师")
    assert quarrel.hears("吴律师")[0].startswith("【1号】约3月6日15:00")
    quarrel.whispers("吴律师", "待办")
    assert "【1号】3月6日15:00在幸福村和事屋调解" in quarrel.hears("吴律师")[0].splitlines()
    quarrel.at(at(3, 5, 20, 30))
    quarrel.hush()
    for _ in range(2):
        quarrel.at(morning(3, 6))
    told = "【1号】今天15:00在幸福村和事屋调解\n当事人：张三、李四\n调解员：吴律师"
    assert (quarrel.hears("赵网格员"), quarrel.hears("吴律师")) == ([told], [told])
    assert quarrel.group_hears() == []


def test_a_meeting_that_is_put_off_is_told_anew(quarrel: Town) -> None:
    """Told of on the morning before, then moved to a later hour: they hear on its own morning, too."""
    quarrel.whispers("赵网格员", "预约 1 周三早上7点 张三 李四")
    quarrel.at(morning(3, 3))
    quarrel.hush()
    quarrel.whispers("赵网格员", "预约 1 周三下午3点")
    quarrel.hush()
    quarrel.at(morning(3, 4))
    (told,) = quarrel.hears("赵网格员")
    assert told.startswith("【1号】今天15:00在幸福村和事屋调解\n")
    quarrel.later(hours=1)
    assert quarrel.all_silent()


def test_a_meeting_is_moved_or_called_off(quarrel: Town) -> None:
    """A new time takes the place of the old, and its reminder too; 取消 ends it."""
    quarrel.whispers("周主任", "预约 1 周五下午3点 张三 李四")
    quarrel.whispers("周主任", "预约 1 周六上午9点")
    assert record(quarrel).parties == "张三、李四"
    quarrel.hush()
    quarrel.at(morning(3, 6))
    assert quarrel.hears("赵网格员") == []
    quarrel.whispers("周主任", "预约 1 取消")
    assert quarrel.hears("赵网格员")[0].startswith("【1号】明天9:00的调解取消了")
    assert quarrel.hears("周主任") == ["已取消【1号】的调解"]
    quarrel.at(morning(3, 7))
    assert quarrel.hears("赵网格员") == []
    quarrel.whispers("周主任", "预约 1 取消")
    assert quarrel.hears("周主任") == ["【1号】没有约好的调解。"]


def test_a_room_of_another_level_or_of_nobody(quarrel: Town) -> None:
    """和事堂 is the town's; what begins with 在 is wherever they say."""
    quarrel.whispers("周主任", "预约 1 明天9点 和事堂")
    assert quarrel.hears("周主任") == ["已约【1号】明天9:00在柳湾镇和事堂调解"]
    quarrel.whispers("周主任", "预约 1 今天下午4点 在王大妈家")
    assert quarrel.hears("周主任") == ["已约【1号】16:00在王大妈家调解"]
    quarrel.hush()
    quarrel.at(morning(3, 3))
    assert quarrel.hears("赵网格员") == []


def test_an_early_meeting_is_told_the_morning_before(quarrel: Town) -> None:
    """At eight nobody has read the digest of half past eight."""
    quarrel.whispers("周主任", "预约 1 周五上午8点 张三 李四")
    quarrel.hush()
    quarrel.at(morning(3, 5))
    assert quarrel.hears("赵网格员")[0].startswith("【1号】明天8:00在幸福村和事屋调解")
    quarrel.at(morning(3, 6))
    assert quarrel.hears("赵网格员") == []


def test_the_four_attempts_go_forward(quarrel: Town) -> None:
    """情, 理, 法, 诉: again is right, back is not; who came is kept."""
    quarrel.whispers("赵网格员", "到场 1 张三 李四")
    quarrel.whispers("赵网格员", "讲情 1 都是老邻居")
    quarrel.whispers("吴律师", "讲法 1 治安管理处罚法")
    assert quarrel.hears("赵网格员") == ["已记下【1号】到场的人", "已记下【1号】“情”这一步"]
    assert quarrel.hears("吴律师") == ["已记下【1号】“法”这一步"]
    quarrel.whispers("赵网格员", "讲理 1")
    assert quarrel.hears("赵网格员") == ["【1号】已经到“法”这一步，不再回到“理”"]
    quarrel.whispers("赵网格员", "引诉 1 告诉了怎么起诉")
    assert (record(quarrel).attempt, record(quarrel).present) == (4, "张三 李四")
    assert [one.action for one in quarrel.events(1)][4:] == ["attend", "attempt", "attempt", "attempt"]


def test_success_asks_for_a_superiors_yes_and_plans_revisits(quarrel: Town) -> None:
    """成功 is a request as 办结 is; with 同意 the reporter is asked, and a week later somebody goes there."""
    quarrel.whispers("赵网格员", "协议 1 晚上十点后不放音响")
    assert quarrel.hears("赵网格员")[0].startswith("【1号】还没有调解，请先预约")
    quarrel.whispers("赵网格员", "到场 1 张三 李四")
    quarrel.whispers("赵网格员", "调解 1 成功 晚上十点后不放音响")
    assert quarrel.hears("赵网格员")[-1] == "【1号】调解成功，已报请办结，等周主任同意"
    ticket = quarrel.ticket(1)
    assert (ticket.status, ticket.awaiting, ticket.result) == ("handling", "approval", "晚上十点后不放音响")
    assert quarrel.hears("周主任")[0].startswith("请审批【1号】")
    assert quarrel.group_hears() == []
    quarrel.whispers("赵网格员", "调解 1 不成")
    assert quarrel.hears("赵网格员") == ["【1号】已经报请办结，正等上级同意。"]
    quarrel.whispers("周主任", "同意 1")
    assert quarrel.group_hears()[0].startswith("【1号】已办结：晚上十点后不放音响")
    quarrel.hush()
    quarrel.at(morning(3, 9))
    assert quarrel.hears("赵网格员")[0].startswith("请回访【1号】")
    actions = [one.action for one in quarrel.events(1)][4:]
    assert actions == ["attend", "mediate", "request_approval", "approve"]


def test_whoever_mediates_may_say_so_and_another_agrees(quarrel: Town) -> None:
    """周主任 mediated, so he does not certify it himself."""
    quarrel.whispers("周主任", "调解 1 成功，双方和好了")
    assert quarrel.hears("周主任") == ["【1号】调解成功，已报请办结，等钱镇长同意"]
    quarrel.whispers("周主任", "同意 1")
    assert quarrel.hears("周主任") == ["【1号】由村干部或综治中心（申请人除外）同意，您不能办理。"]
    quarrel.whispers("钱镇长", "同意 1")
    assert quarrel.ticket(1).status == "resolved"


def test_partly_goes_on(quarrel: Town) -> None:
    """部分: the same handler, the same mediation."""
    quarrel.whispers("赵网格员", "到场 1 张三")
    quarrel.whispers("赵网格员", "调解 1 部分 周末不放了")
    assert quarrel.hears("赵网格员")[-1] == "已记下【1号】部分说定，请接着调解"
    assert quarrel.ticket(1).status == "handling"
    quarrel.whispers("赵网格员", "进度 1")
    assert quarrel.hears("赵网格员")[0].endswith("调解：部分")
    quarrel.whispers("赵网格员", "讲理 1")
    assert record(quarrel).present == "张三"


def test_failure_goes_up_and_at_the_top_to_court(quarrel: Town) -> None:
    """不成: each level in turn, then the way to court is named."""
    for who, above in (("赵网格员", "周主任"), ("周主任", "冯所长"), ("冯所长", "郑主任")):
        quarrel.whispers(who, "调解 1 不成 谈不拢")
        assert quarrel.hears(who)[-1] == f"【1号】调解不成，已请{above}接着调解"
        assert quarrel.hears(above)[0].startswith("请办理【1号】")
    quarrel.whispers("郑主任", "调解 1 不成")
    assert quarrel.hears("郑主任") == ["【1号】已到最高一级，可以引导走诉讼：引诉 1 说明"]
    assert quarrel.ticket(1).flags == ["escalated"]
    assert quarrel.is_whole(1)


def test_an_agreement_is_counted_down(quarrel: Town) -> None:
    """Thirty days; told ten days and three days before, once each, to handler and mediator."""
    quarrel.whispers("周主任", "预约 1 今天下午3点 张三 李四")
    quarrel.whispers("赵网格员", "协议 1 一、晚上十点后不放音响；二、互相道歉")
    assert quarrel.hears("赵网格员")[-1] == "已存【1号】协议，司法确认请在4月1日前办"
    assert record(quarrel).agreement == "一、晚上十点后不放音响；二、互相道歉"
    quarrel.at(morning(3, 19))
    quarrel.hush()
    for _ in range(2):
        quarrel.at(morning(3, 20))
    told = "【1号】司法确认还剩12天（到4月1日），办了请回复 司法确认 1 已办"
    assert (quarrel.hears("赵网格员"), quarrel.hears("周主任")) == ([told], [told])
    quarrel.at(morning(3, 27))
    assert quarrel.hears("赵网格员") == [told.replace("12天", "5天")]
    quarrel.whispers("周主任", "司法确认 1 已办")
    assert quarrel.hears("周主任")[-1] == "已记下【1号】办了司法确认"
    assert str(record(quarrel).confirmed_on) == "2026-03-27"
    quarrel.whispers("周主任", "司法确认 1 已办")
    assert quarrel.hears("周主任") == ["【1号】已经办过司法确认。"]


@pytest.mark.parametrize(("moment", "heard"), [(morning(3, 30), ["还剩2天"]), (morning(4, 5), [])])
def test_what_was_slept_through_is_told_once_or_not_at_all(
    quarrel: Town, moment: datetime, heard: list[str]
) -> None:
    """Only the later of both; after the last day nothing."""
    quarrel.whispers("赵网格员", "到场 1 张三 李四")
    quarrel.whispers("赵网格员", "协议 1 十点后不放")
    quarrel.hush()
    for _ in range(3):
        quarrel.at(moment)
    told = [one for one in quarrel.hears("赵网格员") if "司法确认" in one]
    assert len(told) == len(heard)
    assert all(part in one for part, one in zip(heard, told, strict=True))


def test_no_countdown_for_who_does_not_want_it(quarrel: Town) -> None:
    """不办 ends it; 撤销 begins it again."""
    quarrel.whispers("赵网格员", "到场 1 张三 李四")
    quarrel.whispers("赵网格员", "协议 1 十点后不放")
    quarrel.whispers("赵网格员", "司法确认 1 不办")
    quarrel.whispers("赵网格员", "撤销")
    quarrel.hush()
    quarrel.at(morning(3, 20))
    assert "还剩12天" in quarrel.hears("赵网格员")[0]
    quarrel.whispers("赵网格员", "司法确认 1 不办")
    quarrel.hush()
    quarrel.at(morning(3, 27))
    assert quarrel.hears("赵网格员") == []


def test_what_was_noted_by_mistake_is_taken_back(quarrel: Town) -> None:
    """撤销 of 预约, 协议 and 调解: as before."""
    quarrel.whispers("赵网格员", "预约 1 周五下午3点 张三 李四")
    quarrel.whispers("赵网格员", "撤销")
    quarrel.hush()
    quarrel.at(morning(3, 6))
    assert quarrel.hears("赵网格员") == []
    quarrel.whispers("赵网格员", "调解 1 成功 和好了")
    quarrel.whispers("赵网格员", "撤销")
    ticket = quarrel.ticket(1)
    assert (ticket.status, ticket.awaiting, ticket.result) == ("handling", None, None)
    quarrel.whispers("赵网格员", "调解 1 不成 谈不拢")
    quarrel.whispers("赵网格员", "撤销")
    assert quarrel.ticket(1).handler_id == quarrel.person("赵网格员").id
    assert quarrel.is_whole(1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("预约 1 周五 张三", "【1号】请写明几点，例：预约 1 周五下午3点 和事屋 张三 李四"),
        ("预约 1 今天上午8点", "【1号】8:00已经过了，请换个时间"),
        ("预约 1 2027-03-01 9点", "【1号】3月1日9:00太远了，半年内才能约，请换个时间"),
        ("预约 1 周五3点 调解员 谁也不是", "【1号】调解员“谁也不是”没有登记，请核对姓名"),
        ("到场 1", "【1号】请写明谁到了，例：到场 1 张三 李四"),
        ("调解 1 谈过了", "【1号】请写明结果：调解 1 成功、部分 或 不成，再加说明"),
        ("调解 1 成功", "【1号】请写明怎么说定的，例：调解 1 成功 双方签了协议"),
        ("司法确认 1", "【1号】还没有协议，请先写：协议 1 内容"),
        ("司法确认 1 也许", "【1号】请回复 司法确认 1 已办，不办的话把“已办”换成“不办”"),
    ],
)
def test_what_is_wrong_is_told(quarrel: Town, words: str, told: str) -> None:
    """One sentence each, and nothing changes."""
    before = len(quarrel.events(1))
    quarrel.whispers("赵网格员", words)
    assert quarrel.hears("赵网格员") == [told]
    assert len(quarrel.events(1)) == before


def test_who_may_not_and_what_is_no_dispute(quarrel: Town) -> None:
    """A stranger and the reporter are refused; a service is not mediated; talk is silence."""
    quarrel.says("路人", "预约 1 周五下午3点")
    assert quarrel.group_hears() == ["【1号】由群主、经办人或上级预约，您不能办理。"]
    quarrel.says("王大妈", "调解 1 成功 好了")
    assert quarrel.group_hears() == ["【1号】由经办人、调解人员或上级记调解，您不能办理。"]
    quarrel.says("孙网格长", "讲理 谁不会啊")
    quarrel.says("孙网格长", "预约 明天下午三点打疫苗")
    assert quarrel.all_silent()
    quarrel.says("王大妈", LAMP)
    quarrel.says("李群主", "确认 2")
    quarrel.hush()
    quarrel.whispers("赵网格员", "调解 2 成功 修好了")
    assert quarrel.hears("赵网格员") == ["【2号】不是纠纷，不用调解；类别错了请先改，例：改 2 邻里"]


def test_being_forgotten_erases_who_met_and_what_they_agreed(quarrel: Town) -> None:
    """The reporter withdraws: names, room and agreement are gone with his words."""
    quarrel.whispers("赵网格员", "预约 1 周五下午3点 张三 李四")
    quarrel.whispers("赵网格员", "协议 1 十点后不放")
    quarrel.says("王大妈", "撤回 1")
    found = record(quarrel)
    assert (found.parties, found.present, found.room, found.agreement) == (None, None, None, None)
    assert all(event.note is None for event in quarrel.events(1))
    quarrel.hush()
    for moment in (morning(3, 6), morning(3, 20), morning(3, 27)):
        quarrel.at(moment)
    assert quarrel.hears("赵网格员") == []
