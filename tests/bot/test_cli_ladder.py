"""ladder explain: every due time and who is told, with nothing set up; with --grid, the real posts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli.shell import REFUSED
from tests.bot.county import make_county, run
from tests.town import Town

WHEN = ("--at", "2026-09-30 16:40")


def _explained(*words: str, **environ: str) -> dict[str, Any]:
    done = run("ladder", "explain", *WHEN, *words, "--json", environ=environ)
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_needs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder: four rungs over 国庆 with the make-up Saturday, and no file is made."""
    monkeypatch.chdir(tmp_path)
    told = _explained("--category", "neighbor")
    assert (told["category"], told["label"], told["kind"]) == ("neighbor", "邻里", "dispute")
    assert [(rung["name"], rung["due_at"][5:16]) for rung in told["rungs"]] == [
        ("社级", "10-08T16:40"),
        ("村级", "10-10T16:40"),
        ("司法所", "10-13T16:40"),
        ("综治中心", "10-15T16:40"),
    ]
    first = told["rungs"][0]["tells"]
    assert [(one["share"], one["at"][5:16]) for one in first] == [(0.75, "10-08T14:25"), (1.0, "10-08T16:40")]
    assert first[1]["told"] == ["chief at 组", "cadre at 村"]
    assert told["rungs"][3]["tells"][1]["does"] == "comes under supervision 督办"
    assert list(tmp_path.iterdir()) == []


def test_people_read_lines() -> None:
    """One line a moment."""
    done = run("ladder", "explain", *WHEN, "--category", "邻里")
    assert "  2026-10-08T14:25+08:00   75%  reminds; told: chief at 组" in done.stdout.splitlines()


def test_shares_and_rungs_are_settings() -> None:
    """As many reminders as the county wants, after the due time on the last rung only."""
    told = _explained("--category", "neighbor", GRIDBOT_ESCALATION__REMIND_AT="[0.5, 0.9, 1.5]")
    assert [one["share"] for one in told["rungs"][0]["tells"]] == [0.5, 0.9, 1.0]
    assert [one["share"] for one in told["rungs"][3]["tells"]] == [0.5, 0.9, 1.0, 1.5]


def test_the_posts_of_a_place(quiet_town: Town, tmp_path: Path) -> None:
    """Posts, never names; a rung that the place has not, or that nobody holds, is skipped."""
    county = make_county(tmp_path, url=quiet_town.database.url)
    told = json.loads(
        county.runs("ladder", "explain", *WHEN, "--category", "邻里", "--grid", "C3", "--json").stdout
    )
    assert [rung["answers"] for rung in told["rungs"]] == [
        ["grid_worker 网格员 at C3", "chief 网格长 at C3"],
        ["cadre 村干部 at B1"],
        ["department 司法所 at A1"],
        ["county 县综治 at ROOT"],
    ]
    told = json.loads(
        county.runs("ladder", "explain", *WHEN, "--category", "邻里", "--grid", "A1", "--json").stdout
    )
    assert [one["name"] for one in told["skipped"]] == ["社级", "村级"]
    assert "孙网格长" not in json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ((*WHEN, "--category", "猫"), REFUSED, "there is no category '猫'"),
        (("--at", "tomorrow", "--category", "邻里"), 2, "is not an ISO time"),
        ((*WHEN,), 2, "Missing option '--category'"),
    ],
)
def test_what_is_wrong_is_said(words: tuple[str, ...], status: int, told: str) -> None:
    """One sentence."""
    done = run("ladder", "explain", *words)
    assert (done.exit_code, told in done.stderr) == (status, True), done.stderr


def test_an_unknown_place(quiet_town: Town, tmp_path: Path) -> None:
    """The code is named."""
    county = make_county(tmp_path, url=quiet_town.database.url)
    done = county.runs("ladder", "explain", *WHEN, "--category", "邻里", "--grid", "X1")
    assert (done.exit_code, "'X1'" in done.stderr) == (REFUSED, True)
