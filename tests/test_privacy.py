"""What must never be kept is not kept: looked for in the bytes of the database, the logs and Redis."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import redis as redis_client
from sqlalchemy import text
from sqlmodel import select
from werkzeug.test import Client

from bot import logs
from bot.delivery import deliver_due
from bot.fetch.fetcher import fetch_due
from bot.parts import Parts
from bot.redis_store import RedisLease, RedisStore
from bot.scheduler import scheduler_round
from bot.web.app import build_application
from models.database import Database
from models.question import Question
from tests import servers
from tests.bot.making import SAID, Hand, make_parts, says
from tests.databases import bytes_of
from tests.town import Town

TALKS = 3_000
OPENINGS = (
    "早啊",
    "哈哈",
    "收到",
    "谁家",
    "今晚",
    "明天",
    "接龙",
    "转发",
    "恭喜",
    "@网格群助手 你好",
    "孩子",
    "天气",
)
MIDDLES = (
    "去赶集",
    "广场舞照常",
    "包了饺子",
    "有土鸡蛋",
    "拼车去镇上",
    "真热闹",
    "下雨记得收衣服",
    "生日快乐",
)
QUARREL = (
    "你说谁偷你家鸡了，你给我说清楚",
    "谁心虚我说谁，你急啥",
    "你这是污蔑，要不要脸",
    "你才不要脸，天天血口喷人",
)
REPORTS = (
    "村口的路灯坏了三天了没人修，住址{mark}",
    "老板拖欠我们三个月工资不给，电话{mark}",
    "隔壁砌墙占了我家宅基地{mark}",
    "我老公又喝酒打我了，救命，{mark}",
)


@pytest.fixture
def redis_url() -> Iterator[str]:
    """A Redis server of this test."""
    with servers.redis() as url:
        yield url


def _bytes_of_redis(url: str) -> bytes:
    client = redis_client.Redis.from_url(url)
    names: list[Any] = list(client.keys("*"))
    found = b"".join(bytes(name) + bytes(client.dump(name) or b"") for name in names)
    client.close()
    return found


def _mark(number: int) -> str:
    """Rare characters that no rule knows, and that come together nowhere else."""
    return "".join(chr(0x3400 + (number * 7919 + step * 104729) % 6500) for step in range(4))


def _photo(mark: str) -> list[dict[str, str]]:
    """A picture at an address that tells something; the machine's own, so nobody is asked for it."""
    return [{"kind": "image", "url": f"http://127.0.0.1:9/{mark}.jpg"}]


def _encodings(mark: str) -> list[bytes]:
    escaped = mark.encode("unicode_escape")
    return [mark.encode(), escaped, mark.encode("utf-16-le"), mark.encode().hex().encode()]


def _found(marks: list[str], where: bytes) -> list[str]:
    return [mark for mark in marks if any(form in where for form in _encodings(mark))]


@pytest.fixture
def process(
    database: Database, make_town: Callable[[Database], Town], redis_url: str
) -> Iterator[tuple[Parts, Hand, Town]]:
    """A whole process with Redis, in the town."""
    town, hand = make_town(database), Hand()
    store = RedisStore(redis_url)
    parts = replace(
        make_parts(town.office, hand, county=town.now), redis=store, lease=RedisLease(store, "this process")
    )
    yield parts, hand, town
    store.close()


def test_talk_leaves_no_trace(
    process: tuple[Parts, Hand, Town], redis_url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Thousands of chit-chat messages: none of their words in database, log, standard output or Redis."""
    parts, hand, town = process
    logs.configure()
    client, pick = Client(build_application(parts)), random.Random(20261122)
    marks = [_mark(number) for number in range(TALKS)]
    for number, mark in enumerate(marks):
        words = f"{pick.choice(OPENINGS)}{mark}{pick.choice(MIDDLES)}"
        group = pick.choice(["g3", "g3", "unknown", None])
        fields = {
            **SAID,
            "message_id": f"talk{number}",
            "text": words,
            "group_id": group,
            "sender_name": mark,
            "attachments": _photo(mark) if number % 3 == 0 else [],
        }
        assert says(client, hand, fields).status_code == 200
    scheduler_round(parts)
    assert town.tickets() == []
    said = capfd.readouterr()
    assert _found(marks, bytes_of(town.database)) == []
    assert _found(marks, (said.out + said.err).encode()) == []
    assert _found(marks, _bytes_of_redis(redis_url)) == []


def test_a_quarrel_leaves_no_trace(
    process: tuple[Parts, Hand, Town], redis_url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """The owner is asked, and does not answer: neither words nor who said them stand anywhere."""
    parts, hand, town = process
    logs.configure()
    client, marks = Client(build_application(parts)), [_mark(9_000 + number) for number in range(4)]
    for number, words in enumerate(QUARREL):
        who = marks[number % 2]
        fields = {
            **SAID,
            "message_id": f"quarrel{number}",
            "text": f"{words}{marks[2 + number % 2]}",
            "sender_name": who,
            "sender_id": f"u-{who}",
        }
        assert says(client, hand, fields).status_code == 200
    with town.database.reading() as session:
        assert [one.asking for one in session.exec(select(Question))] == ["quarrel"]
    deliver_due(parts, parts.clock())
    town.later(hours=25)
    scheduler_round(parts)
    assert town.tickets() == []
    said = capfd.readouterr()
    assert _found(marks, bytes_of(town.database)) == []
    assert _found(marks, (said.out + said.err).encode()) == []
    assert _found(marks, _bytes_of_redis(redis_url)) == []


def test_a_tickets_words_are_nowhere_in_the_clear(
    process: tuple[Parts, Hand, Town], redis_url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Reports, their names, what was said about them and what failed: sealed at rest, absent from logs."""
    parts, hand, town = process
    logs.configure()
    client = Client(build_application(parts))
    marks = [_mark(number) for number in range(60)]
    for number, mark in enumerate(marks):
        words = REPORTS[number % len(REPORTS)].format(mark=mark)
        fields = {
            **SAID,
            "message_id": f"r{number}",
            "text": words,
            "sender_name": mark,
            "sender_id": f"u{number}",
            "attachments": _photo(mark),
        }
        assert says(client, hand, fields).status_code == 200
    deliver_due(parts, parts.clock())
    assert fetch_due(parts, parts.clock()) >= len(marks) // 2
    scheduler_round(parts)
    assert len(town.tickets()) >= len(marks) // 2
    said = capfd.readouterr()
    assert _found(marks, bytes_of(town.database)) == []
    assert _found(marks, (said.out + said.err).encode()) == []
    assert _found(marks, _bytes_of_redis(redis_url)) == []


def test_the_search_would_find_what_is_there(sqlite: Database) -> None:
    """The looking itself is no blind eye: a word written in the clear is found."""
    with sqlite.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO faq (question, answer, source) VALUES (:mark, '', '')"), {"mark": _mark(5)}
        )
    assert _found([_mark(5)], bytes_of(sqlite)) == [_mark(5)]
