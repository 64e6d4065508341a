"""gridbot rules: checking, trying, publishing, and what the residents taught."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from models.rule_version import Content, all_of
from tests.bot.county import County, make_county, run
from tests.stories.test_teaching import WATER
from tests.town import Town

HEAT = 'code = "utilities"\nexamples = ["换热站趴窝了"]\n[strong]\n"6" = ["换热站趴窝"]\n'
REPORT = "3栋楼上半夜放音响，说了几次都不听，吵得睡不着"


@pytest.fixture(name="pack")
def _pack(tmp_path: Path) -> Path:
    """A county's pack of one file."""
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "own.toml").write_text(HEAT, encoding="utf-8")
    return folder


@pytest.fixture(name="county")
def _county(quiet_town: Town, tmp_path: Path) -> County:
    """The town behind a configuration."""
    return make_county(tmp_path / "county", url=quiet_town.database.url)


def _json(county: County, *words: str) -> Any:
    done = county.runs("rules", *words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_lint_and_test_need_nothing(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder, on a good pack and on a bad one."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    assert run("rules", "lint", str(pack)).exit_code == 0
    assert run("rules", "lint").exit_code == 0
    assert "0 fail" in run("rules", "test", str(pack)).stdout
    (pack / "own.toml").write_text(HEAT.replace("strong", "strng"), encoding="utf-8")
    refused = run("rules", "lint", str(pack))
    assert refused.exit_code == 1
    assert "own.toml, line 3, key 'strng': error: there is no such key; did you mean" in refused.stdout
    assert json.loads(run("rules", "lint", str(pack), "--json").stdout)["errors"] == 1
    untested = run("rules", "test", str(pack))
    assert (untested.exit_code, "own.toml" in untested.stderr) == (1, True)
    assert list(empty.iterdir()) == []


def test_a_failing_example_is_told_with_its_words(pack: Path) -> None:
    """Which file, which text, what it should be, what it is and why; exit status 1."""
    (pack / "own.toml").write_text(HEAT.replace('"6"', '"0.5"'), encoding="utf-8")
    failed = run("rules", "test", str(pack))
    assert failed.exit_code == 1
    assert "'换热站趴窝了' should be register utilities and is silent (" in failed.stdout
    document = json.loads(run("rules", "test", str(pack), "--json").stdout)
    assert (document["failed"], document["failures"][0]["wanted"]["category"]) == (1, "utilities")


def test_what_is_published_is_listed_and_can_be_put_back(county: County, pack: Path) -> None:
    """Each version stays as it was; to go back is one more; the same again is none."""
    assert "Nothing was published" in county.runs("rules", "versions").stdout
    assert "version 1" in county.runs("rules", "publish", str(pack), "--note", "换热站").stdout
    assert "nothing was published" in county.runs("rules", "publish", str(pack), "--note", "again").stdout
    (pack / "own.toml").write_text(HEAT.replace("趴窝", "停摆"), encoding="utf-8")
    assert "version 2" in county.runs("rules", "publish", str(pack), "--note", "停摆").stdout
    assert "as version 3" in county.runs("rules", "rollback", "1").stdout
    assert county.runs("rules", "rollback", "1").exit_code == 1
    rows = _json(county, "versions")["versions"]
    assert [(row["version"], row["copy_of"], row["files"]) for row in rows] == [
        (3, 1, 1),
        (2, None, 1),
        (1, None, 1),
    ]
    assert rows[0]["digest"] == rows[2]["digest"] != rows[1]["digest"]
    assert "as version 4" in county.runs("rules", "rollback", "0").stdout
    assert _json(county, "versions")["versions"][0]["files"] == 0
    unknown = county.runs("rules", "rollback", "9")
    assert (unknown.exit_code, "no version 9" in unknown.stderr) == (1, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAT.replace("strong", "strng"), "no such key"),
        (HEAT.replace('"6"', '"0.5"'), "should be register"),
        ('code = "utilities"\nnever = ["停水了"]\n', "should be register"),
        (None, "no rule file"),
    ],
)
def test_a_bad_pack_is_refused_with_the_reason(
    county: County, quiet_town: Town, pack: Path, text: str | None, told: str
) -> None:
    """Nothing is stored of it."""
    if text is None:
        (pack / "own.toml").unlink()
    else:
        (pack / "own.toml").write_text(text, encoding="utf-8")
    refused = county.runs("rules", "publish", str(pack), "--note", "x")
    assert refused.exit_code == 1
    assert told in refused.stderr
    with quiet_town.database.reading() as session:
        assert all_of(session, Content.RULES) == []


