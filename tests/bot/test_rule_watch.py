"""Rules, places and suspensions are taken up while messages are judged; what is bad leaves the old in use."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import Client

from bot.parts import Parts
from bot.published import NO_PACK, NO_TABLE
from bot.rule_watch import RuleWatch
from bot.settings.models import NlpSettings
from bot.web.app import build_application
from models.database import Database
from models.rule_tally import COUNTY, Pair, tally_of
from models.rule_version import Content, Draft, publish
from nlp.rulepack import RulePackError
from nlp.table import built_in, pack_table
from tests.bot.county import make_county
from tests.handlers.desk_of_imports import Desk
from tests.town import MONDAY

KITE = "换热站趴窝了"
TAP = "家里停水了"
HEAT = 'code = "utilities"\n[strong]\n"6" = ["换热站趴窝"]\n'
ENVIRONMENT = 'code = "environment"\n[strong]\n"6" = ["换热站趴窝"]\n'


def _publish(database: Database, text: str, name: str = "own.toml") -> None:
    with database.session() as session:
        raw = json.dumps({name: text}).encode()
        publish(session, Draft(Content.RULES, raw, "a test"), MONDAY)


@pytest.fixture(name="cache", scope="module")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache of the dictionary."""
    return tmp_path_factory.mktemp("jieba")


@pytest.fixture(name="watch")
def _watch(database: Database, cache: Path) -> RuleWatch:
    """The watch of a county that has published nothing yet."""
    return RuleWatch(database, NlpSettings(), cache)


def test_a_published_version_is_taken_up(database: Database, watch: RuleWatch) -> None:
    """The next look finds it; before and after, nothing is built for nothing."""
    judge = watch.understanding.sense.judge
    assert not watch.look()
    assert watch.understanding.classify(KITE).decision == "silent"
    _publish(database, HEAT)
    assert watch.look()
    assert watch.understanding.classify(KITE).category == "utilities"
    assert watch.understanding.sense.judge is not judge
    assert not watch.look()
    assert (watch.state.version, watch.state.wrong) == (1, "")


def test_a_bad_version_leaves_the_old_in_use(database: Database, watch: RuleWatch) -> None:
    """It is told, and the next good one mends it."""
    _publish(database, HEAT)
    watch.look()
    _publish(database, "code = ")
    assert not watch.look()
    assert watch.understanding.classify(KITE).category == "utilities"
    assert watch.state.version == 1
    assert "version 2" in watch.state.wrong
    assert "not valid TOML" in watch.state.wrong
    _publish(database, ENVIRONMENT)
    assert watch.look()
    assert watch.understanding.classify(KITE).category == "environment"
    assert (watch.state.version, watch.state.wrong) == (3, "")


def test_a_process_starts_with_a_bad_version_too(database: Database, cache: Path) -> None:
    """By the built-in rules, saying so; a bad folder of the settings is refused as before."""
    _publish(database, 'code = "brand_new"\n')
    watch = RuleWatch(database, NlpSettings(), cache)
    assert watch.state.version == 0
    assert "brand_new" in watch.state.wrong
    assert watch.understanding.classify("家里停水了").category == "utilities"
    with pytest.raises(RulePackError, match="no such directory"):
        RuleWatch(database, NlpSettings(rules=(cache / "missing",)), cache)


def test_changed_files_are_taken_up_and_bad_ones_not(database: Database, cache: Path, tmp_path: Path) -> None:
    """In the folders of the settings, without a word from anybody."""
    rules = tmp_path / "rules"
    rules.mkdir()
    watch = RuleWatch(database, NlpSettings(rules=(rules,)), cache)
    (rules / "own.toml").write_text(HEAT, encoding="utf-8")
    assert watch.look()
    assert watch.understanding.classify(KITE).category == "utilities"
    (rules / "own.toml").write_text("code = oh", encoding="utf-8")
    assert not watch.look()
    assert "own.toml" in watch.state.wrong
    assert watch.understanding.classify(KITE).category == "utilities"
    (rules / "own.toml").unlink()
    assert watch.look()
    assert (watch.understanding.classify(KITE).decision, watch.state.wrong) == ("silent", "")


def _table_that_is_deaf() -> bytes:
    """The shipped table, but nothing is loud enough for it."""
    base = built_in()
    return pack_table(replace(base.head, silence=50.0), base.names, base.weights)


def _publish_table(database: Database, raw: bytes) -> None:
    with database.session() as session:
        publish(session, Draft(Content.LEARNED, raw, "a test"), MONDAY)


def test_a_learned_version_is_taken_up_and_put_back(database: Database, watch: RuleWatch) -> None:
    """Beside the rules, in trials too; an empty version is the shipped table again."""
    _publish(database, HEAT)
    _publish_table(database, _table_that_is_deaf())
    assert watch.look()
    assert watch.understanding.classify(TAP).decision == "silent"
    assert (watch.state.version, watch.state.learned, watch.state.wrong) == (1, 1, "")
    assert watch.trial(NO_PACK).classify(TAP).decision == "silent"
    assert watch.trial(NO_PACK, built_in()).classify(TAP).decision == "register"
    _publish_table(database, NO_TABLE)
    assert watch.look()
    assert watch.understanding.classify(TAP).decision == "register"
    assert watch.understanding.classify(KITE).category == "utilities"
    assert (watch.state.version, watch.state.learned) == (1, 2)


