"""撤销 of every word that docs/commands.md lists: within ten minutes all stands as before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from models import row_values
from models.enrolment import Enrolment
from models.person import STAFF
from models.role import Role
from models.undo import GROWING, KINDS
from tests.documents import text
from tests.matters import LAMP, NOISE
from tests.town import CAST, Member, Town

DRAIN = "下水道堵了，污水都流到路上了"
NOTHING = "没有可以撤销的：只能撤销自己10分钟内的最后一步，再早的请找上级改"

Said = tuple[str, str]
"""Who, and what he says to the bot in private."""


@dataclass(frozen=True)
class Case:
    """One word: what happens before, who says it, and how."""

    word: str
    who: str
    says: str
    before: tuple[Said, ...] = ()
    days: int = 0
    """Days that pass between what happens before and the word."""


CONFIRMED = (("李群主", "确认 1"), ("李群主", "确认 3"))
CLAIMED = (*CONFIRMED, ("赵网格员", "接单 1"), ("赵网格员", "接单 3"))
RESOLVED = (*CLAIMED, ("赵网格员", "办结 1 换了灯泡"))
CLOSED = (*RESOLVED, ("王大妈", "满意 1"))
SETTLED = (*CLAIMED, ("赵网格员", "调解 3 成功 说好了"))
AGREED = (*SETTLED, ("周主任", "同意 3"))
MET = (*CLAIMED, ("赵网格员", "预约 3 周五下午3点 张三 李四"))
SIGNED = (*MET, ("赵网格员", "协议 3 十点后不放"))
WHISTLED = (*CONFIRMED, ("钱镇长", "吹哨 1 司法所"))
LED = (*CONFIRMED, ("郑主任", "包案 1 朱书记 司法所"))
PRESSED = (*CLAIMED, ("钱镇长", "督办 1"))
CIRCULATED = (*PRESSED, ("later", "4"), ("钱镇长", "通报 1"))
SUMMONED = (*CIRCULATED, ("later", "7"), ("钱镇长", "约谈 1"))
UNIT = (("钱镇长", "督办 司法所 期限 3天 要求按时到村"),)

IN_THEIR_OWN_STORIES = {"广播", "签字", "合成一件", "通告", "无", "返乡", "急事", "换班"}

CASES = (
    Case("确认", "李群主", "确认 1"),
    Case("误报", "李群主", "误报 1"),
    Case("改", "李群主", "改 1 环卫市容"),
    Case("接单", "赵网格员", "接单 1", CONFIRMED),
    Case("办结", "赵网格员", "办结 1 换了灯泡", CLAIMED),
    Case("同意", "周主任", "同意 3", SETTLED),
    Case("退回", "周主任", "退回 3 没签协议", SETTLED),
    Case("上报", "赵网格员", "上报 1 要电工", CLAIMED),
    Case("转", "赵网格员", "转 1 司法所 请帮忙", CLAIMED),
    Case("延期", "赵网格员", "延期 1 3天 等配件", CLAIMED),
    Case("满意", "王大妈", "满意 1", RESOLVED),
    Case("基本满意", "王大妈", "基本满意 1 还行", RESOLVED),
    Case("部分解决", "王大妈", "部分解决 1 还有一盏", RESOLVED),
    Case("不满意", "王大妈", "不满意 1 又灭了", RESOLVED),
    Case("回访", "赵网格员", "回访 3 已稳定 安静了", AGREED, days=7),
    Case("合并", "李群主", "合并 2 1"),
    Case("拆分", "周主任", "拆分 2", (("李群主", "合并 2 1"),)),
    Case("交接", "孙网格长", "交接 赵网格员 小何", CLAIMED),
    Case("预约", "赵网格员", "预约 3 周五下午3点 张三 李四", CLAIMED),
    Case("到场", "赵网格员", "到场 3 张三", MET),
    Case("讲情", "赵网格员", "讲情 3 说了邻里", MET),
    Case("讲理", "赵网格员", "讲理 3 说了规约", MET),
    Case("讲法", "赵网格员", "讲法 3 说了法条", MET),
    Case("引诉", "赵网格员", "引诉 3 说了法院", MET),
    Case("协议", "赵网格员", "协议 3 十点后不放", MET),
    Case("调解", "赵网格员", "调解 3 部分 还差一点", MET),
    Case("司法确认", "赵网格员", "司法确认 3 已办", SIGNED),
    Case("补充", "王大妈", "补充 1 灯杆也歪了", CONFIRMED),
    Case("吹哨", "钱镇长", "吹哨 1 司法所", CONFIRMED),
    Case("报到", "冯所长", "报到 1", WHISTLED),
    Case("撤哨", "钱镇长", "撤哨 1", WHISTLED),
    Case("包案", "郑主任", "包案 1 朱书记 司法所", CONFIRMED),
    Case("五包一", "朱书记", "五包一 1 周主任 赵网格员", LED),
    Case("措施", "朱书记", "措施 1 帮扶 换新灯", LED),
    Case("督办", "钱镇长", "督办 1 期限 3天 快些", CLAIMED),
    Case("通报", "钱镇长", "通报 1", (*PRESSED, ("later", "4"))),
    Case("约谈", "钱镇长", "约谈 1", (*CIRCULATED, ("later", "7"))),
    Case("挂牌督办", "钱镇长", "挂牌督办 1", (*SUMMONED, ("later", "10"))),
    Case("公示", "钱镇长", "公示 1", CLOSED),
    Case("撤下", "钱镇长", "撤下 1", (*CLOSED, ("钱镇长", "公示 1"))),
    Case("典型", "钱镇长", "典型 1", CLOSED),
    Case("取消典型", "钱镇长", "取消典型 1", (*CLOSED, ("钱镇长", "典型 1"))),
    Case("解除督办", "钱镇长", "解除督办 司法所", UNIT),
    Case("退出", "张大爷", "退出 帮联系"),
    Case("完成", "周主任", "完成 1 电话"),
    Case("没打通", "周主任", "没打通 1"),
    Case("不需要", "周主任", "不需要 1 搬走了"),
    Case("改期", "周主任", "改期 1 3月20日"),
    Case("今天代班", "李群主", "@小何 今天代班"),
    Case("静音", "李群主", "静音 2小时"),
)


@pytest.fixture(autouse=True)
def a_leader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The county has a leader."""
    monkeypatch.setitem(CAST, "朱书记", Member("u-zhu", STAFF, ((Role.LEADER, "ROOT"),)))


