"""gridbot report: the paper of a meeting, figures that lead to their tickets, what was given out stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from models.bulletin import of_place
from tests.bot.county import County, make_county
from tests.town import Town

NOISE = "3栋楼上小刘天天半夜放音响，吵得睡不着，我电话13800009001"
LAMP = "村口的路灯坏了三天了，没人来修"
WAGES = "砖厂老板拖欠我三个月工资不给"
PEOPLE = ("王大妈", "小刘", "赵网格员", "周主任", "13800009001", "音响")
Place = tuple[Town, County, Path]


@pytest.fixture(name="place")
def _place(quiet_town: Town, tmp_path: Path) -> Place:
    """A week of 幸福村: a quarrel in work, a lamp that was mended, wages that nobody confirmed yet."""
    town = quiet_town
    town.says("王大妈", NOISE, sender_name="王大妈")
    town.says("李群主", "确认 1")
    town.says("张大爷", LAMP)
    town.says("李群主", "确认 2")
    town.whispers("赵网格员", "办结 2 换了灯泡")
    town.says("张大爷", "满意 2")
    town.says("小刘", WAGES)
    return town, make_county(tmp_path / "office", url=town.database.url), tmp_path / "w.docx"


def figures(county: County, town: Town, *words: str) -> dict[str, list[int]]:
    """The tickets behind each figure of this week."""
    return {one["name"]: one["tickets"] for one in document(county, town, *words)["figures"]}


def document(county: County, town: Town, *words: str) -> dict[str, Any]:
    """What --json prints."""
    ran = county.runs("report", "weekly", *words, "--json", GRIDBOT_CLOCK=town.now.isoformat())
    assert ran.exit_code == 0, ran.output
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_every_figure_leads_to_its_tickets(place: Place) -> None:
    """What nobody confirmed is not counted; what came in and what was carried over is settled or open."""
    town, county, _ = place
    found = figures(county, town, "--grid", "ROOT")
    assert (found["新增"], found["化解"], found["未化解"], found["满意"]) == ([1, 2], [2], [1], [2])
    assert sorted(found["上期结转"] + found["新增"]) == sorted(found["化解"] + found["未化解"])


def test_the_next_week_carries_over_what_is_open(place: Place) -> None:
    """The quarrel is no new matter any more, the lamp is over; the wages went to the chief by themselves."""
    town, county, _ = place
    town.later(days=7)
    found = figures(county, town, "--grid", "ROOT")
    assert (found["上期结转"], found["新增"], found["化解"], found["未化解"]) == ([1, 3], [], [], [1, 3])


def test_a_place_counts_what_lies_below_it(place: Place) -> None:
    """The other village has nothing."""
    town, county, _ = place
    assert figures(county, town, "--grid", "B1")["新增"] == [1, 2]
    assert figures(county, town, "--grid", "B9")["新增"] == []


def test_the_paper_names_nobody(place: Place) -> None:
    """It counts matters: no resident, no cadre, no word of what was said."""
    town, county, file = place
    ran = county.runs(
        "report", "weekly", "--grid", "ROOT", "--out", str(file), GRIDBOT_CLOCK=town.now.isoformat()
    )
    assert ran.exit_code == 0, ran.output
    text = words_of(file)
    assert "青禾县矛盾纠纷和便民服务事项周分析" in text
    assert "本周新登记2件，其中矛盾纠纷1件、便民服务1件；化解1件；期末未化解1件" in text
    assert "满意率100.0%（1/1，" in text
    assert not [one for one in PEOPLE if one in text]


def words_of(file: Path) -> str:
    """Everything that a Word file says."""
    read = Document(str(file))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in read.paragraphs), *cells])


def test_what_was_given_out_stays(place: Place) -> None:
    """Two days later the quarrel is settled; the published week says what it said, with its day."""
    town, county, file = place
    before = document(county, town, "--grid", "ROOT", "--publish")
    town.whispers("赵网格员", "办结 1 两家说好了")
    town.whispers("周主任", "同意 1")
    after = document(county, town, "--grid", "ROOT")
    assert after == before
    assert figures(county, town, "--grid", "B1")["未化解"] == []
    again = county.runs("report", "weekly", "--grid", "ROOT", "--out", str(file), "--publish",
                        GRIDBOT_CLOCK=town.now.isoformat())  # fmt: skip
    assert again.exit_code == 0
    assert "2026年3月2日发布，此后的变动不计入。" in words_of(file)


def test_a_changed_figure_shows(place: Place) -> None:
    """Whoever alters what was given out is found out."""
    town, county, _ = place
    document(county, town, "--grid", "ROOT", "--publish")
    assert county.runs("report", "published", "--grid", "ROOT").exit_code == 0
    with town.database.session() as session:
        ((row, _),) = of_place(session, "/", ["weekly"])
        row.content = {**row.content, "counted": row.content["counted"][1:]}
        session.add(row)
    ran = county.runs("report", "published", "--grid", "ROOT")
    assert ran.exit_code == 1
    assert "no longer have the figures given out" in ran.stderr


def test_again_and_again_is_counted_once_a_step(place: Place) -> None:
    """不满意 makes a matter 反复, and it is open again."""
    town, county, _ = place
    town.says("王大妈", "家里没有自来水了")
    town.says("李群主", "确认 4")
    town.whispers("赵网格员", "办结 4 修好了")
    town.says("王大妈", "不满意 4 又停了")
    found = figures(county, town, "--grid", "ROOT")
    assert (found["反复"], found["不满意"]) == ([4], [4])
    assert 4 in found["未化解"]


def test_three_of_one_kind_at_one_place_are_named(place: Place) -> None:
    """同类事项: their numbers stand in the paper."""
    town, county, file = place
    for number, words in ((4, "3组井边的路灯也坏了"), (5, "学校门口路灯不亮"), (6, "桥头路灯坏了一盏")):
        town.says("陈师傅", words)
        town.says("李群主", f"确认 {number}")
        town.later(minutes=5)
    ran = county.runs("report", "monthly", "--grid", "ROOT", "--out", str(file),
                      GRIDBOT_CLOCK=town.now.isoformat())  # fmt: skip
    assert ran.exit_code == 0, ran.output
    assert "幸福村3组道路路灯交通4件（2号、4号、5号、6号）" in words_of(file)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--grid", "NOWHERE", "--json"), "there is no place with the code NOWHERE"),
        (("--grid", "ROOT", "--at", "2027-01-01", "--json"), "2027-01-01 has not come yet"),
        (("--grid", "ROOT", "--at", "yesterday", "--json"), "is not a day such as 2026-11-22"),
        (("--grid", "ROOT"), "--out F.docx"),
    ],
)
def test_what_cannot_be_made_says_why(place: Place, words: tuple[str, ...], told: str) -> None:
    """One sentence, and nothing is written."""
    town, county, _ = place
    ran = county.runs("report", "weekly", *words, GRIDBOT_CLOCK=town.now.isoformat())
    assert ran.exit_code in (1, 2)
    assert told in ran.stderr.replace("\n", " ")
