"""The README holds: its commands run, its conversations are what the bot says, in both languages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli.app import build_app
from models.database import Database
from models.ticket import Status
from nlp.classifier import Classifier
from tests.documents import READMES, ROOT, blocks, codes, links, prose, text
from tests.town import CAST, Town

BOT = "网格群助手"
DOCTOR = ".venv/bin/gridbot doctor"
ENGLISH, CHINESE = READMES


def _leaves(command: Any, path: str = "") -> Iterator[str]:
    below: dict[str, Any] = getattr(command, "commands", {})
    for name, one in below.items():
        yield from _leaves(one, f"{path} {name}".strip())
    if not below:
        yield path


@pytest.mark.parametrize("readme", READMES)
def test_every_command_stands_in_the_readme(readme: str) -> None:
    """Whoever reads the README knows every command of `gridbot --help`."""
    told = "\n".join([*blocks(readme, "sh"), *codes(prose(readme))])
    leaves = list(_leaves(typer.main.get_command(build_app())))
    assert len(leaves) > 15
    assert not [leaf for leaf in leaves if not re.search(rf"(?<![\w-]){leaf}(?![\w-])", told)]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a fresh clone looks from the command line: the program and the examples."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(sysconfig.get_path("scripts"))
    (folder / "docs").symlink_to(ROOT / "docs")
    return folder


def _run(block: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GRIDBOT_")}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=folder,
        env=environ | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_readmes_commands_run(workplace: Path) -> None:
    """Every shell block of the README does what it says, in its order, in an empty folder."""
    said = ""
    for block in blocks(ENGLISH, "sh"):
        if block.startswith("make "):
            continue
        done = _run(block, workplace)
        if block.strip() == DOCTOR:
            assert re.findall(r"^wrong +(\w+)", done.stdout, re.MULTILINE) == ["scheduler"], done.stdout
            assert done.returncode == 1
        else:
            assert (done.returncode, done.stderr) == (0, ""), f"{block}\n{done.stdout}\n{done.stderr}"
        said += done.stdout
    assert "staff: 7 added" in said
    assert '"category": "neighbor"' in said
    assert "0 checked, 0 whole" in said


def test_both_readmes_say_the_same() -> None:
    """English and Chinese: the same headings, shell blocks, conversations, steps, tables and links."""
    for shape in (r"^#+ ", r"^\d\. ", r"^\|", r"^- "):
        english, chinese = (len(re.findall(shape, prose(one), re.MULTILINE)) for one in READMES)
        assert english == chinese, shape
    for language in ("sh", "text"):
        assert blocks(ENGLISH, language) == blocks(CHINESE, language)
    assert set(links(ENGLISH)) - {CHINESE} == set(links(CHINESE)) - {ENGLISH}


def test_the_readmes_name_the_right_python() -> None:
    """The versions that pyproject.toml allows, and this is one of them."""
    allowed = tomllib.loads(text("pyproject.toml"))["project"]["requires-python"]
    least, beyond = map(int, re.findall(r"3\.(\d+)", allowed))
    assert least <= sys.version_info.minor < beyond
    assert f"3.{least} to 3.{beyond - 1}" in text(ENGLISH)
    assert f"3.{least} 到 3.{beyond - 1}" in text(CHINESE)


# The conversations


@pytest.fixture
def readers_town(sqlite: Database, classifier: Classifier) -> Town:
    """The town in which the documents' conversations are played."""
    return Town(sqlite, classifier)


def _lines(conversation: str) -> Iterator[tuple[str, str | None, str]]:
    """Who speaks, whose private chat it is (None: the group), and what; words may go on below."""
    people = "|".join([BOT, *CAST])
    said = rf"^({people})(（私聊(.*?)）)?：(.*(?:\n(?!(?:{people})(?:（|：)).*)*)"
    for who, private, whom, words in re.findall(said, conversation, re.MULTILINE):
        yield who, (whom or who) if private else None, words.strip()


def _play(town: Town, conversation: str) -> None:
    for who, private, words in _lines(conversation):
        if who == BOT:
            assert words in (town.hears(private) if private else town.group_hears())
        elif private:
            town.whispers(who, words)
        else:
            town.says(who, words)
    assert town.group_hears() == []


def test_the_quarrel_of_the_readme(readers_town: Town) -> None:
    """From the resident's words to 销号, word for word as the README tells it."""
    _play(readers_town, blocks(ENGLISH, "text")[0])
    assert readers_town.ticket(1).status == Status.CLOSED


def test_the_morning_of_the_readme(readers_town: Town) -> None:
    """The cadre's digest and his ticking off, word for word as the README tells it."""
    readers_town.enrol("张三", "李四", responsible="周主任")
    readers_town.mornings(readers_town.now.date().replace(day=3))
    _play(readers_town, blocks(ENGLISH, "text")[1])


def test_the_example_of_a_story_runs(readers_town: Town) -> None:
    """The story that CONTRIBUTING shows is one that passes."""
    (story,) = blocks("CONTRIBUTING.md", "python")
    names: dict[str, Any] = {"Town": Town}
    exec(story, names)
    names["test_the_lamp"](readers_town)
