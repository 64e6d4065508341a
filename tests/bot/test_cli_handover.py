"""`gridbot handover`: by staff codes, counted, refused in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.county import County, make_county
from tests.town import Town


@pytest.fixture
def lively(quiet_town: Town, tmp_path: Path) -> County:
    """A county in which 赵网格员 handles one ticket."""
    quiet_town.says("王大妈", "村口的路灯坏了三天了，没人来修")
    quiet_town.says("李群主", "1")
    quiet_town.hush()
    return make_county(tmp_path / "lively", url=quiet_town.database.url)


def test_it_is_counted_what_is_handed_over(lively: County, quiet_town: Town) -> None:
    """As JSON, then in words: there is nothing left; both hear so."""
    old, new = quiet_town.person("赵网格员").code, quiet_town.person("小何").code
    done = lively.runs("handover", old, new, "--json")
    assert json.loads(done.stdout) == {"posts": 1, "tickets": 1, "tasks": 0, "enrolments": 0}
    quiet_town.deliver()
    assert quiet_town.hears("小何")[0].startswith("您接手赵网格员的工作")
    assert quiet_town.hears("赵网格员") == ["您的工作已交给小何，原来的权限现在结束"]
    again = lively.runs("handover", old, new)
    assert again.stdout == "handed over: 0 posts, 0 tickets, 0 tasks, 0 enrolments\n"


@pytest.mark.parametrize(
    ("words", "reason"),
    [("X99 X98", "nobody of the staff has the code X99"), ("P5 P5", "name two members of the staff")],
)
def test_what_cannot_be_handed_over(lively: County, words: str, reason: str) -> None:
    """Refused in one sentence."""
    told = lively.runs("handover", *words.split())
    assert (told.exit_code, reason in told.stderr) == (1, True)
