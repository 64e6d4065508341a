"""gridbot notice: sending, listing, looking and stopping, with the same rules as in the chat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models import outbox
from models.outbox import Fate, Settlement
from tests.bot.county import County, make_county
from tests.town import Town

NOON, NIGHT = "2026-03-02T12:00", "2026-03-02T22:00"


@pytest.fixture(name="place")
def _place(town: Town, tmp_path: Path) -> tuple[Town, County]:
    """Three groups of 幸福村, one of 清泉村."""
    for group, node in (("g1", "B1"), ("g4", "C4"), ("g9", "C9")):
        town.group(group, node)
    return town, make_county(tmp_path / "county", url=town.database.url)


def _send(county: County, *more: str, at: str = NOON) -> dict[str, Any]:
    words = ("notice", "send", "--grid", "B1", "--text", "明天上午停水，请提前接水", "--json", *more)
    told = county.runs(*words, GRIDBOT_CLOCK=at)
    assert told.exit_code == 0, told.output
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def _shown(county: County, number: int = 1) -> dict[str, Any]:
    told = county.runs("notice", "show", str(number), "--json")
    assert told.exit_code == 0, told.output
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_a_dry_run_sends_nothing(place: tuple[Town, County]) -> None:
    """It counts the groups and shows the words."""
    _, county = place
    told = _send(county, "--dry-run")
    assert (told["number"], told["groups"]) == (None, 3)
    assert told["text"] == "幸福村通知：明天上午停水，请提前接水"
    assert "no broadcast yet" in county.runs("notice", "list").stdout


def test_it_goes_to_each_group_and_is_accounted_for(place: tuple[Town, County]) -> None:
    """Queued at once; sent, failed with the reason, and waiting add up."""
    town, county = place
    assert _send(county)["number"] == 1
    found = _shown(county)
    assert (found["total"], found["sent"], found["waiting"], found["failed"]) == (3, 0, 3, [])
    with town.database.session() as session:
        first, second, *_ = outbox.claim(session, "hand", town.now, town.now)
        for row, fate, says in ((first, Fate.SENT, "sent"), (second, Fate.FAILED, "http_404")):
            assert outbox.settle(session, Settlement(row.id or 0, "hand", town.now, says, fate))
    found = _shown(county)
    assert (found["total"], found["sent"], found["waiting"]) == (3, 1, 1)
    assert [one["reason"] for one in found["failed"]] == ["http_404"]
    told = county.runs("notice", "show", "1")
    assert "3 groups, 1 sent, 1 waiting, 1 failed, 0 left out" in told.stdout
    assert "failed at" in told.stdout
    town.whispers("周主任", "送达 1")
    assert "失败1" in town.hears("周主任")[0]


def test_the_night_is_kept_but_for_what_is_urgent(place: tuple[Town, County]) -> None:
    """It begins in the morning; --urgent begins at once."""
    _, county = place
    assert _send(county, at=NIGHT)["start_at"] == "2026-03-03T07:30+08:00"
    assert _send(county, "--urgent", at=NIGHT)["start_at"] == "2026-03-02T22:00+08:00"


def test_it_is_stopped(place: tuple[Town, County]) -> None:
    """What waits is kept back, once."""
    _, county = place
    _send(county)
    assert "0 groups had it already" in county.runs("notice", "stop", "1").stdout
    found = _shown(county)
    assert (found["waiting"], found["left_out"]) == (0, {"stopped": 3})
    assert county.runs("notice", "stop", "1").exit_code == 1
    listed = json.loads(county.runs("notice", "list", "--grid", "A1", "--json").stdout)
    assert [one["number"] for one in listed["broadcasts"]] == [1]


def test_what_is_wrong_is_told(place: tuple[Town, County], tmp_path: Path) -> None:
    """A place nobody knows, one without groups, no words, a number that was never given."""
    _, county = place
    send = ("notice", "send", "--grid")
    assert "no place with the code X" in county.runs(*send, "X", "--text", "明天停水").stderr
    assert "4 to 1000 characters" in county.runs(*send, "B1", "--text", "无").stderr
    assert county.runs(*send, "B1").exit_code == 2
    assert "there is no broadcast 7" in county.runs("notice", "show", "7").stderr
    words = tmp_path / "words.txt"
    words.write_text("明天上午停水", encoding="utf-8")
    assert county.runs(*send, "B1", "--file", str(words), GRIDBOT_CLOCK=NOON).exit_code == 0
