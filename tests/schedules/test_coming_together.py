"""What has come due for tickets is said once, by overlapping rounds and by rounds that are cut off."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from handlers.actions.to_come import go_on_all
from models.database import Database
from tests.schedules.test_runner_together import CutOff, PowerCutError
from tests.town import Town

NOISE = ("3栋楼上天天半夜放音响，吵得睡不着", "隔壁砌墙占了我家宅基地，说不通")


def resolved(town: Town) -> None:
    """Two disputes have their results; a week and some days have passed without a scheduler."""
    for number, words in enumerate(NOISE, start=1):
        town.says("王大妈", words)
        town.says("李群主", f"确认 {number}")
        town.whispers("赵网格员", f"办结 {number} 说好了")
        town.whispers("周主任", f"同意 {number}")
    town.hush()
    town.now += timedelta(days=8)


def heard(town: Town) -> tuple[list[str], list[str]]:
    """What the reporter and the handler hear."""
    town.deliver()
    return sorted(town.group_hears()), sorted(one.splitlines()[0] for one in town.hears("赵网格员"))


def as_it_should(town: Town) -> bool:
    """Each ticket's reporter was asked once more, and its handler to go there; nobody twice."""
    asked, sent = heard(town)
    return [len(asked), len(sent)] == [2, 2] and len({*asked, *sent}) == 4


def test_four_rounds_at_once(town: Town) -> None:
    """Whoever comes second is refused by the database, and leaves it."""
    resolved(town)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: go_on_all(town.office, town.now), range(4)))
    go_on_all(town.office, town.now)
    assert as_it_should(town)


@pytest.mark.parametrize("last", range(4))
def test_a_round_is_cut_off_anywhere(town: Town, last: int) -> None:
    """What was not committed is done by the next round, and nothing of it twice."""
    resolved(town)
    broken = replace(town.office, database=cast(Database, CutOff(town.database, last)))
    with pytest.raises(PowerCutError):
        go_on_all(broken, town.now)
    go_on_all(town.office, town.now)
    assert as_it_should(town)
