"""`gridbot calls`: how soon calls by `1` were answered, by place, with the definition; nobody's name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.county import County, make_county
from tests.town import Town


@pytest.fixture
def called(quiet_town: Town, tmp_path: Path) -> County:
    """Three calls in 3组: answered after two minutes, after twelve, and never."""
    for who, minutes in (("王大妈", 2), ("张大爷", 12), ("小刘", 0)):
        quiet_town.says(who, "1")
        if minutes:
            quiet_town.later(minutes=minutes)
            quiet_town.says("孙网格长", "来了，什么事")
        quiet_town.later(hours=3)
    return make_county(tmp_path / "called", url=quiet_town.database.url)


def test_answer_times_are_counted_by_place(called: County, quiet_town: Town) -> None:
    """The median is that of the answered calls, the share that of all; the day after has none."""
    told = json.loads(
        called.runs("calls", "--grid", "B1", "--from", "2026-03-02", "--to", "2026-03-02", "--json").stdout
    )
    counted = {
        "n": 3,
        "answered": 2,
        "median_minutes": 7.0,
        "within_5_minutes": 1,
        "share_within_5_minutes": 0.3333,
    }
    assert told["total"] == counted
    assert told["places"] == [{"grid": "C3", **counted}]
    assert (told["grid"], told["from"], told["to"]) == ("B1", "2026-03-02", "2026-03-02")
    plain = called.runs("calls", "--grid", "ROOT", "--from", "2026-03-02", "--to", "2026-03-03").stdout
    assert "C3: n=3, answered 2, median 7.0 min, 1 (33%) within 5 minutes" in plain
    assert "# answered: anybody who was called" in plain
    assert not [one for one in ("王大妈", "孙网格长", "u-sun") if one in plain]
    later = called.runs("calls", "--grid", "B1", "--from", "2026-03-03", "--to", "2026-03-09").stdout
    assert later.splitlines()[0] == "total: n=0, answered 0, median -, 0 (-) within 5 minutes"


def test_what_is_no_place_is_refused(called: County) -> None:
    """In one sentence."""
    told = called.runs("calls", "--grid", "X9", "--from", "2026-03-02", "--to", "2026-03-02")
    assert (told.exit_code, "no place of the code 'X9'" in told.stderr) == (1, True)
