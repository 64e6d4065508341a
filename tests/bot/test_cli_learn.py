"""gridbot learn: what owners answered teaches this county's bot, on its own machine."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from bot.rule_watch import RuleWatch
from bot.settings.models import NlpSettings
from models.database import Database
from tests.bot.county import County, make_county
from tests.databases import bytes_of
from tests.town import Town

CHESS = "楼下的棋摊又下到半夜，{}"
POND = "村东头涝池又漫到路上了，{}，三天了没人管"
KNOWN = ("家里停水了{}", "村口的路灯坏了三天了，没人来修{}", "老板拖欠工资三个月了{}", "垃圾堆了一个星期没人清运{}")
HOW = ("老张连赢三盘", "今天有好茶", "看的人比下的人多", "热闹得很", "老李悔棋了", "真过瘾", "明天接着下",
       "马走日象走田", "谁也不服谁", "围了一圈人", "下得真精彩", "输的请客")  # fmt: skip
WHERE = ("车过不去", "娃上学绕路", "臭得很", "地里都是水", "老人摔了一跤", "蚊子成堆", "院墙泡软了",
         "三轮车陷住了", "淤泥没清过", "水沟堵死了", "麦子泡了", "路都冲坏了")  # fmt: skip


def _decide(town: Town, text: str, *answers: str) -> None:
    """王大妈 says it, the owner answers."""
    town.says("王大妈", text)
    number = town.tickets()[-1].number
    for answer in answers:
        town.says("李群主", answer.format(number))
    town.later(minutes=3)


def _a_season(town: Town) -> None:
    """The owner calls the chess false alarms, files the pond under 环卫, and confirms what everybody knows."""
    for chess, pond, known in zip(HOW, WHERE, cycle(KNOWN), strict=False):
        _decide(town, CHESS.format(chess), "误报 {}")
        _decide(town, POND.format(pond), "改 {} 环卫", "确认 {}")
        _decide(town, known.format("，" + pond), "确认 {}")


@pytest.fixture(name="county")
def _county(quiet_town: Town, tmp_path: Path) -> County:
    """The town behind a configuration."""
    return make_county(tmp_path / "county", url=quiet_town.database.url)


def _judged(database: Database, cache: Path) -> list[tuple[str, str | None]]:
    """How a process that starts now judges talk about chess and a report of the pond, in words never said before."""
    watch = RuleWatch(database, NlpSettings(), cache)
    verdicts = [watch.understanding.classify(text) for text in (NEW_CHESS, NEW_POND)]
    return [(one.decision, one.category) for one in verdicts]


NEW_CHESS, NEW_POND = "楼下的棋摊又下到半夜，老赵一直赢", "涝池漫到门口了"


def test_what_the_owners_answered_is_learned(
    county: County, quiet_town: Town, tmp_path: Path
) -> None:
    """Their false alarm falls silent, their pond is heard; both until an older version is put back."""
    _a_season(quiet_town)
    before = _judged(quiet_town.database, tmp_path)
    assert (before[0][0], before[1][0]) == ("register", "silent")
    done = county.runs("learn", "--note", "棋摊和涝池", "--json")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    print(document)
    import time
    t=time.time()
    after = _judged(quiet_town.database, tmp_path)
    print(after, time.time()-t)
