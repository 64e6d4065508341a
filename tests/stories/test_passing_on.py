"""上报, 转, 延期: a handler who cannot go on alone; who accepted last stays answerable."""

from __future__ import annotations

import pytest

from models.ticket import Flag, Status
from tests.matters import LAMP, NOISE, at, claimed
from tests.town import Town


@pytest.fixture
def lamp(town: Town) -> Town:
    """A lamp that 赵网格员 has accepted, on Monday, 2 March, at nine."""
    return claimed(town, LAMP)


@pytest.fixture
def noise(town: Town) -> Town:
    """A quarrel that 赵网格员 has accepted."""
    return claimed(town, NOISE)


def _handler(town: Town, name: str) -> bool:
    return town.ticket(1).handler_id == town.person(name).id


def _answerable(town: Town, name: str) -> bool:
    return town.ticket(1).answerable_id == town.person(name).id


# 上报


def test_one_rung_up(lamp: Town) -> None:
    """The next level hears why, its time begins now, and the timeline has the reason."""
    lamp.at(at(3, 2, 11))
    lamp.whispers("赵网格员", "上报 1 电线要镇里批")
    assert lamp.hears("赵网格员") == ["已上报【1号】，由周主任接着办"]
    (words,) = lamp.hears("周主任")
    assert words.splitlines()[:2] == [
        "请办理【1号】（道路路灯交通），接手请回复：接单 1",
        "赵网格员上报：电线要镇里批",
    ]
    ticket = lamp.ticket(1)
    assert (ticket.flags, ticket.status, ticket.due_at) == ([Flag.ESCALATED], Status.HANDLING, at(3, 4, 11))
    assert _handler(lamp, "周主任")
    assert _answerable(lamp, "赵网格员")
    step = lamp.events(1)[-2]
    assert (step.action, step.note) == ("escalate", "电线要镇里批")
    lamp.whispers("周主任", "接单 1")
    assert _answerable(lamp, "周主任")
    assert lamp.is_whole(1)


def test_up_to_the_top_and_no_further(lamp: Town) -> None:
    """Each rung can do it; at the top there is nobody."""
    for who, above in (("赵网格员", "周主任"), ("周主任", "冯所长"), ("冯所长", "郑主任")):
        lamp.whispers(who, "上报 1 办不了")
        assert _handler(lamp, above)
    lamp.hush()
    lamp.whispers("郑主任", "上报 1 办不了")
    assert lamp.hears("郑主任") == ["【1号】上面没有可以接办的人了，不能再上报。"]


# 转


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("转 1 司法所 要调解", "冯所长"),
        ("转1司法所", None),
        ("转 1 孙网格长 他熟悉", "孙网格长"),
        ("转 1 给 周主任", "周主任"),
        ("1号 转 村干部 要协调", "周主任"),
        ("转 1 镇综治", "钱镇长"),
        ("转 1 司法 要调解", "冯所长"),
    ],
)
def test_to_whom(lamp: Town, words: str, who: str | None) -> None:
    """A unit, a name or a post; a number that nobody can tell from a word is no command."""
    due = lamp.ticket(1).due_at
    lamp.whispers("赵网格员", words)
    assert _handler(lamp, who or "赵网格员")
    if who:
        assert lamp.hears("赵网格员") == [f"已把【1号】转{who}办理"]
        assert lamp.hears(who)[0].startswith("请办理【1号】")
        assert (lamp.ticket(1).due_at, lamp.ticket(1).transfers) == (due, 1)
        assert _answerable(lamp, "赵网格员")


def test_it_counts_when_it_is_ordered_and_may_be_passed_on(lamp: Town) -> None:
    """The one who is named passes it on unaccepted; who accepted last stays answerable; the third presses."""
    for who, to in (("赵网格员", "司法所"), ("冯所长", "钱镇长")):
        lamp.whispers(who, f"转 1 {to}")
    assert lamp.ticket(1).flags == []
    lamp.hush()
    lamp.whispers("钱镇长", "转 1 周主任 村里先看")
    ticket = lamp.ticket(1)
    assert (ticket.transfers, ticket.flags) == (3, [Flag.SUPERVISED])
    assert _answerable(lamp, "赵网格员")
    assert "已督办" in lamp.hears("周主任")[-1]
    assert any("多次转办，已自动督办" in words for words in lamp.hears("钱镇长"))
    lamp.whispers("钱镇长", "撤销")
    ticket = lamp.ticket(1)
    assert (ticket.transfers, ticket.flags) == (2, [])
    assert _handler(lamp, "钱镇长")
    assert [one.action for one in lamp.events(1)].count("transfer") == 3
    assert lamp.is_whole(1)


