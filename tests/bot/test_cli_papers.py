"""gridbot letter: the paper of each step of a supervision."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from tests.bot.county import County, make_county
from tests.town import Town

LAMP = "村口的路灯坏了三天了，没人来修，我是王大妈，电话13800009001"


@pytest.fixture(name="office")
def _office(quiet_town: Town, tmp_path: Path) -> tuple[Town, County]:
    """A town with one matter under supervision, and its command line."""
    quiet_town.says("王大妈", LAMP)
    quiet_town.says("李群主", "确认 1")
    quiet_town.whispers("钱镇长", "督办 1 司法所 期限 2天 要求：先装临时灯")
    return quiet_town, make_county(tmp_path / "office", url=quiet_town.database.url)


def _text(file: Path) -> str:
    return "\n".join(one.text for one in Document(str(file)).paragraphs)


def test_the_letter_of_a_step(office: tuple[Town, County], tmp_path: Path) -> None:
    """Addressed to the unit, with the matter, the demand and the days; no resident's name or words."""
    _, county = office
    told = county.runs("letter", "1", "--step", "督办", "--out", str(tmp_path / "d.docx"))
    assert (told.exit_code, told.stderr) == (0, "")
    lines = _text(tmp_path / "d.docx").splitlines()
    assert lines[:2] == ["督办通知书", "综治督〔2026〕1-1号"]
    assert "司法所：" in lines
    assert "2026年3月2日登记的第1号事项（道路路灯交通，幸福村3组），2026年3月2日受理，至今没有办结。" in lines
    assert "现予督办。请司法所于2026年3月4日前办结，并书面报告办理结果。" in lines
    assert "先装临时灯" in lines
    assert lines[-2:] == ["柳湾镇综治中心", "2026年3月2日"]
    assert not any(secret in _text(tmp_path / "d.docx") for secret in ("王大妈", "1380000", "路灯坏了"))


def test_each_step_has_its_own(office: tuple[Town, County], tmp_path: Path) -> None:
    """Without --step it is the latest; a code will do for the word."""
    town, county = office
    for days, words in ((5, "通报 1"), (9, "约谈 1"), (19, "挂牌 1")):
        town.later(days=days)
        town.whispers("钱镇长", words)
    told = {}
    for step in ("supervise", "通报", "约谈", "挂牌"):
        assert county.runs("letter", "1", "--step", step, "--out", str(tmp_path / "x.docx")).exit_code == 0
        told[step] = _text(tmp_path / "x.docx")
    titles = [one.splitlines()[0] for one in told.values()]
    assert titles == ["督办通知书", "督办情况通报", "督办约谈通知书", "挂牌督办通知书"]
    assert "经督办，至2026年3月4日仍未办结，现予通报。" in told["通报"]
    assert "综治督〔2026〕1-4号" in told["挂牌"]
    assert county.runs("letter", "1", "--out", str(tmp_path / "y.docx")).exit_code == 0
    assert _text(tmp_path / "y.docx").startswith("挂牌督办通知书")


def test_what_was_taken_back_has_no_letter(office: tuple[Town, County], tmp_path: Path) -> None:
    """Refused, with what to do."""
    town, county = office
    town.whispers("钱镇长", "撤销")
    told = county.runs("letter", "1", "--out", str(tmp_path / "d.docx"))
    assert told.exit_code == 1
    assert told.stderr == "gridbot: ticket 1 has no such step of supervision; order it in the chat first\n"
    assert not (tmp_path / "d.docx").exists()


def test_wrong_use_says_what_is_wrong(office: tuple[Town, County], tmp_path: Path) -> None:
    """A number that there is not, a step that is none, a folder that is missing."""
    _, county = office
    out = str(tmp_path / "d.docx")
    assert county.runs("letter", "9", "--out", out).exit_code == 1
    assert county.runs("letter", "1", "--step", "批评", "--out", out).exit_code == 2
    told = county.runs("letter", "1", "--out", str(tmp_path / "nowhere" / "d.docx"))
    assert told.exit_code == 1
    assert "nowhere" in told.stderr
