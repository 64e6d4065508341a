"""Save as test: what was played on the whole demo is written down, and passes in the town of the tests."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.simulator.layout import INDENT, WIDTH, call, contained, equation, literal
from bot.web.simulator.record import Steps
from bot.web.simulator.story import write_story
from tests.demo.playhouse import Playhouse, playing

ROOT = Path(__file__).parents[2]
SETTINGS = ROOT / "pyproject.toml"
LAMP = "3组东头的路灯坏了四天了，晚上出门黑得很"
WAGES = "厂里拖欠我们三个月工资，老板电话也不接了"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playhouse]:
    """One demo for all stories; each begins it anew."""
    with playing(tmp_path_factory.mktemp("house")) as opened:
        yield opened


def a_dispute(house: Playhouse) -> None:
    """Wages: the owner answers late, the cadre agrees, the worker is satisfied; an older lamp beside it."""
    house.says("wang", LAMP)
    house.says("li", "1")
    house.notebook.begin()
    house.says("wang", "今天谁去镇上赶集呀")
    house.says("liu", WAGES)
    house.later(hours=1)
    house.says("li", "1")
    house.whispers("zhao", "接单 2")
    house.whispers("zhao", "接单 1")
    house.asks("qian", "进度 2")
    house.whispers("zhou", "待办")
    house.whispers("wang", "医保怎么交")
    house.later(days=1)
    house.whispers("zhao", "办结 2 陪小刘去厂里对了考勤，厂方认账，当天补发到卡")
    house.whispers("zhou", "同意 2")
    house.says("liu", "满意 2")


def some_days(house: Playhouse) -> None:
    """Words taken back, a quoted answer, danger, a secret, 误报, and a result that is not good enough."""
    house.says("wang", "垃圾池满了一个礼拜没人拉，臭得很")
    house.recalls("wang", house.last_said)
    house.says("zhang", "俺家的自来水停了两天咧，没水做饭，咋弄哩")
    water = house.last_said
    house.says("li", "1", quote=water)
    house.says("zhang", "快来人，柴草垛着火了，烧到房檐跟前了")
    house.whispers("sun", "确认 3")
    house.whispers("chen", "我姐昨晚又被我姐夫打了，脸都肿了，不敢出门")
    house.says("luren", "今晚七点老地方跳舞", "group-dance")
    house.later(minutes=10)
    house.whispers("li", "误报 4")
    house.whispers("zhao", "办结 2 阀门井漏水，焊好了")
    house.says("zhang", "不满意 2 还是没水")


def an_owner_who_never_answers(house: Playhouse) -> None:
    """After a working day the chief has it, and the ladder begins."""
    house.says("liu", '楼上半夜两点还在放音响，说了也不听，"吵死了\\')
    house.later(days=2)


def a_muted_group(house: Playhouse) -> None:
    """静音: the owner hears in private what the group does not, until it is over."""
    house.says("li", "静音 2小时")
    house.says("wang", LAMP)
    house.whispers("li", "1")
    house.says("li", "取消静音")
    house.says("liu", WAGES)


def talk(house: Playhouse) -> None:
    """Nothing but talk."""
    house.says("zhang", "娃们都吃了没")
    house.says("wang", "吃了")


def test_what_was_played_passes_as_a_test(house: Playhouse, tmp_path: Path) -> None:
    """The files pass with the suite's own fixtures, and are as tidy as ours."""
    told = {}
    for play in (a_dispute, some_days, an_owner_who_never_answers, a_muted_group, talk):
        house.begins_anew()
        assert house.notebook.is_empty
        play(house)
        told[play] = house.notebook.story()
        (tmp_path / f"test_{play.__name__}.py").write_text(told[play], encoding="utf-8")
    ran = run("pytest", "-q", "-c", SETTINGS, "-p", "tests.conftest", "-k", "sqlite", tmp_path)
    assert ran.returncode == 0, ran.stdout
    assert "5 passed" in ran.stdout
    linted = run("ruff", "check", "--config", SETTINGS, tmp_path)
    assert linted.returncode == 0, linted.stdout
    assert told[a_dispute].count("# Left out") == 2
    assert 'town.says("小刘", "满意 1")' in told[a_dispute]


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """A module of this Python, as anybody would run it."""
    command = [sys.executable, "-m", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@given(st.text(max_size=200))
def test_any_words_can_be_written(text: str) -> None:
    """Whatever was said stands in the file unchanged, on lines that are not too wide."""
    said, ear = literal(text), "town.hears()"
    ways = (call("", "says", [literal("王大妈"), said]), equation(ear, [said]), contained(said, ear))
    for written in map(list, ways):
        parsed = ast.walk(ast.parse("\n".join(written)))
        assert text in [one.value for one in parsed if isinstance(one, ast.Constant)]
        assert all(len(INDENT + line) <= WIDTH for line in written)


def test_nothing_to_tell() -> None:
    """A recording without deeds gives a file that can be read, and asserts nothing false."""
    assert ast.parse(write_story(Steps([], [])))