def test_the_centre_assigns(lamp: Town) -> None:
    """镇综治 gives it to another; who had it hears so."""
    lamp.whispers("钱镇长", "转 1 司法所 请你们接")
    assert lamp.hears("赵网格员") == ["【1号】已转冯所长办理，不用再办"]
    assert lamp.hears("冯所长")[0].splitlines()[1] == "钱镇长转来：请你们接"


def test_somebody_without_an_account(lamp: Town) -> None:
    """He has it; whoever passed it on hears that he must be telephoned."""
    lamp.silence("孙网格长")
    lamp.whispers("赵网格员", "转 1 孙网格长")
    assert lamp.hears("赵网格员") == ["已把【1号】转孙网格长（没有绑定账号，请打电话告诉）办理"]


# 延期


def test_more_days_with_a_superiors_yes(lamp: Town) -> None:
    """Asked for, agreed, and the flag and the due time say so; a reminder comes before the new time."""
    lamp.whispers("赵网格员", "延期 1 3天 等配件到货")
    assert lamp.hears("赵网格员") == ["已申请【1号】延期3个工作日，等周主任同意"]
    (words,) = lamp.hears("周主任")
    assert words.splitlines()[0] == "请审批【1号】延期：回复 同意 1，或 退回 1 理由"
    assert words.splitlines()[2] == "延期3个工作日，现在明天9:00到期：等配件到货"
    ticket = lamp.ticket(1)
    assert (ticket.awaiting, ticket.status, ticket.due_at) == ("approval", Status.HANDLING, at(3, 3, 9))
    lamp.says("王大妈", "进度 1")
    assert lamp.group_hears() == ["【1号】办理中，等上级同意延期"]
    lamp.whispers("周主任", "待办")
    assert "【1号】待审批延期：同意 1 或 退回 1 理由" in lamp.hears("周主任")[0]
    lamp.whispers("周主任", "同意 1")
    assert lamp.hears("周主任") == ["已同意【1号】延期"]
    assert lamp.hears("赵网格员") == ["【1号】已同意延期，改为3月6日9:00到期"]
    ticket = lamp.ticket(1)
    assert (ticket.awaiting, ticket.flags, ticket.due_at) == (None, [Flag.EXTENDED], at(3, 6, 9))
    lamp.at(at(3, 3, 9))
    assert lamp.hears("周主任") == []
    lamp.at(at(3, 5, 9))
    assert lamp.hears("赵网格员") == ["请抓紧办理【1号】（道路路灯交通），明天9:00到期"]
    assert lamp.is_whole(1)


def test_the_superior_sends_it_back(lamp: Town) -> None:
    """退回: the time stands as it did."""
    lamp.whispers("赵网格员", "延期 1 3天 等配件到货")
    lamp.hush()
    lamp.whispers("周主任", "退回 1 先修了再说")
    assert lamp.hears("赵网格员") == ["【1号】延期被退回，请继续办理：先修了再说"]
    ticket = lamp.ticket(1)
    assert (ticket.awaiting, ticket.request, ticket.flags, ticket.due_at) == (None, None, [], at(3, 3, 9))


def test_not_answered_in_time_it_lapses(lamp: Town) -> None:
    """The matter moves up all the same, and 同意 comes too late."""
    lamp.whispers("赵网格员", "延期 1 3天 等配件到货")
    lamp.at(at(3, 3, 9))
    assert _handler(lamp, "周主任")
    assert lamp.ticket(1).awaiting is None
    lamp.hush()
    lamp.whispers("周主任", "同意 1")
    assert lamp.hears("周主任") == ["【1号】没有等待审批的申请。"]


def test_one_request_at_a_time(noise: Town) -> None:
    """The closing of a dispute takes the place of an extension, and hinders one; 同意 means what is open."""
    noise.whispers("赵网格员", "延期 1 2天 约不到人")
    noise.whispers("赵网格员", "办结 1 双方和好了")
    noise.hush()
    for words in ("延期 1 2天 约不到人", "上报 1 难办", "转 1 司法所"):
        noise.whispers("赵网格员", words)
        assert noise.hears("赵网格员") == ["【1号】已经报请办结，正等上级同意。"]
    noise.whispers("周主任", "同意 1")
    assert noise.ticket(1).status == Status.RESOLVED
    assert noise.ticket(1).flags == []


def test_at_the_top_one_below_agrees(noise: Town) -> None:
    """Nobody is above the county's only coordinator: the town's may agree to what he asks."""
    for who in ("赵网格员", "周主任", "冯所长"):
        noise.whispers(who, "上报 1 办不了")
    noise.hush()
    noise.whispers("郑主任", "办结 1 双方签了协议")
    assert noise.hears("郑主任") == ["已报请【1号】办结，等钱镇长同意"]


