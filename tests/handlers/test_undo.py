"""撤销 as a property: whatever was done, to the last column; and by whomever at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from handlers.inbox import accept, replay
from handlers.message import Message
from models.database import Database
from models.question import Question
from models.ticket import Status
from tests.databases import bytes_of
from tests.town import CAST, CHANNEL, Town

MATTERS = ("村口的路灯坏了三天了，没人来修", "3栋楼上天天半夜放音响，吵得睡不着")
STEPS = (
    ("李群主", "确认 {}"),
    ("李群主", "误报 {}"),
    ("李群主", "3 {}号"),
    ("李群主", "改 {} 邻里"),
    ("李群主", "改 {} 路灯"),
    ("孙网格长", "接单 {}"),
    ("赵网格员", "接单 {}"),
    ("赵网格员", "办结 {} 换了灯泡"),
    ("孙网格长", "办结 {} 说和了"),
    ("周主任", "同意 {}"),
    ("周主任", "退回 {} 没签协议"),
    ("王大妈", "满意 {}"),
    ("王大妈", "不满意 {} 还是不行"),
    ("王大妈", "补充 {} 在3栋门口"),
)
GROWS = {"last_seq", "last_link"}


def _rows(town: Town, number: int) -> dict[str, Any]:
    """The ticket and its questions, column by column, but for what the timeline adds to."""
    with town.database.reading() as session:
        asked = session.exec(select(Question).where(Question.ticket == number).order_by(Question.id))  # type: ignore[arg-type]
        questions = [one.model_dump() for one in asked]
    return {**town.ticket(number).model_dump(exclude=GROWS), "questions": questions}


def _seq(town: Town, number: int) -> int:
    return town.ticket(number).last_seq


def test_property_every_deed_comes_back(database: Database, make_town: Callable[[Database], Town]) -> None:
    """Hypothesis: any steps in any order, each taken back and then done for good."""
    town = make_town(database)

    @settings(suppress_health_check=list(HealthCheck), max_examples=25)
    @example(MATTERS[1], [STEPS[0], STEPS[6], STEPS[7], STEPS[10], STEPS[7], STEPS[9], STEPS[12], STEPS[5]])
    @example(MATTERS[0], [STEPS[2], STEPS[8], STEPS[12], STEPS[13], STEPS[11]])
    @given(st.sampled_from(MATTERS), st.lists(st.sampled_from(STEPS), min_size=3, max_size=10))
    def tried(matter: str, steps: list[tuple[str, str]]) -> None:
        town.says("王大妈", matter)
        number = town.tickets()[-1].number
        for who, words in steps:
            before, seq = _rows(town, number), _seq(town, number)
            town.whispers(who, words.format(number))
            if _seq(town, number) == seq:
                continue  # it was refused
            town.whispers(who, "撤销")
            assert _rows(town, number) == before, (who, words)
            town.whispers(who, words.format(number))
            assert town.is_whole(number)
        town.hush()

    tried()
    assert town.alarms == []


def test_two_at_once_take_back_one(town: Town) -> None:
    """Four gateways bring four messages of one person: one of them takes the deed back."""
    town.says("王大妈", MATTERS[0])
    town.says("李群主", "1")
    town.hush()
    said = [
        Message(CHANNEL, f"at once {n}", CAST["李群主"].account or "", "撤销", town.now, group_id="g3")
        for n in range(4)
    ]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: accept(town.office, one, town.now), said))
    town.deliver()
    assert town.ticket(1).status == Status.PENDING
    assert [event.action for event in town.events(1)].count("undo") == 1
    assert sum("已撤销，现在待确认" in words for words in town.group_hears()) == 1
    assert town.is_whole(1)
    assert town.alarms == []


def test_three_who_act_on_one_ticket_at_once(town: Town) -> None:
    """Taking back, accepting and adding words: one after the other, whoever comes first, and no deadlock."""
    for n in range(8):
        town.says("王大妈", f"{n}号楼前的路灯坏了三天了，没人来修")
        number = town.tickets()[-1].number
        town.says("李群主", f"确认 {number}")
        said = [
            _said("李群主", "撤销", f"back {n}", town),
            _said("赵网格员", f"接单 {number}", f"claimed {n}", town),
            _said("王大妈", f"补充 {number} 快点", f"added {n}", town),
        ]
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda one: accept(town.office, one, town.now), said))
        assert town.ticket(number).status in (Status.PENDING, Status.HANDLING)
        assert town.is_whole(number)
    assert town.alarms == []


def test_a_fault_before_the_commit_takes_nothing_back(town: Town) -> None:
    """The words that a deed left behind cannot be dropped: it stands as before, and replay does it later."""
    town.says("王大妈", MATTERS[0])
    town.says("李群主", "1")
    statement = "ALTER TABLE outbox RENAME COLUMN fate TO gone"
    with town.database.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    accept(town.office, _said("李群主", "撤销", "m-undo", town), town.now)
    with town.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE outbox RENAME COLUMN gone TO fate")
    assert town.ticket(1).status == Status.CONFIRMED
    assert len(town.alarms) == 1
    assert replay(town.office, town.now) == (1, 0)
    assert town.ticket(1).status == Status.PENDING
    assert town.is_whole(1)


def _said(who: str, words: str, message_id: str, town: Town) -> Message:
    return Message(CHANNEL, message_id, CAST[who].account or "", words, town.now)


def test_no_words_stand_in_the_clear(sqlite: Database, make_town: Callable[[Database], Town]) -> None:
    """What is kept for taking back is sealed, and erased with the words of the ticket."""
    town = make_town(sqlite)
    town.says("王大妈", MATTERS[1])
    town.says("李群主", "1")
    for words in ("鸾翔凤翥桃之夭夭", "蒹葭苍苍白露为霜"):
        town.whispers("赵网格员", f"办结 1 {words}")
        town.whispers("周主任", "退回 1 骐骥盛壮")
    town.whispers("赵网格员", "办结 1 青青子衿悠悠我心")
    sqlite.fold_log()
    stored = bytes_of(sqlite)
    for words in ("鸾翔凤翥", "蒹葭苍苍", "骐骥盛壮", "青青子衿"):
        assert words.encode() not in stored
        assert words.encode("unicode_escape") not in stored
