"""Who may book, mediate, revisit, merge and split: everybody is tried against the table of moves."""

from __future__ import annotations

import pytest

from models.moves import MOVES, Action
from tests.matters import NOISE
from tests.town import CAST, Town

WALL = "隔壁砌墙占了我家宅基地，说不通"
ABOVE_C3 = {"C3", "B1", "A1", "ROOT"}
REFUSED = "您不能办理"
IN_WORK, DONE, MERGED = "in work", "done", "merged"


def settle(town: Town, state: str) -> None:
    """Ticket 1 stands as wanted, handled by 赵网格员; ticket 2 is another dispute of the same place."""
    for number, words in enumerate((NOISE, WALL), start=1):
        town.says("王大妈", words)
        town.says("李群主", f"确认 {number}")
        town.whispers("赵网格员", f"接单 {number}")
    town.whispers("赵网格员", "到场 1 张三 李四")
    town.whispers("赵网格员", "协议 1 十点后不放")
    if state == DONE:
        town.whispers("赵网格员", "调解 1 成功")
        town.whispers("郑主任", "同意 1")
    if state == MERGED:
        town.whispers("郑主任", "合并 1 2")
    town.later(minutes=11)
    town.hush()


def may(name: str, action: Action) -> bool:
    """What the table says of one of the cast, for ticket 1."""
    who = MOVES[action].who
    roles = {role for role, node in CAST[name].posts if node in ABOVE_C3}
    keeper = who.keeper and name == "李群主"
    return keeper or (who.handler and name == "赵网格员") or bool(roles & who.roles)


@pytest.mark.parametrize(
    ("action", "words", "state"),
    [
        (Action.BOOK, "预约 1 周五下午3点 张三 李四", IN_WORK),
        (Action.ATTEND, "到场 1 张三", IN_WORK),
        (Action.ATTEMPT, "讲情 1 老邻居", IN_WORK),
        (Action.MEDIATE, "调解 1 部分 周末不放了", IN_WORK),
        (Action.AGREE, "协议 1 九点后不放", DONE),
        (Action.COURT, "司法确认 1 已办", DONE),
        (Action.REVISIT, "回访 1 已稳定", DONE),
        (Action.RELAPSE, "回访 1 反弹 又放了", DONE),
        (Action.MERGE, "合并 1 2", IN_WORK),
        (Action.SPLIT, "拆分 1", MERGED),
    ],
)
def test_everybody_is_tried(town: Town, action: Action, words: str, state: str) -> None:
    """Who may does it and takes it back; who may not hears so in one line, and nothing changes."""
    settle(town, state)
    for name in CAST:
        before, steps = town.ticket(1), len(town.events(1))
        town.whispers(name, words)
        told = town.hears(name)
        assert (REFUSED not in "".join(told)) == may(name, action), (name, told)
        if may(name, action):
            assert len(town.events(1)) > steps, name
            town.whispers(name, "撤销")
        else:
            assert len(town.events(1)) == steps, name
        after = town.ticket(1)
        assert (after.status, after.merged_into, after.handler_id) == (
            before.status,
            before.merged_into,
            before.handler_id,
        ), name
        town.hush()
