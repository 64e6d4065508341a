"""What a command costs among 50,000 open tickets of 100 villages: through the real inbox, on both databases.

The promise is a median of 20 ms. It is wall time, for a server's work is in another process.
"""

from __future__ import annotations

import statistics
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from handlers.inbox import accept
from handlers.message import Message
from models.database import Database
from models.space import Space, known_identity
from models.ticket import Status
from nlp.classifier import build_classifier
from tests import databases, servers
from tests.bench import ladder
from tests.bench.open_tickets import OF_THE_GROUP, TICKETS, fill, is_asked, state
from tests.town import CAST, CHANNEL, GROUP, SLOW, Town

TIMES = 30
REPORTS = (
    "{}栋楼下的井盖不见了，没人管",
    "{}栋的电梯又坏了，好几天没人修",
    "{}号门口的垃圾堆了一个星期没人清",
)


@dataclass(frozen=True)
class Said:
    """One verb: who says it, in which words the nth time, and whether in the group."""

    verb: str
    who: str
    words: Callable[[int], str]
    in_group: bool = True


@dataclass(frozen=True)
class Timed:
    """What it took, in milliseconds: the median, and the 95th of a hundred."""

    verb: str
    median: float
    worst: float


def figures(folder: Path) -> Iterator[str]:
    """A line for each verb."""
    here = measured(Database(f"sqlite:///{folder}/commands.db", ladder.KEYS), folder)
    with servers.postgresql() as server:
        name = f"gridbot_bench_{uuid.uuid4().hex[:6]}"
        there = measured(Database(databases.create(server, name), ladder.KEYS), folder)
        databases.drop(server, name)
    yield f"among {TICKETS} open tickets, ms        SQLite median    p95   PostgreSQL median    p95"
    for one, other in zip(here, there, strict=True):
        yield f"  {one.verb:<30}{one.median:>14.1f}{one.worst:>8.1f}{other.median:>17.1f}{other.worst:>9.1f}"


def measured(database: Database, folder: Path) -> list[Timed]:
    """Say each verb so many times among so many tickets."""
    database.upgrade()
    town = Town(database, build_classifier(cache_dir=folder))
    town.office = replace(town.office, ladder=SLOW)
    with database.session() as session:
        identity = known_identity(session, Space((CHANNEL,)), "u-wang", None).id or 0
    fill(town, identity)
    with database.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
    timed = [_timed(town, said) for said in _sayings()]
    database.close()
    return timed


def _sayings() -> Sequence[Said]:
    own = [n for n in range(1, OF_THE_GROUP + 1) if not is_asked(n)]
    pending, confirmed, handling = (
        [n for n in own if state(n) is status]
        for status in (Status.PENDING, Status.CONFIRMED, Status.HANDLING)
    )
    return (
        Said("确认 17", "李群主", lambda n: f"确认 {pending[n]}"),
        Said("接单 17", "赵网格员", lambda n: f"接单 {confirmed[n]}"),
        Said("进度 17", "王大妈", lambda n: f"进度 {handling[n]}"),
        Said("补充 17 …", "王大妈", lambda n: f"补充 {handling[n]} 昨天夜里又没有了"),
        Said("待办", "赵网格员", lambda _: "待办", in_group=False),
        Said("待办 of the county", "郑主任", lambda _: "待办", in_group=False),
        Said("办结 17 …", "赵网格员", lambda n: f"办结 {handling[n]} 已经修好了", in_group=False),
        Said("合并 17 12", "赵网格员", lambda n: f"合并 {handling[-1 - n]} {confirmed[-1]}", in_group=False),
        Said("同意", "周主任", lambda _: "同意", in_group=False),
        Said("接单", "孙网格长", lambda _: "接单"),
        Said("查进度", "王大妈", lambda _: "查进度"),
        Said("1", "李群主", lambda _: "1"),
        Said("a new report", "张大爷", lambda n: REPORTS[n % 3].format(n + 1)),
        Said("talk", "小刘", lambda _: "收到，谢谢大家"),
    )


def _timed(town: Town, said: Said) -> Timed:
    spent = []
    for n in range(TIMES):
        town.now += timedelta(minutes=3)
        message = Message(
            channel=CHANNEL,
            message_id=f"{said.verb}{n}",
            sender_id=CAST[said.who].account or "",
            text=said.words(n),
            sent_at=town.now,
            group_id=GROUP if said.in_group else None,
        )
        began = time.perf_counter()
        accept(town.office, message, town.now)
        spent.append((time.perf_counter() - began) * 1000)
    assert town.alarms == []
    return Timed(said.verb, statistics.median(spent), sorted(spent)[int(TIMES * 0.95)])
