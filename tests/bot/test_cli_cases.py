"""gridbot cases: typical cases as a booklet of nobody's name, in the official layout."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document

from tests.bot.county import County, make_county
from tests.town import Town

LAMP = "村口的路灯坏了三天了，没人来修，电话13800009001，就在3栋2单元502门口"
NOISE = "小刘家天天半夜放音响，吵得睡不着，说了几次都不听，车牌陕A12345"
SECRETS = ("王大妈", "小刘", "赵网格员", "周主任", "钱镇长", "马三", "13800009001", "502", "陕A12345")


@pytest.fixture(name="place")
def _place(town: Town, tmp_path: Path) -> tuple[Town, County, Path]:
    """A service and a dispute, closed and chosen."""
    town.says("王大妈", LAMP)
    town.says("李群主", "确认 1")
    town.whispers("赵网格员", "接单 1")
    town.whispers("赵网格员", "办结 1 灯泡已换好")
    town.says("王大妈", "满意 1")
    town.says("王大妈", NOISE)
    town.says("李群主", "确认 2")
    for words in (
        "接单 2",
        "预约 2 周五下午3点 和事屋 王大妈 马三",
        "到场 2 王大妈 马三",
        "讲情 2 劝马三多想想邻居情分",
        "讲法 2 讲噪声污染防治法",
        "协议 2 马三晚上十点后不放音响",
        "调解 2 成功 双方和好",
    ):
        town.whispers("赵网格员", words)
    town.later(days=2)
    town.whispers("周主任", "同意 2")
    town.says("王大妈", "基本满意 2")
    for number in (1, 2):
        town.whispers("钱镇长", f"典型 {number}")
    return town, make_county(tmp_path / "county", url=town.database.url), tmp_path / "cases.docx"


def _cases(county: County, *more: str, start: str = "2026-03-01", end: str = "2026-03-31") -> tuple[int, str]:
    told = county.runs(
        "cases", "--grid", "A1", "--from", start, "--to", end, *more, GRIDBOT_CLOCK="2026-04-01T09:00"
    )
    return told.exit_code, told.output


def _words(file: Path) -> str:
    document = Document(io.BytesIO(file.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_booklet_tells_the_case_and_nobody(place: tuple[Town, County, Path]) -> None:
    """Facts, process with levels and methods, result, and a list at the end."""
    town, county, out = place
    code, told = _cases(county, "--out", str(out))
    assert code == 0, told
    assert "read it before it is shown" in told
    words = _words(out)
    for secret in SECRETS:
        assert secret not in words, secret
    for wanted in (
        "典型案例选编",
        "（柳湾镇，2026年3月1日至2026年3月31日，共2件）",
        "一、道路路灯交通（幸福村）",
        "村口的路灯坏了三天了",
        "办理层级：组，历时1天。",
        "第1天，群主确认受理；网格员接单办理；网格员办结；反映人评价：满意。",
        "用到的方法：讲情、讲法",
        "网格员讲法：讲噪声污染防治法；双方达成协议；网格员记下调解成功",
        "第3天，到期上报一级；村干部同意办结；反映人评价：基本满意。",
        "调解成功。",
        "反映人评价：基本满意。",
        "柳湾镇综治中心",
    ):
        assert wanted in words, wanted
    assert town.events(1)[-1].action == "disclose"
    assert town.is_whole(1)


def test_cases_are_listed(place: tuple[Town, County, Path]) -> None:
    """Without --out nothing is written; JSON names numbers and categories."""
    town, county, _ = place
    code, told = _cases(county, "--json")
    assert code == 0, told
    assert [one["number"] for one in json.loads(told)["cases"]] == [1, 2]
    assert town.events(1)[-1].action == "exemplify"
    assert "0 typical cases" in _cases(county, start="2025-01-01", end="2025-12-31")[1]


def test_what_is_chosen_no_more_is_no_case(place: tuple[Town, County, Path]) -> None:
    """Left out, come up again, or erased: not in the booklet; without any it is refused."""
    town, county, out = place
    town.whispers("钱镇长", "取消典型 1")
    town.whispers("周主任", "回访 2 反弹 又吵了")
    assert json.loads(_cases(county, "--json")[1])["cases"] == []
    code, told = _cases(county, "--out", str(out))
    assert code == 1
    assert "there is no typical case in these days" in told
    assert not out.exists()


def test_wrong_use(place: tuple[Town, County, Path]) -> None:
    """A place nobody knows, and days that run backwards."""
    _, county, _ = place
    told = county.runs("cases", "--grid", "X", "--from", "2026-03-01", "--to", "2026-03-31")
    assert told.exit_code == 1
    assert "there is no place with the code X" in told.stderr
    assert _cases(county, start="2026-04-01", end="2026-03-01")[0] == 2
