"""gridbot casefile: one matter, one file; with names for the office, without for the public."""

from __future__ import annotations

import csv
import io
import json
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from docx import Document

from handlers.papers.timeline import word
from models.event import verify
from models.moves import Action
from tests.bot.county import County, make_county
from tests.town import Town

NOISE = "3栋楼上小刘天天半夜放音响，吵得睡不着，我电话13800009001，身份证61032419900101123X"
PEOPLE = ("王大妈", "小刘", "赵网格员", "钱镇长", "冯所长", "周主任", "李群主")
Place = tuple[Town, County, Path]


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    """The command sets up the logs of its process, which is this one."""
    before = logging.getLogger().handlers[:]
    yield
    logging.getLogger().handlers[:] = before
    structlog.reset_defaults()


@pytest.fixture(name="place")
def _place(quiet_town: Town, tmp_path: Path) -> Place:
    """A quarrel in work, its command line, and where the file goes."""
    quiet_town.says("王大妈", NOISE, sender_name="王大妈")
    quiet_town.says("李群主", "确认 1")
    quiet_town.whispers("赵网格员", "接单 1")
    return quiet_town, make_county(tmp_path / "office", url=quiet_town.database.url), tmp_path / "1.zip"


def _settled(town: Town) -> None:
    for who, words in (
        ("钱镇长", "吹哨 1 司法所"),
        ("冯所长", "到"),
        ("钱镇长", "督办 1 司法所 要求 请王大妈和小刘见面"),
        ("郑主任", "包案 1 钱镇长"),
        ("钱镇长", "措施 1 调解 上门劝小刘 责任人 赵网格员"),
        ("赵网格员", "预约 1 明天上午9点 和事屋 当事人 王大妈 小刘"),
        ("赵网格员", "到场 1 王大妈 小刘"),
        ("赵网格员", "讲法 1 讲了《民法典》相邻关系"),
        ("赵网格员", "协议 1 小刘晚上十点后不放音响"),
        ("赵网格员", "调解 1 成功 双方和好"),
        ("周主任", "同意 1"),
    ):
        town.whispers(who, words)


def _read(file: Path) -> tuple[dict[str, str], list[list[str]]]:
    """Every member's text by its name, and the timeline's rows."""
    told: dict[str, str] = {}
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            content = archive.read(name)
            told[name] = _words(content) if name.endswith(".docx") else content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(told["1号办理过程.csv"])))
    return told, rows


