"""Everything is built once, from settings and environment; nothing of a secret shows."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import text

from bot import wiring
from bot.config import ChannelSettings, ConfigError, Settings, load_settings
from bot.errors import SchemaError, SettingError
from bot.schema import ensure_schema
from models.database import Database
from models.grid import GridNode

CONFIG = """
[database]
url = "sqlite:///{folder}/county.db"
[security]
secret_key = "secret-key-of-the-test"
data_keys = ["{key}"]
[[channels]]
name = "bridge"
kind = "bridge"
secret = "secret-of-the-bridge"
deliver_url = "http://127.0.0.1:9/"
"""


@pytest.fixture(name="county")
def _county(tmp_path: Path) -> Settings:
    """The settings of a county with one bridge, in an empty folder."""
    file = tmp_path / "config.toml"
    key = base64.b64encode(bytes(32)).decode()
    file.write_text(CONFIG.format(folder=tmp_path, key=key), encoding="utf-8")
    return load_settings(file, {}, need_secrets=True)


def test_an_empty_database_gets_its_tables(county: Settings) -> None:
    """The first start needs no other command."""
    parts = wiring.build(county, {})
    assert parts.database.revision() == Database.newest_revision()
    assert set(parts.channels) == {"bridge"}
    parts.close()


def test_a_database_behind_is_refused_with_the_remedy(county: Settings) -> None:
    """Migrations of a county in use are the operator's decision."""
    database = wiring.open_database(county)
    ensure_schema(database)
    _stand_at(database, "0000")
    with pytest.raises(SchemaError, match="gridbot db upgrade"):
        ensure_schema(database)
    database.close()


def test_a_database_of_another_program_is_refused(county: Settings) -> None:
    """Its tables are not touched."""
    database = wiring.open_database(county)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
    with pytest.raises(SchemaError, match="another program"):
        ensure_schema(database)
    database.close()


def test_the_rehearsed_clock_starts_where_told_and_runs_on(county: Settings) -> None:
    """A time without offset is the county's."""
    clock = wiring.build_clock(county, {"GRIDBOT_CLOCK": "2027-01-04T09:00:00"})
    first = clock()
    assert first.isoformat().startswith("2027-01-04T09:00:0")
    assert first.utcoffset() == timedelta(hours=8)
    assert clock() > first
    clock.shift(timedelta(days=1))
    assert timedelta(days=1) <= clock() - first < timedelta(days=1, minutes=1)


def test_a_platforms_time_passes_with_the_countys_and_never_runs_back(county: Settings) -> None:
    """A county that begins anew must not be told of tokens and limits that lie in its future."""
    clock = wiring.build_clock(county, {})
    began = clock.steady()
    clock.shift(timedelta(days=90))
    moved = clock.steady()
    assert timedelta(days=90) <= moved - began < timedelta(days=90, minutes=1)
    clock.start_at(began)
    assert clock() - began < timedelta(minutes=1)
    assert clock.steady() >= moved
    clock.reach(began + timedelta(days=1))
    assert timedelta(days=91) <= clock.steady() - began < timedelta(days=91, minutes=1)


def test_a_wrong_clock_is_a_mistake_of_the_configuration(county: Settings) -> None:
    """It is named with its remedy."""
    with pytest.raises(ConfigError, match="GRIDBOT_CLOCK"):
        wiring.build_clock(county, {"GRIDBOT_CLOCK": "tomorrow"})


def test_without_a_rehearsal_the_clock_is_the_real_one(county: Settings) -> None:
    """In the county's zone."""
    clock = wiring.build_clock(county, {})
    assert abs(clock() - wiring.real_time()) < timedelta(seconds=5)
    assert clock().utcoffset() == timedelta(hours=8)


def test_places_come_from_the_grid_and_from_the_file(county: Settings, tmp_path: Path) -> None:
    """So that a text's place is found by its name."""
    places = tmp_path / "places.txt"
    places.write_text("# our places\n\n柳树湾\n", encoding="utf-8")
    database = wiring.open_database(county)
    ensure_schema(database)
    with database.session() as session:
        session.add(GridNode(code="B1", name="青杠坡", level="村", path="/1/"))
    nlp = county.nlp.model_copy(update={"places": places})
    parts = wiring.assemble(county.model_copy(update={"nlp": nlp}), {}, database)
    for place in ("青杠坡", "柳树湾"):
        assert place in parts.office.classify(f"{place}的路灯坏了半个月没人修").entities.get("place", "")
    parts.close()


def test_a_places_file_that_is_not_there_is_named(county: Settings, tmp_path: Path) -> None:
    """With the key to correct."""
    nlp = county.nlp.model_copy(update={"places": tmp_path / "gone.txt"})
    with pytest.raises(SettingError, match=r"gone\.txt.*\[nlp\] places"):
        wiring.plain_classifier(county.model_copy(update={"nlp": nlp}), {})


def test_a_kind_of_channel_that_is_not_spoken_yet_is_refused(county: Settings) -> None:
    """Better at the start than at the first message."""
    channel = ChannelSettings.model_validate({"name": "app", "kind": "wecom_kf"})
    database = wiring.open_database(county)
    ensure_schema(database)
    with pytest.raises(SettingError, match=r"app.*wecom_kf"):
        wiring.assemble(county.model_copy(update={"channels": (channel,)}), {}, database)
    database.close()


def test_no_secret_shows_in_what_is_printed(county: Settings) -> None:
    """Neither of the settings nor of the parts."""
    parts = wiring.build(county, {})
    for shown in (repr(county), repr(parts), repr(parts.channels["bridge"]), str(parts)):
        assert "secret-key-of-the-test" not in shown
        assert "secret-of-the-bridge" not in shown
    parts.close()


def test_a_cache_is_kept_only_in_a_folder_of_ones_own(county: Settings, tmp_path: Path) -> None:
    """Without a home there is none, and nothing fails."""
    for environ in ({}, {"HOME": str(tmp_path)}, {"XDG_CACHE_HOME": "/proc/none"}):
        assert wiring.plain_classifier(county, environ).classify("你好").decision == "silent"


def _stand_at(database: Database, revision: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :at"), {"at": revision})
