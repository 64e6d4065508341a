"""广播: a notice to all groups under a place: shown, sent once, stopped, and accounted for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from handlers.actions.spread import spread
from handlers.office import Reach
from models.broadcast import BroadcastGroup
from models.database import Database
from models.grid import GridNode
from models.outbox import Fate, OutboxMessage
from tests.town import ZONE, Town

SAID = "幸福村通知：明天上午8点到12点停水，请提前接水"


@pytest.fixture(name="village")
def _village(town: Town) -> Town:
    """Three groups of 幸福村, one of 清泉村."""
    town.group("g1", "B1")
    town.group("g4", "C4")
    town.group("g9", "C9")
    return town


def _send(town: Town, who: str = "周主任", words: str = "广播 明天上午8点到12点停水，请提前接水") -> None:
    town.whispers(who, words)
    town.whispers(who, "1")


def _heard(town: Town, *groups: str) -> list[int]:
    return [len(town.group_hears(one)) for one in groups]


def test_it_is_shown_first_and_sent_after_a_yes(village: Town) -> None:
    """The preview tells how many groups; 1 sends it to each of them once, and to no other."""
    village.whispers("周主任", "广播 通知：明天上午8点到12点停水，请提前接水")
    (shown,) = village.private_messages("周主任")
    assert shown.text == f"要发到幸福村的3个群：1 发 2 不发\n{SAID}"
    assert shown.choices == ("发出广播", "不发广播")
    village.later(minutes=1)
    assert village.all_silent()
    village.whispers("周主任", "1")
    assert village.hears("周主任") == ["广播1：开始发到3个群；看结果发 送达 1，停下发 停发 1"]
    village.later(minutes=1)
    for group in ("g3", "g1", "g4"):
        assert village.group_hears(group) == [SAID]
    assert village.group_hears("g9") == []
    village.later(hours=3)
    village.whispers("周主任", "1")
    village.later(minutes=1)
    assert _heard(village, "g3", "g1", "g4") == [0, 0, 0]
    village.hush()
    village.whispers("周主任", "送达 1")
    assert village.hears("周主任") == ["广播1（幸福村）：共3个群，已发3"]


def test_a_no_sends_nothing(village: Town) -> None:
    """2 forgets it, and so do an hour without an answer and another preview."""
    village.whispers("周主任", "广播 明天上午停水")
    village.whispers("周主任", "2")
    assert village.hears("周主任")[-1] == "好的，这条不发"
    village.whispers("周主任", "广播 明天上午停水")
    village.later(hours=1, minutes=1)
    village.whispers("周主任", "1")
    village.whispers("周主任", "广播 明天上午停水")
    village.whispers("周主任", "广播 后天上午停水")
    village.hush()
    village.whispers("周主任", "发出广播")
    village.later(minutes=1)
    assert village.group_hears("g4") == ["幸福村通知：后天上午停水"]


def test_a_place_is_named(village: Town) -> None:
    """By name or code, at or below one's own, in whose name it goes; two of a name are asked apart."""
    _send(village, "钱镇长", "广播 清泉村 收医保的明天到村委会")
    village.later(minutes=1)
    assert village.group_hears("g9") == ["柳湾镇通知：收医保的明天到村委会"]
    assert _heard(village, "g3", "g1", "g4") == [0, 0, 0]
    village.hush()
    _send(village, "钱镇长", "宣传 幸福村4组 森林防火从今天开始")
    village.later(minutes=1)
    assert _heard(village, "g3", "g1", "g4") == [0, 0, 1]
    village.hush()
    village.whispers("周主任", "广播 清泉村 明天开会")
    assert village.hears("周主任")[0].endswith("幸福村通知：清泉村 明天开会")
    with village.database.session() as session:
        found = session.exec(select(GridNode).where(GridNode.code == "C9")).one()
        found.name = "3组"
        session.add(found)
    village.whispers("钱镇长", "广播 3组 明天开会")
    assert village.hears("钱镇长")[-1] == "有2个“3组”，请写编码：C3、C9"