@pytest.fixture(name="village")
def _village(town: Town) -> Town:
    """张大爷 is called each quarter, and 王大妈 has told three matters."""
    served = town.person("张大爷").id or 0
    with town.database.session() as session:
        session.add(
            Enrolment(
                person_id=served,
                plan="contact",
                reason="外出务工",
                consent_on=town.now.date(),
                since=town.now,
            )
        )
    town.mornings(date(2026, 3, 3))
    for words in (LAMP, DRAIN, NOISE):
        town.says("王大妈", words)
    return town


def _standing(town: Town) -> dict[str, object]:
    """All that stands, of every kind of row that a deed may change, and what residents have said."""
    found: dict[str, object] = {
        f"words of {one.number}": [
            step.note for step in town.events(one.number) if step.note and step.actor_digest
        ]
        for one in town.tickets()
    }
    with town.database.reading() as session:
        for kind, table in KINDS.items():
            for row in session.exec(select(table)):
                values = {name: one for name, one in row_values.of(row).items() if name not in GROWING}
                until = values.get("until")
                if not isinstance(until, datetime) or until > town.now:
                    found[f"{kind} {values.get('id', values.get('number'))}"] = values
    return found


def _play(town: Town, case: Case) -> dict[str, object]:
    for who, words in case.before:
        if who == "later":
            town.later(days=int(words))
        else:
            town.whispers(who, words)
    if case.days:
        town.later(days=case.days)
    before = _standing(town)
    town.hush()
    _say(town, case.who, case.says)
    assert _standing(town) != before, town.hears(case.who)
    return before


def _say(town: Town, who: str, words: str) -> None:
    town.says(who, words) if "代班" in words else town.whispers(who, words)


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.word)
def test_all_stands_as_before(village: Town, case: Case) -> None:
    """撤销 within ten minutes puts every row back, and the timelines hold."""
    before = _play(village, case)
    village.now += timedelta(minutes=9)
    village.hush()
    village.whispers(case.who, "撤销")
    after = _standing(village)
    assert after == before, village.hears(case.who)
    assert all(village.is_whole(one.number) for one in village.tickets())


@pytest.mark.parametrize("case", CASES[::6], ids=lambda one: one.word)
def test_after_ten_minutes_nothing_is_taken_back(village: Town, case: Case) -> None:
    """It says so, and all stays as it is."""
    _play(village, case)
    village.later(minutes=10)
    after = _standing(village)
    village.hush()
    village.whispers(case.who, "撤销")
    assert village.hears(case.who) == [NOTHING]
    assert _standing(village) == after


def test_every_word_of_the_list_is_tried() -> None:
    """What the document lists is what is tried here."""
    (told,) = re.findall(r"in whichever chat it is said: (.*?)\. Everything stands", text("docs/commands.md"))
    words = {re.sub(r" \(.*", "", one).strip() for one in re.split(r", (?![^(]*\))", told)}
    assert words == {one.word for one in CASES} | IN_THEIR_OWN_STORIES
