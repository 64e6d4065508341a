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


def test_help(town: Town) -> None:
    """One sentence in the group; in private what the asker's own role can say."""
    town.says("路人", "帮助")
    assert len(town.group_hears()) == 1
    town.whispers("赵网格员", "帮助")
    assert "接单 17；办结 17 怎么办好的" in town.hears("赵网格员")[0]
    town.whispers("路人", "帮助")
    assert "公开 低保" in town.hears("路人")[0]
