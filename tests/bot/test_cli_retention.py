"""`gridbot retention`: what would go is told by table, what went is gone, and the doctor knows when."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bot.county import County, make_county
from tests.town import Town

LATER = "2029-03-02T10:00"


def doctor(county: County) -> dict[str, str]:
    """How things stand with retention."""
    parts = json.loads(county.runs("doctor", "--json", GRIDBOT_CLOCK=LATER).stdout)
    found: dict[str, str] = next(one for one in parts if one["part"] == "retention")
    return found


def test_what_would_go_is_told_and_then_goes(quiet_town: Town, tmp_path: Path) -> None:
    """A ticket that was withdrawn three years ago: counted by the dry run, gone after the real one."""
    quiet_town.says("王大妈", "村口的路灯坏了三天了，没人来修")
    quiet_town.whispers("王大妈", "撤回 1")
    county = make_county(tmp_path / "lively", url=quiet_town.database.url)
    told = doctor(county)
    assert told["state"] == "wrong"
    assert "has not run since 2026-03-02" in told["says"]
    dry = json.loads(county.runs("retention", "--dry-run", "--json", GRIDBOT_CLOCK=LATER).stdout)
    assert (dry["dry_run"], dry["rows"]["ticket"]) == (True, 1)
    assert quiet_town.ticket(1).aged_seq is None
    done = county.runs("retention", GRIDBOT_CLOCK=LATER)
    assert ["ticket", "1"] in [line.split() for line in done.stdout.splitlines()]
    assert quiet_town.ticket(1).aged_seq == quiet_town.ticket(1).last_seq
    assert quiet_town.is_whole(1)
    again = json.loads(county.runs("retention", "--dry-run", "--json", GRIDBOT_CLOCK=LATER).stdout)
    assert set(again["rows"].values()) == {0}
    told = doctor(county)
    assert told["state"] == "ok"
