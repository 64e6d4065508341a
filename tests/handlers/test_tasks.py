"""Ticking off by reply: the replies of CONTRACT, said by 周主任 about his own list."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import col, select

from models.enrolment import enrolment_of
from models.task import Task, TaskStatus
from tests.town import Town


class List:
    """周主任's list of the first quarter, as the database has it."""

    def __init__(self, town: Town) -> None:
        """Six families of 3组 are enrolled, and the digest has come."""
        self.town = town
        town.enrol(*(f"张{name}" for name in "一二三四五六"))
        town.later(minutes=5)
        assert "6. 张六（3组）：电话、消息 13800001234" in town.hears("周主任")[0]
        town.hush()

    def says(self, text: str) -> str:
        """周主任 writes to the bot in private; what it answers."""
        self.town.whispers("周主任", text)
        (answer,) = self.town.hears("周主任")
        return answer

    def task(self, number: int) -> Task:
        """The task of a number."""
        with self.town.database.reading() as session:
            asked = select(Task).where(Task.number == number, Task.plan == "contact")
            return session.exec(asked.order_by(col(Task.id))).one()

    def open(self) -> list[int]:
        """The numbers that are open."""
        return [number for number in range(1, 7) if self.task(number).status == TaskStatus.OPEN]


@pytest.fixture
def mine(town: Town) -> List:
    """The list of six."""
    return List(town)


