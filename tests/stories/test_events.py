"""返乡 and 急事: what happens to a family is told by one of the staff, and somebody sees to it at once."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlmodel import select

from models.enrolment import Enrolment
from models.task import Task, TaskStatus
from tests.town import ZONE, Town


def _tasks(town: Town) -> list[Task]:
    with town.database.reading() as session:
        return [one for one in session.exec(select(Task)) if "@" in one.period]


def test_who_comes_home_is_visited_if_he_wants(town: Town) -> None:
    """返乡 张三: the cadre gets a visit of five working days, ticked off like everything else."""
    town.enrol("张三", responsible="周主任")
    town.hush()
    town.whispers("周主任", "返乡 张三")
    reply, told = town.hears("周主任")
    assert reply == "已记下返乡，私聊已发给您，3月9日前办"
    assert told.splitlines() == [
        "帮联系（返乡）：1位回乡，本人愿意就请上门看看，3月9日前",
        "1. 张三（3组）：探访 13800001234",
        "办好请回“完成 1”；另有“不需要 1”。",
    ]
    town.whispers("周主任", "完成 1")
    assert town.hears("周主任") == ["已完成 1。"]
    assert [one.status for one in _tasks(town)] == [TaskStatus.DONE]


def test_told_twice_it_is_one_event(town: Town) -> None:
    """Whoever tells it again hears that it is known; after a month it is another one."""
    town.enrol("张三", responsible="周主任")
    town.whispers("周主任", "返乡 张三")
    town.hush()
    town.whispers("孙网格长", "返乡 张三")
    assert town.hears("孙网格长") == ["这件返乡3月2日已经记过，发 待办 看"]
    town.at(datetime(2026, 4, 10, 9, 0, tzinfo=ZONE))
    town.hush()
    town.whispers("周主任", "返乡 张三")
    assert len(_tasks(town)) == 2


def test_an_urgent_matter_goes_to_the_cadre_at_once(town: Town) -> None:
    """The grid chief tells it in the group: no name is said there, the cadre has it in private."""
    town.enrol("张三", plan="urgent")
    town.hush()
    town.says("孙网格长", "急事 张三 白事")
    assert town.group_hears() == ["已记下白事，已交负责人，3月4日前办"]
    (told,) = town.hears("周主任")
    assert "1. 张三（3组）：上门、帮办 13800001234" in told
    town.whispers("周主任", "完成 1 上门")
    assert town.hears("周主任") == ["1 号上门已记下，还差帮办。"]
    town.mornings(date(2026, 3, 4))
    assert "1家的急事3月4日到期，请抓紧帮办" in "".join(town.hears("周主任"))
    town.mornings(date(2026, 3, 5))
    assert "周主任有1家的急事没有帮到" in "".join(town.hears("钱镇长"))


@pytest.mark.parametrize("words", ["急事 李四 红事", "急事 红事 李四", "急事 李四 结婚"])
def test_without_enrolment_it_takes_consent(town: Town, words: str) -> None:
    """Nobody is enrolled by a message: with consent the family is helped this once."""
    town.enrol("李四")
    town.hush()
    town.whispers("周主任", words)
    assert town.hears("周主任") == ["他家没有登记帮急事；征得同意后说：急事 姓名 红事 已同意"]
    assert _tasks(town) == []
    town.whispers("周主任", f"{words} 已同意")
    assert "李四（3组）：上门、帮办" in town.hears("周主任")[1]
    (born,) = _tasks(town)
    assert born.note == "红事，已征得同意"
    with town.database.reading() as session:
        assert {one.plan for one in session.exec(select(Enrolment))} == {"contact"}


def test_no_thanks_ends_this_event_only(town: Town) -> None:
    """不需要 to a visit at home leaves the calls of the quarter as they are."""
    town.enrol("张三", responsible="周主任")
    town.whispers("周主任", "返乡 张三")
    town.hush()
    town.whispers("周主任", "不需要 1")
    assert town.hears("周主任") == ["1 号这一次不用办了，已结束。"]
    with town.database.reading() as session:
        assert [one.ended_at for one in session.exec(select(Enrolment))] == [None]


def test_taken_back_and_told_again(town: Town) -> None:
    """撤销 ends what was begun, tells whoever had heard of it, and it can be told rightly after."""
    town.enrol("张三", plan="urgent")
    town.hush()
    town.whispers("孙网格长", "急事 张三 重病")
    town.whispers("孙网格长", "撤销")
    assert town.hears("孙网格长")[-1] == "“急事”已撤销"
    assert town.hears("周主任")[-1] == "刚才的“急事”已撤销"
    assert [one.status for one in _tasks(town)] == [TaskStatus.ENDED]
    town.whispers("孙网格长", "急事 张三 重病")
    assert "张三" in town.hears("周主任")[0]
    assert [one.status for one in _tasks(town)] == [TaskStatus.OPEN]


def test_who_may_not_and_what_is_talk(town: Town) -> None:
    """A resident is refused in private and not heard in the group; nor is a cadre who chats."""
    town.enrol("张三")
    town.hush()
    town.whispers("王大妈", "返乡 张三")
    assert town.hears("王大妈") == ["这由网格员、网格长、村干部和综治中心说，您不能办理。"]
    town.says("王大妈", "返乡 张三")
    town.says("周主任", "急事 谁有面包车")
    town.says("周主任", "返乡 高峰")
    assert town.all_silent()
    town.whispers("外村网格员", "返乡 张三")
    assert town.hears("外村网格员") == ["您管的地方没有登记“张三”，请核对姓名"]
    town.whispers("周主任", "急事 张三")
    assert town.hears("周主任") == ["请写谁家什么事，例：急事 张三 白事（红事、白事、事故、重病）"]


def test_two_of_a_name_are_told_apart_by_code(town: Town) -> None:
    """The codes are listed in private; in the group it is only said that there are several."""
    (first,) = town.enrol("张三", plan="urgent")
    (second,) = town.enrol("张三丰", plan="urgent")
    with town.database.session() as session:
        twin = session.merge(second)
        twin.name, twin.name_index = "张三", first.name_index
    town.hush()
    town.says("周主任", "急事 张三 事故")
    assert town.group_hears() == ["有同名的住户，请私聊我并写编号"]
    town.whispers("周主任", "急事 张三 事故")
    assert town.hears("周主任") == ["有2户同名，请把名字换成编号：H-张三（幸福村3组）、H-张三丰（幸福村3组）"]
    town.whispers("周主任", "急事 H-张三丰 事故")
    assert "已记下事故" in town.hears("周主任")[0]


def test_at_night_the_cadre_is_left_to_sleep(town: Town) -> None:
    """What another tells at night comes with the morning's digest, once."""
    town.enrol("张三", plan="urgent")
    town.at(datetime(2026, 3, 2, 23, 0, tzinfo=ZONE))
    town.hush()
    town.whispers("孙网格长", "急事 张三 事故")
    assert town.hears("周主任") == []
    town.mornings(date(2026, 3, 4))
    told = [text for text in town.hears("周主任") if "急事" in text]
    assert len(told) == 2
    assert "请马上上门问需要什么" in told[0]
    assert "3月4日到期" in told[1]
