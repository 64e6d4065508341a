"""The invented county has the shape of a real one, and nobody in it is real."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.demo.cast import CADRES, CHANNEL, WORKERS, the_cast
from bot.demo.county import County, Row, build_county
from bot.demo.names import table
from bot.demo.scenes import MATTERS, all_scenes
from bot.demo.screenplay import PlayError, read
from bot.demo.settings import demo_settings
from nlp.classifier import Classifier
from tests.console.moments import NOON

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def county() -> County:
    """The county as the demo imports it."""
    return build_county(TODAY)


def _people(county: County) -> list[Row]:
    """Staff, each once: a row stands for one account of theirs."""
    return list({row["code"]: row for row in county.staff}.values())


def test_its_shape(county: County) -> None:
    """One county, ten towns, 104 villages, four or five groups to a village, a chat to each group.

    And one chat of a town's grid workers.
    """
    levels = Counter(row["level"] for row in county.grid)
    assert (levels["县"], levels["镇"], levels["村"]) == (1, 10, 104)
    chats = Counter(row["channel"] for row in county.groups)
    assert 4 * 104 <= levels["组"] == chats[CHANNEL] <= 5 * 104
    assert chats[WORKERS] == 1


def test_every_place_is_staffed(county: County) -> None:
    """A group has its owner, worker and chief; a village its cadre and adviser; a town its coordinator."""
    posts = {(row["grid"], row["role"]) for row in county.staff}
    wanted = {
        "组": ("owner", "grid_worker", "chief"),
        "村": ("cadre", "adviser"),
        "镇": ("town", "department"),
        "县": ("county",),
    }
    for row in county.grid:
        assert {(row["code"], role) for role in wanted[row["level"]]} <= posts


def test_helped_people_agreed(county: County) -> None:
    """Some two thousand are called each quarter, each with a reason and a consent that lies in the past."""
    enrolled = [row for row in county.households if row["plans"]]
    assert 1_800 <= len(enrolled) <= 2_200
    assert all(row["reason"] and date.fromisoformat(row["consent"]) < TODAY for row in enrolled)


def test_nobodys_numbers(county: County) -> None:
    """Every telephone number is one of a block that no operator gave out, and each is given once."""
    numbers = [row["phone"] for row in (*_people(county), *county.households)]
    assert all(re.fullmatch(r"1380000\d{4}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_staff_are_reached_in_wecom(county: County) -> None:
    """Whoever is in office is a member of the corporation too; one account is enough for all its channels."""
    accounts = Counter(row["channel"] for row in county.staff)
    assert accounts[CHANNEL] == accounts[CADRES] == len(_people(county))
    assert accounts[WORKERS] == 0


def test_it_is_the_same_every_time(county: County) -> None:
    """Two runs make up the same people."""
    assert build_county(TODAY) == county


def test_the_cast_is_in_office(county: County) -> None:
    """Whoever has a role on the stage holds it in the county, with the account that the stage speaks with."""
    held = {(row["user"], row["role"], row["grid"], row["name"]) for row in county.staff}
    players = [one for one in the_cast().players.values() if one.role]
    assert {(one.id, one.role, one.grid, one.name) for one in players} <= held


def test_what_the_stage_suggests_is_understood(classifier: Classifier) -> None:
    """What residents are suggested to report becomes a ticket; their small talk does not."""
    for player in ("wang", "zhang", "liu", "chen"):
        first, *_, last = the_cast().players[player].say["group"]
        assert classifier.classify(first).decision == "register", first
        assert classifier.classify(last).decision == "silent", last


def test_the_weeks_hold_enough(county: County) -> None:
    """The history raises its matters in other groups than the stage's, and never the same twice in one."""
    scenes = all_scenes(county, NOON)
    raised = [(scene.group, scene.lines[0].words) for scene in scenes if "居民" in scene.actors]
    told = [pair for pair in raised if not pair[1].startswith("完成")]
    assert len(told) == len(set(told)) == MATTERS
    assert not {group for group, _ in told} & the_cast().groups.keys()


def test_every_play_can_be_read() -> None:
    """All courses and stage days read as plays, and a line that does not is refused."""
    for course in table("courses")["course"]:
        assert read(course["lines"], {"text": "路灯坏了", "outcome": "修好了"})
    with pytest.raises(PlayError, match="没有冒号"):
        read("没有冒号的一行")


def test_its_configuration_is_written_once(tmp_path: Path) -> None:
    """The secrets are made once, for their owner's eyes only, and the port follows the command line."""
    first = demo_settings(tmp_path / "county", "127.0.0.1", 8000)
    again = demo_settings(tmp_path / "county", "0.0.0.0", 8123)
    assert again.security == first.security
    bridge, app, bot = again.channels
    assert bridge.deliver_url == "http://127.0.0.1:8123/simulator/deliver"
    assert {app.api_base_url, bot.api_base_url} == {"http://127.0.0.1:8123/sandbox"}
    assert (tmp_path / "county" / "config.toml").stat().st_mode & 0o777 == 0o600


def test_a_county_of_an_earlier_version_begins_anew(tmp_path: Path) -> None:
    """A configuration without the WeCom channels is written anew, and its county forgotten."""
    home = tmp_path / "county"
    demo_settings(home, "127.0.0.1", 8000)
    text = (home / "config.toml").read_text()
    (home / "config.toml").write_text(text[: text.index("# The corporation")])
    (home / "transcript.json").write_text("[]")
    settings = demo_settings(home, "127.0.0.1", 8000)
    assert {one.name for one in settings.channels} == {CHANNEL, CADRES, WORKERS}
    assert not (home / "transcript.json").exists()