# What is wrong, who may not, what is talk


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("上报 1", "【1号】请写明上报理由，例：上报 1 需要镇里协调"),
        ("转 1", "【1号】请写明转给谁，例：转 1 司法所 需要调解"),
        ("转 1 月亮 要调解", "【1号】“月亮”不是这里的单位或人，请写单位、姓名或岗位"),
        ("转 1 赵网格员", "【1号】不能转赵网格员：已经由他办理"),
        ("转 1 外村网格员", "【1号】“外村网格员”不是这里的单位或人，请写单位、姓名或岗位"),
        ("延期 1", "【1号】请写明延期1到30天，例：延期 1 3天 等配件"),
        ("延期 1 等配件", "【1号】请写明延期1到30天，例：延期 1 3天 等配件"),
        ("延期 1 90天 等配件", "【1号】请写明延期1到30天，例：延期 1 3天 等配件"),
        ("延期 1 0天 等配件", "【1号】请写明延期1到30天，例：延期 1 3天 等配件"),
        ("延期 1 三天", "【1号】请写明延期理由，例：延期 1 3天 等配件"),
        ("上报 9 难办", "没有【9号】工单，请核对编号。"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(lamp: Town, words: str, answer: str) -> None:
    """One sentence with an example."""
    before = len(lamp.events(1))
    lamp.whispers("赵网格员", words)
    assert lamp.hears("赵网格员") == [answer]
    assert (len(lamp.events(1)), lamp.ticket(1).transfers) == (before, 0)


@pytest.mark.parametrize("who", ["王大妈", "孙网格长", "周主任", "外村网格员", "李群主", "吴律师"])
def test_who_may_not(lamp: Town, who: str) -> None:
    """Only the handler; the centre may 转 as well."""
    for words, told in (
        ("上报 1 难办", "【1号】由经办人上报，您不能办理。"),
        ("转 1 司法所", "【1号】由经办人或镇、县综治中心转办，您不能办理。"),
        ("延期 1 3天 等", "【1号】由经办人申请延期，您不能办理。"),
    ):
        lamp.whispers(who, words)
        assert lamp.hears(who) == [told]
    assert _handler(lamp, "赵网格员")
    assert lamp.ticket(1).awaiting is None


@pytest.mark.parametrize(
    "words", ["上报 各家人数，今天截止", "转 大家看一下", "延期 到下周吧", "转发给大家", "上报了没"]
)
def test_talk_in_the_group_is_silence(lamp: Town, words: str) -> None:
    """Of the handler himself, too: without number, quote or mention it is talk."""
    lamp.says("赵网格员", words)
    assert lamp.all_silent()
    assert lamp.ticket(1).awaiting is None
    assert _handler(lamp, "赵网格员")


def test_after_the_result_it_is_too_late(lamp: Town) -> None:
    """Resolved: nothing can be passed on."""
    lamp.whispers("赵网格员", "办结 1 换好了")
    lamp.hush()
    lamp.whispers("赵网格员", "转 1 司法所")
    assert lamp.hears("赵网格员") == ["【1号】现在是“已办结”，不能转办。"]


@pytest.mark.parametrize("words", ["上报 1 难办", "转 1 司法所 要调解", "延期 1 3天 等配件"])
def test_taken_back(lamp: Town, words: str) -> None:
    """撤销: handler, times, flags and the request are as before; who had heard of it hears so."""
    before = lamp.ticket(1).model_dump(exclude={"last_seq", "last_link"})
    lamp.whispers("赵网格员", words)
    lamp.hush()
    lamp.whispers("赵网格员", "撤销")
    assert lamp.ticket(1).model_dump(exclude={"last_seq", "last_link"}) == before
    deed = words.split(maxsplit=1)[0]
    heard = [one for who in ("周主任", "冯所长") for one in lamp.hears(who)]
    assert heard == [f"【1号】刚才的“{deed}”已撤销"]
    assert lamp.is_whole(1)


def test_an_agreement_taken_back(lamp: Town) -> None:
    """同意 of an extension: the request is open again, the old time stands."""
    lamp.whispers("赵网格员", "延期 1 3天 等配件")
    lamp.whispers("周主任", "同意 1")
    lamp.whispers("周主任", "撤销")
    ticket = lamp.ticket(1)
    assert (ticket.awaiting, ticket.request_days, ticket.flags) == ("approval", 3, [])
    assert ticket.due_at == at(3, 3, 9)


def test_the_same_message_twice(lamp: Town) -> None:
    """A repeat passes nothing on again."""
    lamp.whispers("赵网格员", "转 1 司法所")
    lamp.hush()
    assert lamp.repeats() == "duplicate"
    assert lamp.ticket(1).transfers == 1
    assert lamp.all_silent()
