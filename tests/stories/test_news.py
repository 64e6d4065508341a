"""What whoever told a matter hears on its way: that it is none, and who has it now; no more than that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.matters import LAMP, NOISE
from tests.town import SLOW, Town

SAME_LAMP = "村口路灯一直不亮，黑灯瞎火的"
BEATEN = "我老公又喝酒打我了，怎么办"
NOT_ONE = "【1号】核实后不另办理，谢谢您告诉我们；情况有出入请再说一遍"


def test_whoever_joined_hears_that_it_is_none(town: Town) -> None:
    """The reporter was told nothing yet and is spared; who joined was told so, and hears it once."""
    town.says("王大妈", LAMP)
    town.says("张大爷", SAME_LAMP)
    town.says("小刘", "我家也是")
    town.hush()
    town.says("李群主", "误报 1")
    (heard,) = town.group_messages()
    assert (heard.text, heard.mentions) == (NOT_ONE, ("u-zhang", "u-liu"))
    assert town.all_silent()


def test_whoever_was_told_that_it_is_registered_hears_that_it_is_not(town: Town) -> None:
    """Confirmed first, then found to be none: reporter and joiner in one message; 撤销 is heard, too."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.says("张大爷", SAME_LAMP)
    town.hush()
    town.whispers("李群主", "误报 1")
    (heard,) = town.group_messages()
    assert (heard.text, heard.mentions) == (NOT_ONE, ("u-wang", "u-zhang"))
    assert town.hears("李群主") == ["【1号】已按误报处理"]
    assert town.hears("赵网格员") == ["【1号】已按误报处理，不用再办"]
    town.whispers("李群主", "撤销")
    assert town.group_hears() == ["【1号】刚才的“误报”已撤销，现在待受理"]


def test_a_private_reporter_hears_in_private(town: Town) -> None:
    """He was told that it is registered; the group, where nothing was said, hears nothing."""
    town.whispers("王大妈", LAMP)
    assert "已登记【1号】，会有人联系您" in town.hears("王大妈")
    town.hush()
    town.whispers("李群主", "误报 1")
    assert town.hears("王大妈") == [NOT_ONE]
    assert town.group_hears() == []


def test_nobody_hears_where_nothing_was_promised(town: Town) -> None:
    """The owner's question alone promised nothing to anybody; only his 误报 is answered."""
    town.says("王大妈", LAMP)
    town.hush()
    town.says("李群主", "2")
    assert town.group_hears() == ["【1号】已按误报处理"]
    assert town.all_silent()


def test_what_is_private_stays_so(town: Town) -> None:
    """The group has heard 已收到, so whoever said it hears the end of it, alone."""
    town.says("王大妈", BEATEN)
    assert "【1号】已收到" in town.group_hears()
    town.hush()
    town.whispers("李群主", "误报 1")
    assert town.group_hears() == []
    assert town.hears("王大妈") == [NOT_ONE]


def test_the_reporter_hears_who_has_it_now(town: Town) -> None:
    """上报 and 转: one line with a name and a day, and no second one on the same day."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.whispers("赵网格员", "接单 1")
    town.hush()
    town.whispers("赵网格员", "上报 1 要镇里的电工")
    (heard,) = town.group_messages()
    assert heard.text == "【1号】已上报，现由周主任办理，3月4日前办好"
    assert heard.mentions == ("u-wang",)
    town.whispers("周主任", "转 1 司法所 请帮忙")
    assert town.group_hears() == []
    town.later(days=1)
    town.hush()
    town.whispers("冯所长", "转 1 赵网格员 还是你近")
    assert town.group_hears() == ["【1号】已转交，现由赵网格员办理，3月4日前办好"]


def test_what_moves_up_by_itself_is_told_too(town: Town) -> None:
    """Once a day, however many rungs it took after a pause of the scheduler."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.hush()
    town.later(days=1)
    assert town.group_hears() == ["【1号】已上报，现由周主任办理，3月5日前办好"]
    town.later(days=5)
    (last,) = town.group_hears()
    assert last.startswith("【1号】已上报，现由")


