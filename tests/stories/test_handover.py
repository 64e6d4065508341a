"""换届: a successor gets what one of the staff has in hand, and his posts, in one step."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from handlers.actions.handover import at_the_office
from handlers.refusal import Refusal
from models.appointment import Appointment, posts_of
from models.enrolment import Enrolment
from models.task import Task
from nlp.verdict import Verdict
from tests.judges import judging
from tests.matters import LAMP, NOISE
from tests.town import Town

UNSURE = Verdict(
    kind="service",
    decision="ask",
    category="roads_transport",
    label="道路路灯交通",
    urgency="normal",
    sensitive=False,
    score=0.55,
)


@pytest.fixture
def busy(town: Town) -> Town:
    """赵网格员 handles one ticket and was handed another; 小何 is to follow him."""
    town.says("王大妈", LAMP)
    town.says("王大妈", NOISE)
    town.says("李群主", "确认 1 2")
    town.whispers("赵网格员", "接单 1")
    town.hush()
    return town


def posts(town: Town, who: str) -> list[tuple[str, int]]:
    """The posts of one of the cast, now."""
    with town.database.reading() as session:
        held = posts_of(session, town.person(who).id or 0, town.now)
        return [(str(post.role), post.node_id) for post in held]


def test_tickets_and_posts_go_to_the_successor(busy: Town) -> None:
    """Both hear so; the old rights end at once, the new begin at once; who did what stays."""
    before = posts(busy, "赵网格员")
    busy.whispers("孙网格长", "交接 赵网格员 小何")
    assert busy.hears("孙网格长") == ["已把赵网格员的工作交给小何：工单2件、任务0项、帮扶0户、岗位1个"]
    told = "您接手赵网格员的工作，发 待办 看\n工单2件、任务0项、帮扶0户、岗位1个"
    assert busy.hears("小何") == [told]
    assert busy.hears("赵网格员") == ["您的工作已交给小何，原来的权限现在结束"]
    assert (posts(busy, "赵网格员"), set(before) <= set(posts(busy, "小何"))) == ([], True)
    busy.whispers("赵网格员", "办结 1 修好了")
    assert busy.hears("赵网格员") == ["【1号】由经办人办结，您不能办理。"]
    busy.whispers("小何", "办结 1 修好了")
    assert busy.ticket(1).status == "resolved"
    assert busy.ticket(1).answerable_id == busy.person("小何").id
    busy.whispers("小何", "接单 2")
    assert busy.ticket(2).status == "handling"
    assert [one.action for one in busy.events(1)][-2:] == ["handover", "resolve"]
    assert busy.events(1)[3].actor == f"person:{busy.person('赵网格员').id}"
    assert busy.is_whole(1)
    with busy.database.reading() as session:
        ended = session.exec(select(Appointment).where(Appointment.until == busy.now)).all()
        assert [one.person_id for one in ended] == [busy.person("赵网格员").id]


def test_new_matters_go_to_the_successor(busy: Town) -> None:
    """He is the grid worker now."""
    busy.whispers("孙网格长", "交接 赵网格员 给 小何")
    busy.says("张大爷", "下水道堵了，污水都流到路上了")
    busy.says("李群主", "1")
    assert busy.ticket(3).handler_id == busy.person("小何").id


def test_tasks_and_plans_go_to_the_successor(town: Town) -> None:
    """His calls are another's from now on, with numbers of that list, told with the next digest."""
    town.enrol("陈大山", "陈二山", responsible="周主任")
    town.mornings(date(2026, 3, 3))
    assert "陈大山" in town.hears("周主任")[0]
    town.hush()
    town.whispers("郑主任", "交接 周主任 外村网格员")
    assert town.hears("郑主任") == ["已把周主任的工作交给外村网格员：工单0件、任务2项、帮扶2户、岗位1个"]
    town.hush()
    town.mornings(date(2026, 3, 4))
    assert "陈大山" in town.hears("外村网格员")[0]
    assert town.hears("周主任") == []
    town.whispers("周主任", "完成 1")
    assert town.hears("周主任") == ["您现在没有待办任务。"]
    town.whispers("外村网格员", "完成 1")
    successor = town.person("外村网格员").id
    with town.database.reading() as session:
        assert {one.responsible_id for one in session.exec(select(Enrolment))} == {successor}
        tasks = session.exec(select(Task).where(Task.plan == "contact")).all()
        assert sorted((one.responsible_id, one.status) for one in tasks) == [
            (successor, "done"),
            (successor, "open"),
        ]


def test_the_owners_questions_go_to_the_successor(town: Town) -> None:
    """A group's new owner answers what the old one was asked, with one character."""
    town.says("王大妈", LAMP)
    town.whispers("周主任", "交接 李群主 张大爷")
    assert town.hears("周主任") == ["“张大爷”没有登记，请核对姓名"]
    town.whispers("周主任", "交接 李群主 小何")
    town.hush()
    town.says("李群主", "1")
    assert town.ticket(1).status == "pending"
    town.says("小何", "1")
    assert town.ticket(1).status == "confirmed"


def test_whoever_left_answers_nothing_any_more(town: Town) -> None:
    """The owner was asked in private whether a text is to be registered: his successor says so, not he."""
    town.office = judging(town.office, UNSURE)
    town.says("王大妈", "那个路口好像有点不对劲")
    assert town.hears("李群主")[0].startswith("这条要不要登记？")
    town.whispers("周主任", "交接 李群主 小何")
    town.hush()
    town.whispers("李群主", "2")
    assert "好的，这条不登记" not in town.hears("李群主")
    town.whispers("小何", "1")
    assert town.ticket(1).status == "confirmed"


