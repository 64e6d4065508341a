"""Random people, words and clocks, for thousands of steps: no law of a ticket is ever broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from models.database import Database
from models.person import STAFF
from models.role import Role
from models.ticket import Counter
from nlp.classifier import Classifier
from tests import databases
from tests.machine.machine import VILLAGE, Machine
from tests.machine.speech import FIRST
from tests.town import CAST, Member, Town

MOST = settings.default.max_examples if settings.default else 100


@pytest.fixture(autouse=True)
def a_leader_and_a_stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    """The county has a leader, too."""
    monkeypatch.setitem(CAST, "朱书记", Member("u-zhu", STAFF, ((Role.LEADER, "ROOT"),)))


def _settled(database: Database, classifier: Classifier) -> Town:
    town = Town(database, classifier)
    town.deputise("小何")
    town.group(VILLAGE, "B1", owner="周主任")
    town.enrol("张三", "李四")
    with database.session() as session:
        session.get_one(Counter, "ticket").value = FIRST - 1
    return town


def _play(towns: Callable[[], Sequence[Town]], examples: int, steps: int) -> None:
    limits = settings(
        max_examples=examples, stateful_step_count=steps, suppress_health_check=list(HealthCheck)
    )

    class Played(Machine):
        """The machine in these towns."""

        settle = staticmethod(towns)

    run_state_machine_as_test(Played, settings=limits)


def test_property_no_law_is_ever_broken(
    sqlite_engine: Database, sqlite_template: Path, classifier: Classifier
) -> None:
    """Hypothesis: whatever is said and whenever, on SQLite."""

    def settle() -> list[Town]:
        sqlite_engine.close()
        databases.put(sqlite_engine, sqlite_template)
        return [_settled(sqlite_engine, classifier)]

    _play(settle, max(MOST // 10, 5), 50)


def test_property_both_databases_come_to_the_same(
    sqlite: Database, postgresql: Database, sqlite_template: Path, classifier: Classifier
) -> None:
    """Hypothesis: the same people and clocks leave the same tickets and words on SQLite and PostgreSQL."""

    def settle() -> list[Town]:
        sqlite.close()
        databases.put(sqlite, sqlite_template)
        databases.empty(postgresql)
        return [_settled(sqlite, classifier), _settled(postgresql, classifier)]

    _play(settle, max(MOST // 25, 3), 40)
