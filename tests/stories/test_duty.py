"""接访值班: the evening before one line says so; the coordinator may have somebody else come."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import select

from models.duty import Duty
from models.grid import GridNode
from schedules.preview import preview
from tests.town import ZONE, Town

FRIDAY = date(2026, 3, 6)
SATURDAY = date(2026, 3, 7)


def _on_duty(town: Town, who: str, day: date, code: str = "A1") -> None:
    with town.database.session() as session:
        node = session.exec(select(GridNode).where(GridNode.code == code)).one()
        session.add(Duty(day=day, node_id=node.id or 0, person_id=town.person(who).id or 0))


def _evening(town: Town, day: int, hour: int = 18) -> None:
    town.at(datetime(2026, 3, day, hour, 0, tzinfo=ZONE))


def test_the_evening_before(town: Town) -> None:
    """One line at six, once, on a rest day too; nothing to tick off."""
    _on_duty(town, "冯所长", FRIDAY)
    _on_duty(town, "周主任", SATURDAY)
    _evening(town, 5, 17)
    assert town.hears("冯所长") == []
    for hour in (18, 19, 20):
        _evening(town, 5, hour)
    assert town.hears("冯所长") == ["请明天（3月6日）在青禾县柳湾镇接访值班"]
    assert town.hears("周主任") == []
    _evening(town, 6)
    _evening(town, 7, 9)
    assert town.hears("周主任") == ["请明天（3月7日）在青禾县柳湾镇接访值班"]


def test_an_evening_that_was_missed_is_made_up_in_the_morning(town: Town) -> None:
    """Not at night; and what lies in the past is not told any more."""
    _on_duty(town, "冯所长", date(2026, 3, 4))
    _on_duty(town, "冯所长", FRIDAY)
    _evening(town, 6, 6)
    assert town.hears("冯所长") == []
    _evening(town, 6, 8)
    assert town.hears("冯所长") == ["请今天（3月6日）在青禾县柳湾镇接访值班"]


def test_another_comes(town: Town) -> None:
    """换班 by the coordinator: both hear so, and the evening's line goes to whoever comes."""
    _on_duty(town, "冯所长", FRIDAY)
    town.whispers("钱镇长", "换班 3-6 冯所长 周主任")
    said = "3月6日青禾县柳湾镇接访值班改由周主任"
    assert town.hears("钱镇长") == town.hears("冯所长") == town.hears("周主任") == [said]
    _evening(town, 5)
    assert town.hears("冯所长") == []
    assert town.hears("周主任") == ["请明天（3月6日）在青禾县柳湾镇接访值班"]


def test_it_is_taken_back(town: Town) -> None:
    """撤销: the roster is as before, and both hear so."""
    _on_duty(town, "冯所长", FRIDAY)
    town.whispers("钱镇长", "换班 周五 冯所长 周主任")
    town.hush()
    town.whispers("钱镇长", "撤销")
    assert town.hears("冯所长") == town.hears("周主任") == ["刚才的“换班”已撤销"]
    _evening(town, 5)
    assert town.hears("冯所长") == ["请明天（3月6日）在青禾县柳湾镇接访值班"]


def test_who_may_not_and_what_cannot_be(town: Town) -> None:
    """One sentence, and the roster stays as it is; in the group it is talk."""
    _on_duty(town, "冯所长", FRIDAY)
    town.whispers("周主任", "换班 3-6 冯所长 周主任")
    assert town.hears("周主任") == ["换班由镇综治、县综治办理，您不能办理。"]
    town.says("周主任", "换班 3-6 冯所长 周主任")
    assert town.all_silent()
    for words, told in (
        ("换班 3-6 冯所长", "请写日期、原来的人和接替的人，例：换班 12-3 张三 李四"),
        ("换班 3-8 冯所长 周主任", "冯所长3月8日没有值班，请核对日期"),
        ("换班 3-6 冯所长 无名氏", "“无名氏”没有登记，请核对姓名"),
    ):
        town.whispers("钱镇长", words)
        assert town.hears("钱镇长") == [told]
    with town.database.reading() as session:
        assert [one.person_id for one in session.exec(select(Duty))] == [town.person("冯所长").id]


def test_a_successor_is_on_duty(town: Town) -> None:
    """交接: what lies ahead goes over too."""
    _on_duty(town, "周主任", FRIDAY)
    town.whispers("钱镇长", "交接 周主任 赵网格员")
    town.hush()
    _evening(town, 5)
    assert town.hears("赵网格员") == ["请明天（3月6日）在青禾县柳湾镇接访值班"]


def test_the_preview_foretells_it(town: Town) -> None:
    """The same evening, the same person; nothing once it was told."""
    _on_duty(town, "冯所长", FRIDAY)
    (told,) = [
        one for one in preview(town.office, date(2026, 3, 2), FRIDAY, "A1", town.now) if one["plan"] == "duty"
    ]
    assert (told["at"], told["recipient"], told["grid"]) == ("2026-03-05T18:00:00+08:00", "u-feng", "A1")
    assert not [
        one for one in preview(town.office, date(2026, 3, 2), FRIDAY, "B1", town.now) if one["plan"] == "duty"
    ]
    _evening(town, 5)
    assert not [
        one for one in preview(town.office, date(2026, 3, 2), FRIDAY, "A1", town.now) if one["plan"] == "duty"
    ]
