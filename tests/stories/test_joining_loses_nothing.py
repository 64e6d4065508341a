"""Whatever several people say one after another: no report is lost by joining, and no talk is kept by it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from models.database import Database
from models.event import TicketEvent
from nlp.classifier import Classifier
from tests import databases
from tests.town import Town

PEOPLE = ("王大妈", "张大爷", "小刘", "陈师傅", "李群主")
REPORTS = (
    "家里停水两天了，打电话也没人管",
    "5栋停水了，什么时候来水",
    "村口的路灯坏了三天了，没人来修",
    "村口路灯一直不亮，黑灯瞎火的",
    "我们这栋也停水了",
    "老板拖欠工资三个月不给",
    "我老公又喝酒打我了，救命",
)
TALK = ("+1", "同", "我家也是", "我也去", "哈哈", "不是", "晚上聚餐的接龙", "我们这栋也停了")
SAYINGS = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(REPORTS + TALK), st.sampled_from((5, 70, 200))),
    max_size=12,
)


@given(SAYINGS)
@settings(max_examples=12)
def test_every_report_is_somewhere(
    sqlite_engine: Database,
    sqlite_template: Path,
    classifier: Classifier,
    sayings: list[tuple[str, str, int]],
) -> None:
    """It stands in a timeline; what alone is silent is kept with a report, or if its sender was told so."""
    databases.put(sqlite_engine, sqlite_template)
    with closing(sqlite_engine):
        town, told = Town(sqlite_engine, classifier), 0
        for who, words, seconds in sayings:
            town.later(seconds=seconds)
            town.says(who, words)
            told += sum("不另登记" in one for one in town.group_hears())
        timelines = [town.events(one.number) for one in town.tickets()]
        notes = [one.note or "" for events in timelines for one in events]
        for words in {words for _, words, _ in sayings if words in REPORTS}:
            assert any(words in note for note in notes)
        assert sum(len(_talk(events)) for events in timelines) <= told
        assert all(town.is_whole(one.number) for one in town.tickets())


def _talk(events: Sequence[TicketEvent]) -> list[TicketEvent]:
    """The steps that keep talk; not what somebody said on his way to a report of his own."""
    reporters = {one.actor for one in events if one.note in REPORTS}
    return [one for one in events if one.note in TALK and one.actor not in reporters]