def test_publishing_needs_a_note_and_a_folder(county: County, pack: Path) -> None:
    """Wrong use is exit status 2; a folder that is not there is refused."""
    assert county.runs("rules", "publish", str(pack)).exit_code == 2
    assert county.runs("rules", "publish", str(pack), "--note", " ").exit_code == 2
    assert county.runs("rules", "publish", str(pack / "gone"), "--note", "x").exit_code == 1


def test_a_difference_shows_numbers_and_words_but_no_texts(
    county: County, quiet_town: Town, pack: Path
) -> None:
    """A ticket's own words are shown when asked for, with numbers masked."""
    quiet_town.says("王大妈", "家里停水了，打13800009001没人管")
    (pack / "own.toml").write_text('code = "utilities"\nnever = ["停水了", "没人管"]\n', encoding="utf-8")
    document = _json(county, "diff", str(pack))
    (changed,) = document["tickets"]["changed"]
    assert (changed["name"], changed["before"]) == ("1", "register utilities")
    assert changed["after"] != changed["before"]
    assert "- 停水了 +4.5" in changed["words"]
    assert "text" not in changed
    shown = county.runs("rules", "diff", str(pack))
    assert shown.exit_code == 0
    assert "1 of 1 tickets" in shown.stdout
    assert "打138" not in shown.stdout
    told = county.runs("rules", "diff", str(pack), "--words").stdout
    assert "家里停水了，打138****9001没人管" in told
    assert _json(county, "diff", str(pack), "--last", "0")["tickets"]["looked_at"] == 0


def test_suggestions_come_from_decided_tickets(county: County, quiet_town: Town) -> None:
    """TOML that can be pasted, for one category or for all; no name and no number in it."""
    for n in range(6):
        quiet_town.says("王大妈", f"家里停水了，换热器漏得厉害，打1380000900{n}找张伟")
        quiet_town.says("李群主", f"确认 {quiet_town.tickets()[-1].number}")
        quiet_town.says("张大爷", f"{REPORT}{'啊' * n}，广播喇叭震天")
        quiet_town.says("李群主", f"误报 {quiet_town.tickets()[-1].number}")
        quiet_town.later(days=8)  # by then who tells the same thing tells a new matter
    document = _json(county, "suggest")
    assert document["rejected"] == 6
    phrases = [row["phrase"] for one in document["categories"] for row in one["phrases"]]
    assert phrases
    pasted = county.runs("rules", "suggest", "--category", "水电气暖网").stdout
    assert tomllib.loads(pasted)["code"] == "utilities"
    assert "换热" in pasted
    for hidden in ("张伟", "1380000", "王大妈"):
        assert hidden not in pasted + json.dumps(document, ensure_ascii=False)
    assert "No word stands out" in county.runs("rules", "suggest", "--category", "land").stdout
    assert county.runs("rules", "suggest", "--category", "nonsense").exit_code == 1


def test_suspended_words_are_listed_and_resumed(county: County, quiet_town: Town) -> None:
    """With their counts, precision and date; group and county each by themselves."""
    assert "No word is suspended" in county.runs("rules", "suspended").stdout
    for _ in range(4):
        quiet_town.says("王大妈", WATER)
        quiet_town.says("李群主", f"误报 {quiet_town.tickets()[-1].number}")
    (row,) = _json(county, "suspended")["suspended"]
    assert row == {
        "rule": row["rule"],
        "term": "停水了",
        "group": "bridge/g3",
        "right": 0,
        "wrong": 4,
        "precision": 0.0,
        "since": "2026-03-02T09:00:00+08:00",
    }
    assert "停水了  group bridge/g3  right 0, wrong 4" in county.runs("rules", "suspended").stdout
    words = ("rules", "resume", row["rule"], "停水了")
    refused = county.runs(*words)
    assert (refused.exit_code, "not suspended in the county" in refused.stderr) == (1, True)
    assert county.runs(*words, "--group", "bridge/nowhere").exit_code == 1
    assert county.runs(*words, "--group", "bridge/g3").exit_code == 0
    assert _json(county, "suspended") == {"suspended": []}