def test_who_may_not_is_refused(village: Town) -> None:
    """Cadres, town and county, in private; others hear so in one line, and in a group it is talk."""
    for who in ("赵网格员", "孙网格长", "李群主", "吴律师", "路人"):
        village.hush()
        village.whispers(who, "广播 明天上午停水")
        assert village.hears(who) == ["广播由村干部或综治中心发，您不能办理。"], who
    village.says("周主任", "广播 明天上午停水")
    village.says("路人", "宣传 车今天到村口")
    assert village.all_silent()
    village.says("周主任", "@网格群助手 广播 明天上午停水", mentions_bot=True)
    assert village.group_hears() == ["广播请私聊我发，例：广播 幸福村 明天上午停水"]
    village.whispers("周主任", "广播")
    assert village.hears("周主任") == ["请写明内容，例：广播 幸福村 明天上午停水"]
    _send(village)
    village.hush()
    village.whispers("赵网格员", "送达 1")
    assert village.hears("赵网格员") == ["广播1由村干部或综治中心办理，您不能办理。"]
    village.whispers("赵网格员", "停发 1")
    assert village.hears("赵网格员") == ["广播1由村干部或综治中心办理，您不能办理。"]
    village.whispers("周主任", "送达 9")
    assert village.hears("周主任") == ["没有广播9，请核对编号"]


def test_whoever_left_office_sends_nothing(village: Town) -> None:
    """Between preview and yes his post ended."""
    village.whispers("周主任", "广播 明天上午停水")
    village.dismiss("周主任")
    village.hush()
    village.whispers("周主任", "1")
    village.later(minutes=1)
    assert _heard(village, "g3", "g1", "g4") == [0, 0, 0]


def test_a_resident_who_complains_is_heard(village: Town) -> None:
    """宣传 at the beginning of a report is no broadcast."""
    village.says("王大妈", "宣传 车天天半夜放大喇叭，吵得睡不着，说了几次都不听")
    assert len(village.tickets()) == 1


def test_quiet_hours_are_kept(village: Town) -> None:
    """In the night it waits for the morning, and says so; what is urgent goes at once."""
    village.at(datetime(2026, 3, 2, 22, 0, tzinfo=ZONE))
    village.hush()
    village.whispers("周主任", "广播 明天上午停水")
    assert village.hears("周主任")[0].startswith("要发到幸福村的3个群，明天7:30发出：1 发 2 不发")
    village.whispers("周主任", "1")
    assert village.hears("周主任")[0].startswith("广播1：明天7:30发到3个群")
    village.later(hours=3)
    assert _heard(village, "g3", "g1", "g4") == [0, 0, 0]
    village.whispers("周主任", "送达")
    assert village.hears("周主任") == ["广播1（幸福村）：共3个群，已发0，等待3"]
    _send(village, words="广播 紧急 河水上涨，请马上撤到村委会")
    village.later(minutes=1)
    assert village.group_hears("g4") == ["幸福村通知：河水上涨，请马上撤到村委会"]
    village.at(datetime(2026, 3, 3, 7, 30, tzinfo=ZONE))
    assert _heard(village, "g3", "g1", "g4") == [2, 2, 1]
    village.whispers("周主任", "送达 1")
    assert "广播1（幸福村）：共3个群，已发3" in village.hears("周主任")


def test_a_silent_group_hears_it_later_or_is_counted_out(village: Town) -> None:
    """When its 静音 ends within a day, then; else it is left out; what is urgent is heard all the same."""
    village.says("李群主", "静音 2小时")
    village.hush()
    _send(village)
    village.later(minutes=1)
    assert _heard(village, "g3", "g1", "g4") == [0, 1, 1]
    village.hush()
    village.whispers("周主任", "送达 1")
    assert village.hears("周主任") == ["广播1（幸福村）：共3个群，已发2，等待1"]
    village.later(hours=2)
    assert village.group_hears() == [SAID]
    village.says("李群主", "静音 3天")
    village.hush()
    _send(village)
    village.later(minutes=1)
    village.hush()
    village.whispers("周主任", "送达 2")
    assert village.hears("周主任") == ["广播2（幸福村）：共3个群，已发2，没发1\n没发：静音1个"]
    _send(village, words="广播 紧急 河水上涨，请马上撤离")
    village.later(minutes=1)
    assert village.group_hears() == ["幸福村通知：河水上涨，请马上撤离"]


