"""gridbot code: one-time codes for groups and staff."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

from models.bind_code import BindCode
from tests.bot.county import County, make_county
from tests.databases import bytes_of
from tests.town import Town


@pytest.fixture(name="lively")
def _lively(quiet_town: Town, tmp_path: Path) -> County:
    """The town behind a configuration."""
    return make_county(tmp_path / "lively", url=quiet_town.database.url)


def test_a_group_code_binds_a_group(lively: County, quiet_town: Town) -> None:
    """What is printed is what is to be said; the code itself is stored nowhere."""
    told = lively.runs("code", "group", "C4")
    assert told.exit_code == 0
    say = told.stdout.splitlines()[-1]
    assert say.startswith("绑定 ")
    quiet_town.database.fold_log()
    assert say.removeprefix("绑定 ").encode() not in bytes_of(quiet_town.database)
    quiet_town.sends("路人", say, group_id="new")
    assert quiet_town.group_hears("new")[0].startswith("已绑定幸福村4组")


def test_a_staff_code_as_json(lively: County, quiet_town: Town) -> None:
    """One document: the code, what to say, and until when."""
    code = quiet_town.person("小何").code
    told = lively.runs("code", "staff", code, "--days", "2", "--json")
    document = json.loads(told.stdout)
    assert document["kind"] == "staff"
    assert document["staff"] == code
    assert document["say"] == f"我是 {document['code']}"
    with quiet_town.database.reading() as session:
        (stored,) = session.exec(select(BindCode)).all()
    assert datetime.fromisoformat(document["expires_at"]) == stored.expires_at.replace(microsecond=0)


@pytest.mark.parametrize(
    ("words", "status", "reason"),
    [
        ("code group C99", 1, "there is no place with the code C99"),
        ("code staff P99", 1, "nobody of the staff has the code P99"),
        ("code group C4 --days 0", 2, "--days"),
        ("code staff", 2, "code"),
    ],
)
def test_what_cannot_be_given_out(lively: County, words: str, status: int, reason: str) -> None:
    """Refused in one sentence."""
    told = lively.runs(*words.split())
    assert told.exit_code == status
    assert reason in told.stderr
