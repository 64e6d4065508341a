"""督办单位: a department itself is pressed by the centre above it, in four steps; never a resident."""

from __future__ import annotations

from datetime import datetime

import pytest

from handlers.desk import Desk
from handlers.papers.letter import unit_letter
from models.grid import by_code
from models.person import STAFF
from models.role import Role
from models.unit_supervision import UnitSupervision, every
from tests.town import CAST, ZONE, Member, Town

ORDER = "督办 司法所 期限 3天 要求按时到村调解"


@pytest.fixture(autouse=True)
def another(monkeypatch: pytest.MonkeyPatch) -> None:
    """The county has a 司法所, too."""
    monkeypatch.setitem(CAST, "马局长", Member("u-ma", STAFF, ((Role.DEPARTMENT, "ROOT"),), unit="司法所"))


def _steps(town: Town) -> list[UnitSupervision]:
    with town.database.reading() as session:
        place = by_code(session, "A1")
        assert place is not None
        return list(every(session, place.id or 0, "司法所"))


def test_a_unit_is_told_what_is_asked(town: Town) -> None:
    """Its people hear demand and deadline, and have it on their list until it is lifted."""
    town.whispers("钱镇长", ORDER)
    assert town.hears("钱镇长") == ["已督办司法所，3月5日到期"]
    assert town.hears("冯所长") == ["贵单位（司法所）已被督办，请在3月5日前落实\n要求：按时到村调解"]
    town.whispers("冯所长", "待办")
    assert "督办司法所，3月5日到期：按时到村调解" in town.hears("冯所长")[0]
    assert town.all_silent()
    town.whispers("钱镇长", "解除督办 司法所")
    assert town.hears("钱镇长") == ["司法所的督办已解除"]
    assert town.hears("冯所长") == ["贵单位（司法所）的督办已解除，谢谢"]
    town.whispers("冯所长", "待办")
    assert town.hears("冯所长") == ["您现在没有待办"]
    assert town.later(days=7) == [] or town.hears("钱镇长") == []


def test_the_steps_follow_each_other(town: Town) -> None:
    """Each after the deadline of the one before; the centre hears once that it has passed."""
    town.whispers("钱镇长", "通报 司法所")
    assert town.hears("钱镇长") == ["司法所还没有督办，请先发：督办 司法所"]
    town.whispers("钱镇长", ORDER)
    town.hush()
    town.whispers("钱镇长", "通报 司法所")
    assert town.hears("钱镇长") == ["司法所督办3月5日到期，到期没办结才能通报"]
    town.at(datetime(2026, 3, 5, 9, 0, tzinfo=ZONE))
    passed = "司法所督办到期，落实了请发：解除督办 司法所\n没落实，需要时可发：通报 司法所"
    assert town.hears("钱镇长") == [passed]
    town.later(days=1)
    assert town.hears("钱镇长") == []
    for label, after in (("通报", "约谈"), ("约谈", "挂牌督办"), ("挂牌督办", None)):
        town.whispers("钱镇长", f"{label} 司法所")
        assert town.hears("钱镇长")[0].startswith(f"已{label}司法所，")
        town.later(days=21)
        (told,) = town.hears("钱镇长")
        assert told.endswith(f"可发：{after} 司法所") if after else "没落实" not in told
    assert [one.step for one in _steps(town)] == ["supervise", "circulate", "summon", "list"]
    assert [one.until is None for one in _steps(town)] == [False, False, False, True]


def test_each_step_has_its_letter(town: Town) -> None:
    """With the demand and the deadline; it names no resident."""
    town.whispers("钱镇长", ORDER)
    town.later(days=4)
    town.whispers("钱镇长", "通报 司法所 期限 5天")
    with town.database.reading() as session:
        desk = Desk(town.office, session, town.now)
        first, second = ("\n".join(map(str, unit_letter(desk, one))) for one in _steps(town))
    assert "督办通知书" in first
    assert "按时到村调解" in first
    assert "2026年3月5日前落实" in first
    assert "柳湾镇综治中心" in first
    assert "经督办，至2026年3月5日仍未落实，现予通报" in second


def test_it_is_taken_back(town: Town) -> None:
    """撤销: the unit hears so, and nothing is due any more."""
    town.whispers("钱镇长", ORDER)
    town.hush()
    town.whispers("钱镇长", "撤销")
    assert town.hears("冯所长") == ["刚才的“督办”已撤销"]
    town.hush()
    town.later(days=7)
    assert town.hears("钱镇长") == []
    town.whispers("钱镇长", ORDER)
    town.whispers("钱镇长", "解除督办 司法所")
    town.whispers("钱镇长", "撤销")
    assert _steps(town)[-1].until is None


@pytest.mark.parametrize("who", ["冯所长", "周主任", "赵网格员", "王大妈"])
def test_only_the_centre_presses(town: Town, who: str) -> None:
    """Nobody else; one refusal in private, silence in the group."""
    town.whispers(who, ORDER)
    (told,) = town.hears(who)
    assert told == "没有可以督办的工单，请带上编号。"
    town.says(who, ORDER)
    assert town.all_silent()
    assert _steps(town) == []


def test_what_is_no_unit_is_no_order(town: Town) -> None:
    """Neither a resident, nor another village's; a demand must be said; several of one name are listed."""
    for words in ("督办 王大妈 要求不要再上访", "督办 国土所 期限 3天 要求…"):
        town.whispers("钱镇长", words)
        assert town.hears("钱镇长") == ["没有可以督办的工单，请带上编号。"]
    town.whispers("钱镇长", "督办 司法所 期限 3天")
    assert town.hears("钱镇长") == ["督办单位请写明要求，例：督办 司法所 期限 3天 要求按时报到"]
    town.whispers("钱镇长", "督办 司法所 期限 99天 要求快点")
    assert town.hears("钱镇长") == ["司法所期限请写1到60天，例：督办 司法所 期限 3天"]
    town.whispers("钱镇长", "解除督办 司法所")
    assert town.hears("钱镇长") == ["司法所现在没有督办"]
    assert town.hears("冯所长") == []


def test_several_of_one_name_are_told_apart(town: Town) -> None:
    """The county's 司法所 and the town's: by their places."""
    town.whispers("郑主任", ORDER)
    assert town.hears("郑主任") == ["“司法所”不止一个，请写全称：青禾县司法所、柳湾镇司法所"]
    town.whispers("郑主任", "督办 柳湾镇司法所 期限 3天 要求按时到村调解")
    assert town.hears("郑主任") == ["已督办柳湾镇司法所，3月5日到期"]
    assert town.hears("冯所长") != []
    assert town.hears("马局长") == []