def test_it_is_stopped_and_taken_back(village: Town) -> None:
    """停发 and 撤销 stop what has not gone out; what has cannot be taken back, and is counted."""
    village.says("李群主", "静音 2小时")
    village.hush()
    _send(village)
    village.later(minutes=1)
    village.hush()
    village.whispers("周主任", "撤销")
    assert village.hears("周主任") == ["“广播”已撤销，已发出的2个群收不回"]
    village.later(hours=3)
    assert village.group_hears() == []
    village.whispers("钱镇长", "送达 1")
    assert village.hears("钱镇长") == ["广播1（幸福村）：共3个群，已发2，没发1\n没发：停发1个"]
    village.hush()
    _send(village)
    village.whispers("钱镇长", "停发 2")
    assert village.hears("钱镇长") == ["广播2已停发"]
    village.later(minutes=1)
    assert _heard(village, "g3", "g1", "g4") == [0, 0, 0]
    village.whispers("钱镇长", "撤销")
    assert village.hears("钱镇长") == ["已经停发，不能恢复；要发请重新广播"]
    village.whispers("钱镇长", "停发 2")
    assert village.hears("钱镇长") == ["广播2已经停发"]


def test_what_is_queued_and_not_yet_carried_is_dropped(village: Town) -> None:
    """It stands in the outbox, and nobody has carried it."""
    _send(village)
    spread(village.office, village.now)
    village.whispers("周主任", "停发 1")
    assert village.hears("周主任")[-1] == "广播1已停发"
    with village.database.reading() as session:
        rows = session.exec(select(OutboxMessage).where(OutboxMessage.key.startswith("broadcast:"))).all()
    assert {row.fate for row in rows} == {Fate.DROPPED}
    assert {row.text for row in rows} == {None}


def test_everybody_is_not_called(village: Town) -> None:
    """@所有人 is left out, and nobody is mentioned."""
    _send(village, words="广播 @所有人 明天上午停水")
    village.later(minutes=1)
    (heard,) = village.group_messages()
    assert (heard.text, heard.mentions) == ("幸福村通知：明天上午停水", ())


def test_a_channel_that_only_answers_is_left_out(village: Town) -> None:
    """It is counted so; a group that was let go meanwhile as well."""
    village.channel("aibot", Reach.ANSWERS_ONLY)
    village.group("x1", "C4", channel="aibot")
    _send(village)
    village.says("李群主", "解绑")
    village.later(minutes=1)
    village.hush()
    village.whispers("周主任", "送达 1")
    said = village.hears("周主任")[0]
    assert said == "广播1（幸福村）：共4个群，已发2，没发2\n没发：机器人只能应答1个、已解绑1个"


def test_a_bare_1_is_not_guessed(village: Town) -> None:
    """Somebody else's question is open, too: the words say which is meant."""
    code = village.person("孙网格长").code
    village.silence("孙网格长")
    village.whispers("路人", f"我是 {code}")
    village.whispers("周主任", "广播 明天上午停水")
    village.hush()
    village.whispers("周主任", "1")
    said = village.hears("周主任")[0]
    assert said.startswith("有2件待确认：广播请回复：发出广播 或 不发广播")
    village.whispers("周主任", "发出广播")
    assert village.hears("周主任")[0].startswith("广播1：开始发到3个群")


def test_each_group_once_whoever_runs(sqlite: Database, make_town: Callable[[Database], Town]) -> None:
    """Four thousand groups, in portions; a crash in the middle and a second scheduler double nothing."""
    town = make_town(sqlite)
    for number in range(1_200):
        town.group(f"x{number}", "C4")
    _send(town)
    with pytest.raises(KeyboardInterrupt):
        spread(replace(town.office, reach=_Breaking()), town.now)
    with sqlite.reading() as session:
        first = len(
            session.exec(select(OutboxMessage).where(OutboxMessage.chat.startswith("bridge/g/x"))).all()
        )
        assert first in (499, 500)
    assert sum(int(line.split()[0]) for line in spread(town.office, town.now)) == 1_201 - 500
    assert spread(town.office, town.now + timedelta(hours=1)) == []
    with sqlite.reading() as session:
        rows = session.exec(select(BroadcastGroup)).all()
        assert len({row.outbox_id for row in rows}) == len(rows) == 1_201


class _Breaking(dict[str, Reach]):
    """The machine fails in the second portion."""

    asked = 0

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self.asked += 1
        if self.asked > 700:
            raise KeyboardInterrupt
        return default