def test_a_bad_table_leaves_the_old_in_use(database: Database, watch: RuleWatch, cache: Path) -> None:
    """It is told; a process that starts with it uses the shipped one, with the published rules."""
    _publish_table(database, _table_that_is_deaf())
    watch.look()
    _publish_table(database, b"no table")
    assert not watch.look()
    assert watch.understanding.classify(TAP).decision == "silent"
    assert watch.state.learned == 1
    assert "learned version 2: this is no table" in watch.state.wrong
    _publish(database, HEAT)
    fresh = RuleWatch(database, NlpSettings(), cache)
    assert fresh.understanding.classify(TAP).decision == "register"
    assert fresh.understanding.classify(KITE).category == "utilities"
    assert (fresh.state.version, fresh.state.learned) == (1, 0)
    assert "learned version 2: this is no table" in fresh.state.wrong


def test_imported_places_are_known(database: Database, watch: RuleWatch) -> None:
    """The second import of the same file changes nothing, so there is nothing to take up."""
    report = "青杠坡的路灯坏了半个月没人修"
    assert "青杠坡" not in watch.understanding.classify(report).entities.get("place", "")
    desk = Desk(database)
    for is_new in (True, False):
        desk.imports("grid", "编码|名称|层级|上级编码\nX|青杠坡|村|")
        assert watch.look() is is_new
    assert "青杠坡" in watch.understanding.classify(report).entities["place"]


def test_a_places_file_that_vanished_leaves_the_old_names(
    database: Database, cache: Path, tmp_path: Path
) -> None:
    """It is told; what was known stays known."""
    places = tmp_path / "places.txt"
    places.write_text("柳树湾\n", encoding="utf-8")
    watch = RuleWatch(database, NlpSettings(places=places), cache)
    places.unlink()
    assert not watch.look()
    assert "[nlp] places" in watch.state.wrong
    assert watch.understanding.classify("柳树湾的路灯坏了没人修").entities["place"] == "柳树湾"


def test_what_is_suspended_is_taken_up_without_building(database: Database, watch: RuleWatch) -> None:
    """And so is what was resumed."""
    judge = watch.understanding.sense.judge
    pairs = [Pair(one.rule, one.term) for one in watch.understanding.classify("家里停水了").evidence]
    with database.session() as session:
        for pair in pairs:
            tally_of(session, pair, COUNTY).suspended_at = MONDAY
    assert watch.look()
    assert watch.understanding.classify("家里停水了", ("bridge", "g3")).decision == "silent"
    with database.session() as session:
        for pair in pairs:
            tally_of(session, pair, COUNTY).suspended_at = None
    assert watch.look()
    assert watch.understanding.classify("家里停水了").decision == "register"
    assert watch.understanding.sense.judge is judge


def test_while_the_database_is_away_the_old_rules_serve(sqlite: Database, cache: Path) -> None:
    """Nothing is lost, and afterwards it goes on."""
    watch = RuleWatch(sqlite, NlpSettings(), cache)
    sqlite.downgrade("0005")
    assert not watch.look()
    assert watch.understanding.classify("家里停水了").category == "utilities"
    sqlite.upgrade()
    _publish(sqlite, HEAT)
    assert watch.look()


def test_every_answer_is_wholly_old_or_wholly_new(sqlite: Database, cache: Path) -> None:
    """Threads judge while versions are exchanged: no fault, and no answer that belongs to neither."""
    watch = RuleWatch(sqlite, NlpSettings(), cache)
    watch.understanding.classify(KITE)
    _publish(sqlite, HEAT)
    watch.look()
    ended = threading.Event()
    with ThreadPoolExecutor(4) as pool:
        judging = [pool.submit(lambda: list(_answers(watch, ended))) for _ in range(4)]
        for text in (ENVIRONMENT, HEAT) * 4:
            _publish(sqlite, text)
            assert watch.look()
        ended.set()
        answers = {answer for one in judging for answer in one.result()}
    assert answers == {
        ("utilities", "service", "utilities.strong"),
        ("environment", "dispute", "environment.strong"),
    }


def test_readyz_and_metrics_tell_which_rules_are_in_use(tmp_path: Path) -> None:
    """A bad version makes nobody unready: the old one serves."""
    parts = make_county(tmp_path).parts()
    client = Client(build_application(parts, expects_scheduler=False))
    assert client.get("/readyz").get_json()["rules"] == {"version": 0, "learned": 0, "state": "ok"}
    _publish(parts.database, "code = ")
    _looks(parts)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert "not valid TOML" in answer.get_json()["rules"]["state"]
    figures = client.get("/metrics").get_data(as_text=True)
    assert "gridbot_rules_version 0.0" in figures
    assert "gridbot_learned_version 0.0" in figures
    assert "gridbot_rules_refused 1.0" in figures
    parts.close()


def _looks(parts: Parts) -> None:
    assert parts.rules is not None
    parts.rules.look()


def _answers(watch: RuleWatch, ended: threading.Event) -> Iterator[tuple[str | None, str, str]]:
    while not ended.is_set():
        verdict = watch.understanding.classify(KITE)
        yield verdict.category, verdict.kind, verdict.evidence[0].rule
