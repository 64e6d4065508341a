"""Whoever may not, changes nothing: any command, any text, from any stranger."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.commands import LEXICON
from models.database import Database
from models.ticket import Ticket
from tests.town import Town

WORDS = sorted(word for _, words in LEXICON.values() for word in words)
NUMBERS = st.sampled_from(["1", "１", "#1", "1号", "【1号】", "2", "99", "", "3-8", "十七"])
TAILS = st.sampled_from(["", "邻里", "修好了", "周五", "理由", "5人到场"]) | st.text(max_size=20)
COMMANDS = st.tuples(
    st.sampled_from(["", "@网格群助手 "]),
    st.sampled_from(WORDS),
    st.sampled_from(["", " ", "　", "，"]),
    NUMBERS,
    TAILS,
).map(lambda parts: f"{parts[0]}{parts[1]}{parts[2]}{parts[3]} {parts[4]}")
PRIVATE = st.booleans()
REPORTED = "村口的路灯坏了三天了，没人来修"


def _state(ticket: Ticket) -> dict[str, object]:
    return ticket.model_dump()


def _ask_all(town: Town, who: str, words: str, private: bool, mentions: bool) -> None:
    if private:
        town.whispers(who, words)
    else:
        town.says(who, words, mentions_bot=mentions)


def test_property_a_strangers_command_never_changes_a_ticket(
    sqlite: Database, make_town: Callable[[Database], Town]
) -> None:
    """Hypothesis: pending, handled and awaiting tickets stay as they were, to the last column."""
    town = make_town(sqlite)
    town.says("王大妈", REPORTED)
    town.says("张大爷", "3栋楼上天天半夜放音响，吵得睡不着")
    town.says("李群主", "确认 2")
    town.whispers("赵网格员", "接单 2")
    before = [_state(one) for one in town.tickets()]

    @settings(suppress_health_check=list(HealthCheck))
    @given(COMMANDS, PRIVATE, st.booleans(), st.sampled_from(["路人", "外村网格员", "陈师傅"]))
    def tried(words: str, private: bool, mentions: bool, who: str) -> None:
        _ask_all(town, who, words, private, mentions)
        assert [_state(one) for one in town.tickets()][: len(before)] == before

    tried()
    assert town.alarms == []


def test_property_any_text_is_survived(sqlite: Database, make_town: Callable[[Database], Town]) -> None:
    """Hypothesis: any text of any script from anybody, in the group or in private: no fault of ours."""
    town = make_town(sqlite)
    town.says("王大妈", REPORTED)

    @settings(suppress_health_check=list(HealthCheck))
    @given(
        st.text(max_size=400) | COMMANDS,
        PRIVATE,
        st.sampled_from(["路人", "李群主", "赵网格员", "周主任", "王大妈"]),
    )
    def tried(words: str, private: bool, who: str) -> None:
        _ask_all(town, who, words, private, mentions=False)
        assert town.alarms == []

    tried()
    assert town.is_whole(1)


def test_a_very_long_text_is_survived(town: Town) -> None:
    """64 KiB of words, of digits, of one character: answered or silent, never broken."""
    for words in (
        "路灯坏了" * 5000,
        "1" * 65000,
        "确认 " * 20000,
        "【" * 65000,
        "@" * 30000,
        "完成 1-99999999999",
    ):
        town.says("李群主", words)
        town.whispers("路人", words)
    assert town.alarms == []
