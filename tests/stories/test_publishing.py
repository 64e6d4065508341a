"""公示: what was handled is published without names, and of a dispute only once its reporter agrees."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from models.imports import Register
from models.knowledge import Notice
from models.question import Asking, Question
from tests.town import Town

LAMP = "村口的路灯坏了三天了，没人来修，电话13800009001，就在3栋2单元502门口"
NOISE = "小刘家天天半夜放音响，吵得睡不着，说了几次都不听"


def _lamp(town: Town) -> None:
    """A service, from report to 销号."""
    town.says("王大妈", LAMP)
    town.says("李群主", "确认 1")
    town.whispers("赵网格员", "接单 1")
    town.whispers("赵网格员", "办结 1 王大妈家门口的灯泡已换好，车陕A12345已开走")
    town.says("王大妈", "满意 1")
    town.hush()


def _noise(town: Town) -> None:
    """A dispute, from report to 销号."""
    town.says("王大妈", NOISE)
    town.says("李群主", "确认 1")
    town.whispers("赵网格员", "接单 1")
    town.whispers("赵网格员", "办结 1 小刘答应晚上十点后不放")
    town.whispers("周主任", "同意 1")
    town.says("王大妈", "满意 1")
    town.hush()


def _shown(town: Town) -> list[Notice]:
    with town.database.reading() as session:
        return [one for one in session.exec(select(Notice)) if one.until is None and one.body]


def test_a_service_is_published_at_once(town: Town) -> None:
    """Names, numbers, doors and plates are gone; 公开 finds it at the place, and nowhere else."""
    _lamp(town)
    town.whispers("钱镇长", "公示 1")
    (reply,) = town.hears("钱镇长")
    assert reply.splitlines()[0] == "【1号】已公示，要撤下请发：撤下 1"
    for secret in ("王大妈", "13800009001", "3栋", "502", "陕A12345"):
        assert secret not in reply
    assert "路灯坏了三天了" in reply
    assert "灯泡已换好" in reply
    town.says("路人", "公开 路灯")
    (found,) = town.group_hears()
    assert "办理结果（幸福村3组）" in found
    assert "王大妈" not in found
    town.group("g9", "C9")
    town.sends("路人", "公开 灯泡", group_id="g9")
    assert town.group_hears("g9") == ["没有查到“灯泡”的公开内容，可换个词再查"]
    assert town.is_whole(1)
    town.whispers("钱镇长", "公示 1")
    assert town.hears("钱镇长") == ["【1号】已经公示，要改先撤下，例：撤下 1"]


def test_it_can_be_shown_to_the_whole_village(town: Town) -> None:
    """At a place above that the speaker answers for; a place that is none of these is refused."""
    _lamp(town)
    town.whispers("钱镇长", "公示 1 清泉村")
    assert town.hears("钱镇长") == ["【1号】只能公示在本地或您管的上级地点，例：公示 1"]
    town.whispers("钱镇长", "公示 1 青禾县")
    assert town.hears("钱镇长") == ["【1号】只能公示在本地或您管的上级地点，例：公示 1"]
    town.whispers("钱镇长", "公示 1 柳湾镇")
    assert len(town.hears("钱镇长")) == 1
    town.group("g9", "C9")
    town.sends("路人", "公开 灯泡", group_id="g9")
    assert "灯泡已换好" in town.group_hears("g9")[0]


def test_only_the_centre_publishes_what_is_closed(town: Town) -> None:
    """Others are refused in one line; what is not closed is too; a notice board is talk."""
    town.says("王大妈", LAMP)
    town.says("李群主", "确认 1")
    town.hush()
    town.whispers("钱镇长", "公示 1")
    assert town.hears("钱镇长") == ["【1号】现在是“待受理”，不能公示。"]
    town.whispers("周主任", "公示 1")
    assert town.hears("周主任") == ["【1号】由镇或县综治中心公示，您不能办理。"]
    town.says("周主任", "公示：本月村务公开表已贴在村委会")
    assert town.all_silent()
    assert _shown(town) == []


def test_taken_down_and_taken_back(town: Town) -> None:
    """撤下 by the centre or the reporter; 撤销 within ten minutes; then it is found no more."""
    _lamp(town)
    town.whispers("钱镇长", "公示 1")
    town.whispers("钱镇长", "撤销")
    assert _shown(town) == []
    town.whispers("钱镇长", "公示 1")
    town.later(minutes=15)
    town.hush()
    town.whispers("赵网格员", "撤下 1")
    assert town.hears("赵网格员") == ["【1号】由反映人或镇、县综治中心撤下，您不能办理。"]
    town.whispers("王大妈", "撤下 1")
    assert town.hears("王大妈") == ["【1号】已撤下，不再公示"]
    assert _shown(town) == []
    town.whispers("王大妈", "撤销")
    assert len(_shown(town)) == 1
    town.whispers("钱镇长", "撤下 1")
    town.hush()
    town.whispers("钱镇长", "撤下 1")
    assert town.hears("钱镇长") == ["【1号】没有公示，不用撤下"]
    town.says("路人", "公开 灯泡")
    assert town.group_hears() == ["没有查到“灯泡”的公开内容，可换个词再查"]


def test_a_dispute_needs_the_reporters_yes(town: Town) -> None:
    """Asked in private with the very words; 1 puts it up, and the centre hears so."""
    _noise(town)
    town.whispers("钱镇长", "公示 1")
    assert town.hears("钱镇长")[0].startswith("【1号】已问反映人，同意了才公示")
    (asked,) = town.private_messages("王大妈")
    first, *words = asked.text.splitlines()
    assert first == "【1号】办好了想公示，不写姓名电话门牌，您同意吗：1 同意 2 不同意"
    assert "小刘" not in "".join(words)
    assert "某某家天天半夜放音响" in "".join(words)
    assert asked.choices == ("同意公示 1", "不同意公示 1")
    assert _shown(town) == []
    town.whispers("路人", "同意公示 1")
    assert town.hears("路人") == ["【1号】由反映人答复公示，您不能办理。"]
    town.whispers("王大妈", "1")
    assert town.hears("王大妈") == ["【1号】已公示，反悔了请发：撤下 1"]
    assert town.hears("钱镇长") == ["【1号】反映人同意，已公示"]
    assert [one.body for one in _shown(town)] == ["\n".join(words[1:])]
    assert town.is_whole(1)


def test_a_no_and_no_answer_are_no(town: Town) -> None:
    """不同意 ends it; after a week without a word it is over, and a late yes publishes nothing."""
    _noise(town)
    town.whispers("钱镇长", "公示 1")
    town.hush()
    town.whispers("王大妈", "不同意")
    assert town.hears("王大妈") == ["好的，【1号】不公示"]
    assert town.hears("钱镇长") == ["【1号】反映人不同意，不公示"]
    town.later(minutes=11)
    town.whispers("钱镇长", "公示 1")
    town.later(days=7, minutes=1)
    assert "【1号】反映人7天没有答复，不公示" in town.hears("钱镇长")
    town.hush()
    town.whispers("王大妈", "同意公示 1")
    assert town.hears("王大妈") == ["【1号】没有在问您是否公示"]
    assert _shown(town) == []
    with town.database.reading() as session:
        asked = session.exec(select(Question).where(Question.asking == Asking.PUBLISH)).all()
    assert [one.payload for one in asked] == [None, None]


def test_while_he_is_asked_it_can_be_called_off(town: Town) -> None:
    """撤销 says how; 撤下 ends the question, and his yes comes to nothing."""
    _noise(town)
    town.whispers("钱镇长", "公示 1")
    town.hush()
    town.whispers("钱镇长", "撤销")
    assert town.hears("钱镇长") == ["反映人已经收到询问；不公示请发撤下，例：撤下 17"]
    town.whispers("钱镇长", "公示 1")
    assert town.hears("钱镇长") == ["【1号】已在问反映人，等他答复"]
    town.whispers("钱镇长", "撤下 1")
    assert town.hears("钱镇长") == ["【1号】已撤下，不再公示"]
    town.whispers("王大妈", "1")
    assert _shown(town) == []


def test_a_bare_answer_is_not_guessed(town: Town) -> None:
    """With two matters to answer, a number must be given."""
    _noise(town)
    town.says("王大妈", "老板拖欠我们三个月工资不给")
    town.says("李群主", "确认 2")
    town.whispers("赵网格员", "接单 2")
    town.whispers("赵网格员", "办结 2 工资已付清")
    town.whispers("周主任", "同意 2")
    town.says("王大妈", "满意 2")
    town.whispers("钱镇长", "公示 1")
    town.whispers("钱镇长", "公示 2")
    town.hush()
    town.whispers("王大妈", "1")
    assert town.hears("王大妈") == ["有2件等您回，公示的请说全，例：同意公示 1"]
    town.whispers("王大妈", "不同意公示 2")
    town.whispers("王大妈", "同意")
    assert len(_shown(town)) == 1


def test_what_comes_up_again_is_not_shown(town: Town) -> None:
    """While it is handled anew it is no handled matter; closed again it is shown again."""
    _noise(town)
    town.whispers("钱镇长", "公示 1")
    town.whispers("王大妈", "1")
    town.whispers("赵网格员", "回访 1 反弹 又吵了")
    town.hush()
    town.says("路人", "公开 音响")
    assert town.group_hears() == ["没有查到“音响”的公开内容，可换个词再查"]


def test_erased_words_are_published_no_more(town: Town) -> None:
    """删除我的信息 takes the published words with it."""
    _lamp(town)
    town.whispers("钱镇长", "公示 1")
    town.whispers("王大妈", "删除我的信息")
    assert _shown(town) == []
    town.hush()
    town.whispers("钱镇长", "公示 1")
    assert town.hears("钱镇长") == ["【1号】没有可公示的内容或结果"]
    assert town.is_whole(1)


def test_typical_cases_are_chosen_and_left_out(town: Town) -> None:
    """典型 17 by the centre, with 撤销; 取消典型; 典型 alone lists them."""
    _lamp(town)
    town.whispers("周主任", "典型 1")
    assert town.hears("周主任") == ["【1号】由镇或县综治中心选为典型，您不能办理。"]
    town.whispers("钱镇长", "典型 1")
    assert town.hears("钱镇长") == ["【1号】已选为典型案例，成册时隐去姓名电话门牌"]
    town.whispers("钱镇长", "典型 1")
    assert town.hears("钱镇长") == ["【1号】已经是典型案例"]
    town.whispers("郑主任", "典型")
    assert town.hears("郑主任") == ["典型案例共1件：\n【1号】道路路灯交通（幸福村3组）"]
    town.whispers("钱镇长", "撤销")
    town.hush()
    town.whispers("郑主任", "典型")
    assert town.hears("郑主任") == ["还没有典型案例，选定请发：典型 编号"]
    town.whispers("郑主任", "典型 1")
    town.whispers("郑主任", "取消典型 1")
    assert town.hears("郑主任")[-1] == "【1号】不再是典型案例"
    town.whispers("郑主任", "取消典型 1")
    assert town.hears("郑主任") == ["【1号】不是典型案例"]
    town.says("路人", "典型")
    town.whispers("路人", "典型")
    assert town.hears("路人") == ["典型案例由镇或县综治中心选定，您不能办理。"]
    assert town.group_hears() == []


def test_what_is_sensitive_is_no_typical_case(town: Town) -> None:
    """It is never put into a booklet; what is still open neither."""
    town.says("王大妈", "我老公又喝酒打我了，救命")
    town.hush()
    town.whispers("钱镇长", "典型 1")
    assert town.hears("钱镇长") == ["【1号】现在是“待确认”，不能选为典型。"]
    town.whispers("孙网格长", "确认 1")
    town.whispers("孙网格长", "接单 1")
    town.whispers("孙网格长", "办结 1 已劝开，已报警")
    town.whispers("周主任", "同意 1")
    town.whispers("王大妈", "满意 1")
    town.hush()
    town.whispers("钱镇长", "典型 1")
    assert town.hears("钱镇长") == ["【1号】是不宜公开的事，不能选为典型"]
    town.whispers("钱镇长", "公示 1")
    assert "王大妈" not in "".join(town.hears("钱镇长"))
    assert len(town.hears("王大妈")) == 1
    assert _shown(town) == []


def test_imports_do_not_touch_what_was_handled(town: Town) -> None:
    """A notice of the same title and place is another one."""
    _lamp(town)
    town.whispers("钱镇长", "公示 1")
    (shown,) = _shown(town)
    with town.database.session() as session:
        at = town.now - timedelta(days=1)
        session.add(Notice(title=shown.title, body="另一件", node_id=shown.node_id, published_at=at))
        session.flush()
        known = Register(session, town.database, lambda _: None).notices({shown.title})
    assert [one.body for one in known.values()] == ["另一件"]
    town.hush()
    town.says("路人", "公开 办理结果")
    (found,) = town.group_hears()
    assert "另一件" in found
    assert "灯泡已换好" in found