@pytest.mark.parametrize(
    ("text", "answer", "left"),
    [
        ("完成 3 5", "已完成 3、5。", [1, 2, 4, 6]),
        ("完成 3-6", "已完成 3-6。", [1, 2]),
        ("完成 1、2，６", "已完成 1、2、6。", [3, 4, 5]),
        ("完成3", "已完成 3。", [1, 2, 4, 5, 6]),
        ("完成 1 2 99", "已完成 1、2；没有 99 号任务。", [3, 4, 5, 6]),
        ("完成 99", "没有 99 号任务。", [1, 2, 3, 4, 5, 6]),
        ("完成", "请写编号，如：完成 1；发“待办”看全部。", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_done(mine: List, text: str, answer: str, left: list[int]) -> None:
    """Single numbers, lists and ranges; a number that is not there is told."""
    assert mine.says(text) == answer
    assert mine.open() == left


def test_a_note_is_kept_with_every_number(mine: List) -> None:
    """`完成 3 张三已换号`: the words are a note."""
    assert mine.says("完成 3 4 已换号，明年再打") == "已完成 3、4。"
    assert {mine.task(3).note, mine.task(4).note} == {"已换号 明年再打"}


def test_a_contact_has_two_parts(mine: List) -> None:
    """A call alone leaves the message open; both end it."""
    assert mine.says("完成 3 电话 家里都好") == "3 号电话已记下，还差消息。"
    assert 3 in mine.open()
    assert mine.says("完成 3 消息") == "已完成 3。"
    assert (mine.task(3).done_parts, mine.task(3).status) == (["call", "message"], TaskStatus.DONE)


def test_twice_done_is_told(mine: List) -> None:
    """A number ends with its task."""
    mine.says("完成 3")
    assert mine.says("完成 3") == "没有 3 号任务。"


def test_nobody_answered(mine: List) -> None:
    """Again in three working days; the third time the superior hears of it in his digest."""
    assert mine.says("没打通 4") == "4 号没打通，3月5日再提醒。"
    mine.town.at(mine.town.now.replace(day=5))
    assert "上次没打通的1项，请今天再试\n4. 张四" in mine.town.hears("周主任")[0]
    mine.says("没打通 4")
    assert mine.says("没打通 4") == "4 号3次没打通，将报上级。"
    mine.town.at(mine.town.now.replace(day=6))
    assert mine.town.hears("钱镇长") == ["【3月6日提醒】\n帮联系：周主任有1项三次没打通，请定怎么办：张四"]


def test_not_needed_ends_the_enrolment_for_good(mine: List) -> None:
    """The entry ends with who said so and the note; its task ends too, and no other follows."""
    assert mine.says("不需要 6 本人不愿意") == "已结束帮扶登记 6。"
    task = mine.task(6)
    assert task.status == TaskStatus.ENDED
    with mine.town.database.reading() as session:
        entry = enrolment_of(session, task.person_id or 0, "contact")
    assert entry is not None
    assert (entry.ended_by_id, entry.end_note) == (mine.town.person("周主任").id, "本人不愿意")
    mine.town.at(mine.town.now.replace(month=4, day=1))
    assert not any("张六" in text for text in mine.town.hears("周主任"))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("周五", date(2026, 3, 6)),
        ("周一", date(2026, 3, 9)),
        ("下周三", date(2026, 3, 11)),
        ("3-20", date(2026, 3, 20)),
        ("3月20日", date(2026, 3, 20)),
        ("20号", date(2026, 3, 20)),
        ("明天", date(2026, 3, 3)),
        ("后天", date(2026, 3, 4)),
        ("3天后", date(2026, 3, 5)),
    ],
)
def test_moved_to_a_day(mine: List, words: str, day: date) -> None:
    """The task is told again on that day, and the series stays as it is."""
    assert mine.says(f"改期 4 {words}") == f"4 号已改到{day.month}月{day.day}日。"
    assert mine.task(4).next_on == day
    mine.town.at(mine.town.now.replace(month=day.month, day=day.day))
    assert "改到今天的1项，请办理\n4. 张四" in mine.town.hears("周主任")[0]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("4-20", "4 号最晚3月31日，没有改期。"),
        ("3-1", "3月1日不在今天以后，请写以后的日子，如：改期 4 周五"),
        ("今天", "3月2日不在今天以后，请写以后的日子，如：改期 4 周五"),
        ("有空再说", "没看懂改到哪天，请写如：改期 4 周五，或 改期 4 11-30"),
        ("", "没看懂改到哪天，请写如：改期 4 周五，或 改期 4 11-30"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_one_line(mine: List, words: str, answer: str) -> None:
    """Beyond the period, in the past, or not understood."""
    before = mine.task(4).next_on
    assert mine.says(f"改期 4 {words}") == answer
    assert mine.task(4).next_on == before


def test_only_the_speakers_own_list_counts(mine: List) -> None:
    """吴律师 has a list of his own: his 1 is the village, and there is no 3."""
    mine.town.whispers("吴律师", "完成 1 3 合同2件")
    assert mine.town.hears("吴律师") == ["已完成 1；没有 3 号任务。"]
    assert mine.open() == [1, 2, 3, 4, 5, 6]
    mine.town.whispers("钱镇长", "完成 1")
    assert mine.town.hears("钱镇长") == ["您现在没有待办任务。"]


def test_a_village_visit_cannot_be_not_needed(mine: List) -> None:
    """Only an enrolled person can end his plan."""
    mine.town.whispers("吴律师", "不需要 1")
    assert mine.town.hears("吴律师") == ["1 号不是登记的帮扶对象，不能用“不需要”。"]


def test_in_the_group_it_is_chat_from_whoever_has_no_list(mine: List) -> None:
    """Talk stays talk, 王大妈's 完成 3 is refused; 周主任's counts, and no name is said."""
    mine.town.says("王大妈", "完成 3 个了")
    mine.town.says("周主任", "完成")
    assert mine.town.all_silent()
    mine.town.says("王大妈", "完成 3")
    assert mine.town.group_hears() == ["您现在没有待办任务。"]
    mine.town.says("周主任", "完成 3")
    assert mine.town.group_hears() == ["已完成 3。"]
    assert 3 not in mine.open()


def test_the_list_is_shown_when_asked_for(mine: List) -> None:
    """待办 gives the open numbers with names and telephones, in private."""
    mine.says("完成 1-4")
    assert mine.says("待办").splitlines() == [
        "您的待办：",
        "5. 张五（3组）：电话、消息 13800001234",
        "6. 张六（3组）：电话、消息 13800001234",
    ]


def test_every_answer_is_short(mine: List) -> None:
    """At most sixty characters, however many numbers."""
    assert len(mine.says("完成 1 3 5 100-499")) <= 60
