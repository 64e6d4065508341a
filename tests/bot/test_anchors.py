"""Anchors: one a day, published whole, holding after erasure; and every tampering is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.anchors import AnchorFolder, differences
from handlers.actions.anchor import anchor_daily
from handlers.actions.erase import erase_now
from models import anchor
from models.database import Database
from tests.bot.county import make_county, run
from tests.town import CHANNEL, Town

REPORTS = (
    ("王大妈", "村口的路灯坏了三天了，没人来修"),
    ("张大爷", "3栋楼上半夜放音响，说了几次都不听，吵得睡不着"),
    ("小刘", "老板拖欠我们三个月工资不给"),
)


@pytest.fixture(name="anchored")
def _anchored(database: Database, make_town: Callable[[Database], Town], tmp_path: Path) -> Town:
    """A town that publishes anchors, with three tickets; the first anchor is of Monday."""
    town = make_town(database)
    town.office = replace(town.office, anchors=AnchorFolder(tmp_path / "anchors"))
    for who, words in REPORTS:
        town.says(who, words)
    town.later(minutes=1)
    return town


def _files(folder: Path) -> list[str]:
    return sorted(file.name for file in (folder / "anchors").iterdir())


def _told(town: Town, folder: Path) -> list[str]:
    with town.database.reading() as session:
        return differences(session, folder / "anchors")[1]


def _tamper(town: Town, statement: str) -> None:
    with town.database.engine.begin() as connection:
        connection.execute(text(statement))


def test_one_anchor_a_day(anchored: Town, tmp_path: Path) -> None:
    """The first round of a day makes it, the next ones nothing; each names the one before."""
    assert _files(tmp_path) == ["2026-03-02.json"]
    anchored.later(hours=3)
    assert _files(tmp_path) == ["2026-03-02.json"]
    anchored.says("李群主", "确认 1")
    anchored.later(days=1)
    assert _files(tmp_path) == ["2026-03-02.json", "2026-03-03.json"]
    first, second = (
        anchor.read((tmp_path / "anchors" / name).read_text(encoding="utf-8")) for name in _files(tmp_path)
    )
    assert (first.previous, second.previous) == (None, (date(2026, 3, 2), first.digest))
    assert first.tickets == second.tickets == len(REPORTS)
    assert set(first.changed) == {1, 2, 3}
    assert 1 in second.changed
    assert _told(anchored, tmp_path) == []


def test_downtime_is_one_anchor(anchored: Town, tmp_path: Path) -> None:
    """Three weeks without a round: one anchor, of the day of catching up. A clock set back makes none."""
    back = anchored.now
    anchored.later(days=21)
    assert _files(tmp_path) == ["2026-03-02.json", "2026-03-23.json"]
    assert anchor_daily(anchored.office, back + timedelta(days=3)) == []
    assert _files(tmp_path) == ["2026-03-02.json", "2026-03-23.json"]
    assert _told(anchored, tmp_path) == []


def test_a_file_that_is_gone_is_written_again(anchored: Town, tmp_path: Path) -> None:
    """Byte for byte: after a crash before it was written, or on another machine; nothing is left half."""
    file = tmp_path / "anchors" / "2026-03-02.json"
    before = file.read_bytes()
    file.unlink()
    anchored.later(minutes=1)
    assert file.read_bytes() == before
    assert [one.suffix for one in file.parent.iterdir()] == [".json"]


def test_nothing_personal_is_published(anchored: Town, tmp_path: Path) -> None:
    """Numbers, counts, hashes and days: no word, no account, no category."""
    told = json.loads((tmp_path / "anchors" / "2026-03-02.json").read_text(encoding="utf-8"))
    assert set(told) == {"format", "day", "made_at", "tickets", "root", "previous", "heads"}
    for number, seq, head in told["heads"]:
        assert isinstance(number, int)
        assert isinstance(seq, int)
        assert len(bytes.fromhex(head)) == 32
    links = {one.link for number in (1, 2, 3) for one in anchored.events(number)}
    assert not any(link in json.dumps(told) for link in links)


def test_erasing_leaves_anchors_valid(anchored: Town, tmp_path: Path) -> None:
    """删除我的信息 takes the words, not the proof."""
    assert erase_now(anchored.office, CHANNEL, "u-wang", anchored.now)
    anchored.later(days=1)
    assert _told(anchored, tmp_path) == []
    assert anchored.is_whole(1)


def test_tampering_is_named(anchored: Town, tmp_path: Path) -> None:
    """A timeline written anew, one cut off, a ticket that is gone: each by its number and day."""
    anchored.says("李群主", "确认 2")
    anchored.later(days=1)
    last = anchored.ticket(2).last_seq
    _tamper(anchored, "UPDATE ticket_event SET link = 'x' WHERE ticket = 1 AND seq = 1")
    _tamper(anchored, f"DELETE FROM ticket_event WHERE ticket = 2 AND seq = {last}")
    told = _told(anchored, tmp_path)
    assert told[0].startswith("ticket 1: rewritten at or before event")
    assert told[1] == f"ticket 2: cut off: event {last} is missing (anchor of 2026-03-03)"
    _tamper(anchored, "DELETE FROM ticket_event WHERE ticket = 3")
    assert _told(anchored, tmp_path)[2].startswith("ticket 3: missing (anchor of 2026-03-02)")


def test_a_missing_or_changed_day_is_named(anchored: Town, tmp_path: Path) -> None:
    """By the anchor after it, and by the database."""
    anchored.later(days=1)
    anchored.later(days=1)
    folder = tmp_path / "anchors"
    (folder / "2026-03-03.json").rename(tmp_path / "kept")
    assert _told(anchored, tmp_path) == [
        "2026-03-03: the anchor of this day is missing",
        "2026-03-03: the anchor of this day was made and is not in the folder",
    ]
    _tamper(anchored, "UPDATE ticket_event SET link = 'x' WHERE ticket = 1 AND seq = 1")
    (folder / "2026-03-02.json").rename(tmp_path / "first")
    assert "ticket 1: rewritten at or before event" in "".join(_told(anchored, tmp_path))
    (tmp_path / "first").rename(folder / "2026-03-02.json")
    changed = (tmp_path / "kept").read_text(encoding="utf-8").replace('"tickets":3', '"tickets":2')
    (folder / "2026-03-03.json").write_text(changed, encoding="utf-8")
    assert _told(anchored, tmp_path)[0] == "2026-03-03: the anchor's root is not that of its heads"
    (folder / "2026-03-03.json").write_text("{}", encoding="utf-8")
    assert _told(anchored, tmp_path)[0] == "2026-03-03.json: this is no anchor, or it was changed"


def test_a_database_set_back_is_named(anchored: Town, tmp_path: Path) -> None:
    """What was published and is not known any more: an older backup was put in place."""
    anchored.later(days=1)
    _tamper(anchored, "DELETE FROM anchor WHERE day = '2026-03-03'")
    assert "2026-03-03: the database knows nothing of this anchor; was it set back?" in _told(
        anchored, tmp_path
    )


def test_the_command(anchored: Town, tmp_path: Path) -> None:
    """gridbot verify --anchors: 0 if all agrees, else 1 with each difference; JSON has both parts."""
    county = make_county(tmp_path / "county", url=anchored.database.url)
    folder = str(tmp_path / "anchors")
    told = run("--config", str(county.file), "verify", "--anchors", folder)
    assert told.exit_code == 0, told.output
    assert "3 checked, 3 whole" in told.stdout
    assert "1 anchor checked, all agree" in told.stdout
    _tamper(anchored, "UPDATE ticket_event SET link = 'x' WHERE ticket = 1 AND seq = 1")
    told = run("--config", str(county.file), "verify", "--anchors", folder, "--json")
    assert told.exit_code == 1
    document = json.loads(told.stdout)
    assert document["broken"][0]["ticket"] == 1
    assert document["anchors"]["checked"] == 1
    assert document["anchors"]["differences"][0].startswith("ticket 1: rewritten")
    nothing = run("--config", str(county.file), "verify", "--anchors", str(tmp_path / "nowhere"))
    assert nothing.exit_code == 1
    assert "there is no anchor in" in nothing.stderr


def test_without_a_folder_nothing_is_made(town: Town) -> None:
    """Anchors are a matter of the configuration."""
    town.later(days=1)
    with town.database.reading() as session:
        assert anchor.newest(session) is None