def test_a_revisit_of_what_is_closed_goes_along(busy: Town) -> None:
    """The successor is reminded of the disputes that the old one resolved."""
    busy.whispers("赵网格员", "办结 2 说好了")
    busy.whispers("周主任", "同意 2")
    busy.says("王大妈", "满意 2")
    busy.whispers("周主任", "交接 赵网格员 小何")
    busy.hush()
    busy.later(days=7)
    assert any(one.startswith("请回访【2号】") for one in busy.hears("小何"))
    assert busy.hears("赵网格员") == []


def test_a_wrong_handover_is_taken_back(busy: Town) -> None:
    """撤销: all stands as before, and both hear so."""
    before = posts(busy, "赵网格员")
    busy.whispers("孙网格长", "交接 赵网格员 小何")
    busy.hush()
    busy.whispers("孙网格长", "撤销")
    assert posts(busy, "赵网格员") == before
    assert busy.ticket(1).handler_id == busy.person("赵网格员").id
    assert "刚才的“交接”已撤销" in busy.hears("小何")
    assert "刚才的“交接”已撤销" in busy.hears("赵网格员")
    busy.whispers("小何", "办结 1 修好了")
    assert "您不能办理" in busy.hears("小何")[0]
    busy.whispers("赵网格员", "办结 1 修好了")
    assert busy.ticket(1).status == "resolved"


def test_only_a_superior_hands_over(busy: Town) -> None:
    """Not the person himself, not his equal, not one of another village; talk is silence."""
    for who in ("赵网格员", "外村网格员", "李群主"):
        busy.whispers(who, "交接 赵网格员 小何")
        assert busy.hears(who) == ["赵网格员（幸福村3组网格员）由他的上级交接，您不能办理。"]
    busy.whispers("孙网格长", "交接 孙网格长 小何")
    assert busy.hears("孙网格长") == ["孙网格长（幸福村3组网格长）由他的上级交接，您不能办理。"]
    busy.says("王大妈", "交接 赵网格员 小何")
    busy.says("周主任", "交接 班的时间 几点")
    assert busy.all_silent()
    for words, told in (
        ("交接 赵网格员", "请写交的人和接的人，例：交接 张三 李四"),
        ("交接 赵网格员 赵网格员", "交接要写两个人，例：交接 张三 李四"),
        ("交接 赵网格员 没这个人", "“没这个人”没有登记，请核对姓名"),
    ):
        busy.whispers("周主任", words)
        assert busy.hears("周主任") == [told]
    assert busy.ticket(1).handler_id == busy.person("赵网格员").id


def test_the_office_hands_over_by_codes(busy: Town) -> None:
    """On the command line; a wrong code is refused, and the same twice hands over nothing."""
    old, new = busy.person("赵网格员").code, busy.person("小何").code
    with pytest.raises(Refusal, match="nobody of the staff"):
        at_the_office(busy.office, old, "X99", busy.now)
    with pytest.raises(Refusal, match="name two members"):
        at_the_office(busy.office, old, old, busy.now)
    handed = at_the_office(busy.office, old, new, busy.now)
    assert (handed.posts, handed.tickets) == (1, 2)
    again = at_the_office(busy.office, old, new, busy.now)
    assert (again.posts, again.tickets) == (0, 0)
    busy.deliver()
    assert busy.hears("小何")[0].startswith("您接手赵网格员的工作")


def test_a_hard_case_and_a_mediation_go_along(busy: Town) -> None:
    """Where he leads and where he mediates, his successor does; each step stands in the timeline."""
    busy.whispers("郑主任", "包案 2 钱镇长")
    busy.whispers("钱镇长", "预约 2 周五下午3点 张三 李四")
    busy.hush()
    busy.whispers("郑主任", "交接 钱镇长 外村网格员")
    busy.whispers("郑主任", "进度 2")
    assert "包案：外村网格员" in busy.hears("郑主任")[-1]
    assert busy.events(2)[-1].action == "handover"
    busy.hush()
    busy.at(busy.now.replace(day=6, hour=8, minute=30))
    assert any(one.startswith("【2号】今天15:00") for one in busy.hears("外村网格员"))
    assert busy.is_whole(2)


def test_a_successor_does_not_certify_what_he_inherited(busy: Town) -> None:
    """Who asked for the approval is now he, so somebody else agrees."""
    busy.whispers("周主任", "调解 2 成功 说好了")
    busy.whispers("郑主任", "交接 周主任 外村网格员")
    busy.hush()
    busy.whispers("外村网格员", "同意 2")
    assert busy.hears("外村网格员") == ["【2号】由村干部或综治中心（申请人除外）同意，您不能办理。"]
    busy.whispers("钱镇长", "同意 2")
    assert busy.ticket(2).status == "resolved"


def test_an_open_question_comes_back_too(town: Town) -> None:
    """交接 is taken back: the owner who was asked can answer again, and nobody else."""
    town.says("王大妈", LAMP)
    town.whispers("孙网格长", "交接 李群主 小何")
    town.whispers("孙网格长", "撤销")
    town.hush()
    town.says("小何", "1")
    assert town.ticket(1).status == "pending"
    town.says("李群主", "1")
    assert town.ticket(1).status == "confirmed"