def _words(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_file_has_everything(place: Place) -> None:
    """Word file, agreement, letter, timeline, and the list of what is missing."""
    town, county, out = place
    _settled(town)
    told = county.runs("casefile", "1", "--out", str(out))
    assert told.exit_code == 0, told.output
    files, rows = _read(out)
    assert sorted(files) == [
        "1号办理过程.csv", "1号文书1-督办通知书.docx", "1号案卷.docx", "1号缺项清单.txt", "1号调解协议.docx",
    ]  # fmt: skip
    case = files["1号案卷.docx"]
    for words in (NOISE, "王大妈（反映人）", "赵网格员（网格员）", "司法所", "公开评理", "上门劝小刘"):
        assert words in case
    assert "小刘晚上十点后不放音响" in files["1号调解协议.docx"]
    assert [row[2] for row in rows][:4] == ["步骤", "登记", "确认", "交办"]
    assert files["1号缺项清单.txt"].startswith("公开回访：没有回访的记录")
    assert files["1号缺项清单.txt"].count("\n") == 1
    assert "missing  公开回访" in told.stdout
    assert "there    公开政策" in told.stdout


def test_what_is_missing_is_said(place: Place) -> None:
    """A matter that has only begun lacks most of the six."""
    _, county, out = place
    assert county.runs("casefile", "1", "--out", str(out)).exit_code == 0
    files, _ = _read(out)
    missing = [line.split("：")[0] for line in files["1号缺项清单.txt"].splitlines()]
    assert missing == ["公开调查", "公开政策", "公开评理", "公开处理", "公开回访"]
    assert "缺：没有回访的记录。" in files["1号案卷.docx"]


def test_what_was_taken_back_proves_nothing(place: Place) -> None:
    """The timeline has it, the six stages do not."""
    town, county, out = place
    town.whispers("赵网格员", "办结 1 双方和好")
    town.whispers("周主任", "同意 1")
    town.whispers("周主任", "撤销")
    assert county.runs("casefile", "1", "--out", str(out)).exit_code == 0
    files, rows = _read(out)
    assert "公开处理" in files["1号缺项清单.txt"]
    assert "同意" in [row[2] for row in rows]


def test_for_the_public_nobody_is_named(place: Place) -> None:
    """Names of staff and residents, numbers, in every file: gone; the words stay."""
    town, county, out = place
    _settled(town)
    town.says("王大妈", "满意 1")
    told = county.runs("casefile", "1", "--out", str(out), "--public", "--agreed", "双方3月5日书面同意")
    assert told.exit_code == 0, told.output
    assert "read it before it is shown" in told.stdout
    files, _ = _read(out)
    for name, words in files.items():
        for secret in (
            "王大妈",
            "小刘",
            "赵网格员",
            "钱镇长",
            "冯所长",
            "周主任",
            "李群主",
            "13800009001",
            "6103241",
        ):
            assert secret not in words, (name, secret)
    assert "某某天天半夜放音响" in files["1号案卷.docx"]
    assert "（号码略）" in files["1号案卷.docx"]
    assert "某某晚上十点后不放音响" in files["1号调解协议.docx"]


def test_the_public_version_needs_a_yes(place: Place) -> None:
    """Who agreed must be said; a sensitive matter has no public version at all."""
    town, county, out = place
    told = county.runs("casefile", "1", "--out", str(out), "--public")
    assert told.exit_code == 1
    assert 'say who gave it: --agreed "…"' in told.stderr
    town.says("张大爷", "我老公又喝酒打我了，救命，孩子也被打了")
    told = county.runs("casefile", "2", "--out", str(out), "--public", "--agreed", "都同意")
    assert told.exit_code == 1
    assert "ticket 2 is sensitive" in told.stderr
    assert not out.exists()
    assert "disclose" not in [one.action for number in (1, 2) for one in town.events(number)]


def test_every_file_with_names_is_noted(place: Place) -> None:
    """In the timeline with its reason, and in the log without a word of anybody's."""
    town, county, out = place
    told = county.runs("casefile", "1", "--out", str(out), "--reason", "法院调阅")
    last = town.events(1)[-1]
    assert (last.action, last.note, last.channel) == ("disclose", "法院调阅", "cli")
    assert json.loads(last.detail) == {"named": True, "public": False}
    (line,) = [json.loads(one) for one in told.stderr.splitlines()]
    assert (line["event"], line["ticket"], line["named"], line["logger"]) == ("case file", 1, True, "audit")
    assert "法院" not in told.stderr
    with town.database.reading() as session:
        assert verify(session, 1) is None


def test_erased_words_are_in_no_file(place: Place) -> None:
    """What the reporter had erased is not there any more."""
    town, county, out = place
    town.whispers("王大妈", "删除我的信息")
    assert county.runs("casefile", "1", "--out", str(out)).exit_code == 0
    files, _ = _read(out)
    assert "放音响" not in "".join(files.values())
    assert "（内容已按本人要求删除）" in files["1号案卷.docx"]
    assert "公开事实" in files["1号缺项清单.txt"]


def test_why_an_earlier_file_was_made_is_not_for_the_public(place: Place) -> None:
    """Nor is anybody of a household called by more than what he is."""
    _, county, out = place
    assert county.runs("casefile", "1", "--out", str(out), "--reason", "法院调阅").exit_code == 0
    assert county.runs("casefile", "1", "--out", str(out), "--public", "--agreed", "都同意").exit_code == 0
    _, rows = _read(out)
    assert rows[1][2:4] == ["登记", "反映人"]
    assert rows[-1][2:] == ["出具案卷", "系统", ""]


@pytest.mark.parametrize("action", Action)
def test_every_step_has_its_word(action: Action) -> None:
    """No paper shows a code."""
    assert not word(action).isascii()


def test_a_cell_is_no_formula(place: Place) -> None:
    """Words that begin like one are kept from being one."""
    town, county, out = place
    town.says("王大妈", "补充 1 =HYPERLINK(1)")
    assert county.runs("casefile", "1", "--out", str(out)).exit_code == 0
    _, rows = _read(out)
    assert rows[-1][4] == "'=HYPERLINK(1)"


def test_a_number_that_there_is_not(place: Place) -> None:
    """Refused in one sentence."""
    _, county, out = place
    told = county.runs("casefile", "9", "--out", str(out))
    assert (told.exit_code, told.stderr) == (
        1, "gridbot: there is no ticket 9; `gridbot ticket list` shows those there are\n",
    )  # fmt: skip
