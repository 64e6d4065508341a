"""The real program beside the platform: from a member's words to 销号 through two channels, with faults."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.corp import Corp
from bot.sandbox.corp_file import channel_tables, invented_corp
from bot.sandbox.faults import CALLBACK, Chance, FaultScript, fault_of
from bot.sandbox.platform import Platform
from bot.sandbox.posts import AppChat, Chat, Post, RoomChat
from bot.sandbox.server import SandboxServer
from bot.wiring import real_time
from tests import servers
from tests.bot.county import County, make_county
from tests.documents import ROOT
from tests.faults.processes import is_up, running, until

EXAMPLES = ROOT / "docs" / "examples"
ROOM = RoomChat("wrworkers")
SPOILED = ("code -1", "status 500", "hang up before", "hang up after", "rubbish", "rubbish after")
CHANCES = (
    Chance(frozenset({"message/send", "aibot/response", "gettoken"}), 0.2, tuple(map(fault_of, SPOILED)), 3),
    Chance(frozenset({CALLBACK}), 0.2, (fault_of("lost"), fault_of("status 500")), 3),
)


@pytest.fixture(name="port")
def _port() -> int:
    """Where gridbot will listen."""
    return servers.free_port()


@pytest.fixture(name="platform")
def _platform(port: int) -> Iterator[Platform]:
    """The invented corporation, with one fault in five answers."""
    corp, faults = invented_corp(f"http://127.0.0.1:{port}"), FaultScript(chances=CHANCES)
    with SandboxServer(lambda url: Platform(corp, url, real_time, real_time, faults)) as server:
        yield server.platform


@pytest.fixture(name="county")
def _county(tmp_path: Path, port: int, platform: Platform) -> County:
    """The county of the examples, its people known by their userids, and a room bound."""
    county = make_county(tmp_path / "county", port=port)
    with county.file.open("a", encoding="utf-8") as config:
        config.write(channel_tables(platform.corp, platform.url))
    _write_staff(tmp_path / "staff.csv", platform.corp)
    groups = "渠道,群号,网格编码,群主\nworkers,wrworkers,QS010103,S001\n"
    (tmp_path / "groups.csv").write_text(groups, encoding="utf-8")
    for kind, file in (
        ("grid", EXAMPLES / "grid.csv"),
        ("staff", tmp_path / "staff.csv"),
        ("groups", tmp_path / "groups.csv"),
    ):
        done = county.runs("import", kind, str(file))
        assert done.exit_code == 0, done.output
    return county


def _write_staff(file: Path, corp: Corp) -> None:
    """The staff list of the examples with the accounts of this corporation."""
    with (EXAMPLES / "staff.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    userids = {member.name: member.userid for member in corp.members}
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        for row in rows:
            known = userids.get(row["姓名"], "") if row["渠道"] else ""
            writer.writerow(row | {"渠道": "cadres" if known else "", "账号": known})


def _hears(platform: Platform, chat: Chat, words: str) -> Post:
    """Wait until a program has said something in a chat; it says it once."""
    until(lambda: bool(_said(platform, chat, words)), words)
    (post,) = _said(platform, chat, words)
    return post


def _said(platform: Platform, chat: Chat, words: str) -> list[Post]:
    return [one for one in platform.posts(chat) if ":" in one.author and words in one.text]


def test_from_words_to_the_end_with_faults(county: County, port: int, platform: Platform) -> None:
    """The bot hears the report, the owner clicks, the worker writes; each thing is said once."""
    li, zhao = AppChat(1000002, "li"), AppChat(1000002, "zhao")
    with running(county, "serve"):
        until(lambda: is_up(port), "ready")
        assert platform.check_url("app:1000002").is_good
        assert platform.check_url("bot:aibqinghe").is_good
        words = "3组东头的路灯坏了四天了，晚上出门黑得很"
        assert platform.write_in_room("zhou", ROOM.chat_id, words, ["aibqinghe"]).heard
        asked = _hears(platform, li, "请确认【1号】")
        assert asked.card is not None
        assert platform.click("li", asked.id, asked.card.buttons[0].key).heard
        _hears(platform, zhao, "请办理【1号】")
        for deed, told in (("接单 1", "已接单【1号】"), ("办结 1 已换灯泡，亮了", "已办结【1号】")):
            assert platform.write_to_app("zhao", 1000002, deed).heard
            _hears(platform, zhao, told)
        assert platform.write_in_room("zhou", ROOM.chat_id, "满意 1", ["aibqinghe"]).heard
        _hears(platform, ROOM, "【1号】已销号")
    texts = [(one.chat, one.text) for one in platform.posts() if ":" in one.author]
    assert len(set(texts)) == len(texts)
