"""公开, known questions and 帮助."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import select

from models.grid import GridNode
from models.knowledge import Faq, Notice
from tests.town import Town


def _publish(town: Town) -> None:
    with town.database.session() as session:
        node = session.exec(select(GridNode).where(GridNode.code == "B1")).one()
        other = session.exec(select(GridNode).where(GridNode.code == "B9")).one()
        at = town.now - timedelta(days=3)
        body = "户主带身份证到村便民服务站申请，三十个工作日内答复。"
        session.add(Notice(title="低保申请办法", body=body, node_id=node.id or 0, published_at=at))
        session.add(Notice(title="清泉村低保名单", body="见公示栏", node_id=other.id or 0, published_at=at))
        session.add(Faq(question="低保怎么申请", answer="带身份证到村便民服务站办理。", source="县民政局"))
        session.add(
            Faq(question="医保什么时候交", answer="每年9月。", source="医保局", expires=date(2025, 12, 31))
        )


def test_public_lookup(town: Town) -> None:
    """公开 + a word finds notices of one's own place; what is not there is told; a long sentence is talk."""
    _publish(town)
    town.says("路人", "公开 低保")
    (found,) = town.group_hears()
    assert "低保申请办法（2月27日）" in found
    assert "清泉村" not in found
    town.says("路人", "公开 道歉")
    assert town.group_hears() == ["没有查到“道歉”的公开内容，可换个词再查"]
    town.says("路人", "公开 你们村委会昨天晚上干的好事")
    assert town.all_silent()
    town.says("路人", "@网格群助手 公开 养猪", mentions_bot=True)
    assert town.group_hears() == ["没有查到“养猪”的公开内容，可换个词再查"]


def test_a_known_question(town: Town) -> None:
    """Asked by mention or in private it is answered with its source; expired answers are not given."""
    _publish(town)
    town.says("路人", "@网格群助手 低保怎么申请？", mentions_bot=True)
    assert town.group_hears() == ["带身份证到村便民服务站办理。\n（来源：县民政局）"]
    town.whispers("陈师傅", "请问低保怎么申请")
    assert "县民政局" in town.hears("陈师傅")[0]
    town.whispers("路人", "医保什么时候交")
    assert not any("每年9月" in text for text in town.hears("路人"))


def test_only_what_is_surely_asked_is_answered(town: Town) -> None:
    """One word shared, another question, another person's trouble: no answer; a complaint is a ticket."""
    _publish(town)
    town.whispers("路人", "低保")
    assert not any("便民服务站办理" in text for text in town.hears("路人"))
    town.says("王大妈", "@网格群助手 低保怎么申请了三个月还没批下来", mentions_bot=True)
    assert not any("便民服务站办理" in text for text in town.group_hears())
    assert len(town.tickets()) == 1
    town.whispers("张大爷", "残疾证怎么申请")
    assert not any("便民服务站办理" in text for text in town.hears("张大爷"))
    assert len(town.tickets()) == 2


def test_an_answer_names_until_when_it_holds(town: Town) -> None:
    """Source and last day stand under the answer; on the last day it is given, the day after it is not."""
    _publish(town)
    with town.database.session() as session:
        last = date(2026, 3, 2)
        session.add(Faq(question="合作医疗交多少", answer="400元。", source="医保局", expires=last))
    town.whispers("张大爷", "合作医疗要交多少？")
    assert town.hears("张大爷") == ["400元。\n（来源：医保局，有效期至2026年3月2日）"]
    town.later(days=1)
    town.whispers("张大爷", "合作医疗要交多少？")
    assert not any("400元" in text for text in town.hears("张大爷"))


def test_a_question_in_the_group_is_not_answered_unasked(town: Town) -> None:
    """Without a mention neighbours answer each other."""
    _publish(town)
    town.says("路人", "低保怎么申请")
    assert not any("便民服务站办理" in text for text in town.group_hears())
    town.hush()
    town.says("路人", "低保怎么申请呀，有人知道吗？哈哈")
    assert not any("便民服务站办理" in text for text in town.group_hears())


def test_whoever_keeps_the_answers_is_told_before_and_after(town: Town) -> None:
    """Two weeks before the last day and after it, once each, in private, on a working day; not again."""
    with town.database.session() as session:
        last = town.now.date() + timedelta(days=20)
        session.add(Faq(question="医保什么时候交", answer="每年9月。", source="医保局", expires=last))
        session.add(Faq(question="低保怎么申请", answer="到村里。", source="民政局"))
    town.later(minutes=1)
    assert town.hears("郑主任") == []
    town.mornings(town.now.date() + timedelta(days=10))
    head = "有1条便民咨询快到期，请核对答案后重新导入"
    assert town.hears("郑主任") == [f"{head}\n医保什么时候交（有效期至{last}）"]
    town.mornings(last)
    assert town.hears("郑主任") == []
    town.mornings(last + timedelta(days=7))
    ended = "有1条便民咨询已过期不再回答，请改好后重新导入"
    assert town.hears("郑主任") == [f"{ended}\n医保什么时候交（有效期至{last}）"]
    assert town.hears("钱镇长") == []


def test_a_corrected_answer_is_looked_after_anew(town: Town) -> None:
    """Another last day is another occasion; where the county has no coordinator, the towns' are told."""
    town.dismiss("郑主任")
    with town.database.session() as session:
        near = town.now.date() + timedelta(days=3)
        session.add(Faq(question="医保什么时候交", answer="每年9月。", source="医保局", expires=near))
    town.later(minutes=1)
    assert len(town.hears("钱镇长")) == 1
    with town.database.session() as session:
        faq = session.exec(select(Faq)).one()
        faq.expires = near + timedelta(days=5)
        session.add(faq)
    town.later(minutes=1)
    assert str(near + timedelta(days=5)) in town.hears("钱镇长")[0]
    town.later(minutes=1)
    assert town.hears("钱镇长") == []


def test_help(town: Town) -> None:
    """One sentence in the group; in private what the asker's own role can say."""
    town.says("路人", "帮助")
    assert len(town.group_hears()) == 1
    town.whispers("赵网格员", "帮助")
    assert "接单 17；办结 17 怎么办好的" in town.hears("赵网格员")[0]
    town.whispers("路人", "帮助")
    assert "公开 低保" in town.hears("路人")[0]