def test_a_taken_back_transfer_counts_for_nothing(town: Town) -> None:
    """撤销 is told where the transfer was, and the next one is told again."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.whispers("赵网格员", "接单 1")
    town.hush()
    town.whispers("赵网格员", "转 1 司法所 看错了")
    town.whispers("赵网格员", "撤销")
    town.whispers("赵网格员", "上报 1 要镇里的电工")
    assert town.group_hears() == [
        "【1号】已转交，现由冯所长（司法所）办理，3月3日前办好",
        "【1号】刚才的“转”已撤销",
        "【1号】已上报，现由周主任办理，3月4日前办好",
    ]


def test_whoever_joined_can_add(town: Town) -> None:
    """With a number anywhere; his words are told to the handler, and go with him."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.says("张大爷", SAME_LAMP)
    town.hush()
    town.whispers("张大爷", "补充 1 灯杆也歪了")
    assert town.hears("张大爷") == ["已补充到【1号】"]
    assert town.hears("赵网格员") == ["【1号】已有2户反映：灯杆也歪了"]
    town.whispers("张大爷", "补充 线也掉下来一截")
    assert town.hears("张大爷") == ["已补充到【1号】"]
    town.hush()
    town.whispers("张大爷", "撤销")
    assert town.hears("张大爷") == ["【1号】刚才补充的话已删除"]
    assert town.hears("赵网格员") == ["【1号】有1户撤回了补充"]
    words = [one.note for one in town.events(1) if one.note]
    assert words == [LAMP, SAME_LAMP, "灯杆也歪了"]
    town.whispers("张大爷", "撤回 1")
    assert town.hears("赵网格员") == ["【1号】有1户撤出，现有1户反映"]
    assert [one.note for one in town.events(1) if one.note] == [LAMP]
    town.whispers("小刘", "补充 1 我也说一句")
    assert town.hears("小刘") == ["【1号】由反映人补充，您不能办理。"]
    assert town.is_whole(1)


def test_a_joiner_adds_until_it_is_closed(town: Town) -> None:
    """Also to what is resolved; what is closed is told so in one line."""
    town.office = replace(town.office, ladder=SLOW)
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.says("张大爷", SAME_LAMP)
    town.whispers("赵网格员", "办结 1 换了灯泡")
    town.whispers("张大爷", "补充 1 还是有点暗")
    assert town.hears("张大爷")[-1] == "已补充到【1号】"
    town.says("王大妈", "满意 1")
    town.hush()
    town.whispers("张大爷", "补充 1 又灭了")
    assert town.hears("张大爷") == ["【1号】现在是“销号”，不能补充。"]


def _booked(town: Town, when: str) -> None:
    town.says("王大妈", NOISE)
    town.says("李群主", "1")
    town.whispers("赵网格员", "接单 1")
    town.whispers("赵网格员", f"预约 1 {when} 和事屋 张三 李四")


def test_a_booked_mediation_holds_the_ladder(town: Town) -> None:
    """Due on Tuesday at nine, they meet on Friday: it stays, and moves up on Monday if nothing came of it."""
    _booked(town, "周五下午3点")
    due = town.office.calendar.local(town.ticket(1).due_at or town.now)
    assert (due.date(), due.hour) == (date(2026, 3, 9), 15)
    town.mornings(date(2026, 3, 6))
    assert town.ticket(1).handler_id == town.person("赵网格员").id
    assert "escalated" not in town.ticket(1).flags
    town.at(town.now.replace(day=9, hour=15))
    assert town.ticket(1).handler_id == town.person("周主任").id
    assert "escalated" in town.ticket(1).flags


def test_a_meeting_that_is_far_holds_nothing(town: Town) -> None:
    """More than five working days after the due time; one that is called off gives the time back."""
    _booked(town, "3月20日下午3点")
    before = town.ticket(1).due_at
    assert town.office.calendar.local(before or town.now).date() == date(2026, 3, 3)
    town.whispers("赵网格员", "预约 1 周四下午3点")
    assert town.ticket(1).due_at != before
    town.whispers("赵网格员", "预约 1 取消")
    assert town.ticket(1).due_at == before
    town.whispers("赵网格员", "预约 1 周四下午3点")
    town.whispers("赵网格员", "撤销")
    assert town.ticket(1).due_at == before
    town.later(days=1)
    assert "escalated" in town.ticket(1).flags


def test_booking_again_and_again_holds_it_no_longer(town: Town) -> None:
    """It is counted from the due time of the rung, not from the last booking."""
    _booked(town, "周五下午3点")
    town.mornings(date(2026, 3, 6))
    town.whispers("赵网格员", "预约 1 下周五下午3点")
    assert town.office.calendar.local(town.ticket(1).due_at or town.now).date() == date(2026, 3, 3)
    town.later(hours=1)
    assert "escalated" in town.ticket(1).flags
