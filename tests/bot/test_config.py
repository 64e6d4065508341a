"""Settings come from one file and the environment over it; the defaults are whole."""

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.config import ChannelKind, ConfigError, Settings, load_settings, parse_clock

KEY = base64.b64encode(bytes(range(32))).decode()
OLD_KEY = base64.b64encode(bytes(32)).decode()
BRIDGE = '[[channels]]\nname = "gate"\nkind = "bridge"\n'

WriteConfig = Callable[[str], Path]


@pytest.fixture(name="write")
def _write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WriteConfig:
    """Writes a configuration file, in an empty working directory."""
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> Path:
        path = tmp_path / "county.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def mistakes(path: Path | None, environ: Mapping[str, str], *, need_secrets: bool = False) -> str:
    """What the person at the keyboard is told."""
    with pytest.raises(ConfigError) as caught:
        load_settings(path, environ, need_secrets=need_secrets)
    return str(caught.value)


def test_without_any_file_the_defaults_hold(write: WriteConfig) -> None:
    """Embedded: SQLite under var/, no Redis, no channel."""
    settings = load_settings(None, {})
    assert settings == Settings()
    assert (settings.database.url, settings.redis.url) == ("sqlite:///var/gridbot.db", "")
    assert settings.zone == ZoneInfo("Asia/Shanghai")
    assert sum(rung.days for rung in settings.escalation.ladder) == 7


def test_the_file_is_the_named_one_else_the_environments_else_config_toml(write: WriteConfig) -> None:
    """The order of CONTRACT."""
    here = write("[server]\nport = 1").parent
    (here / "env.toml").write_text("[server]\nport = 2", encoding="utf-8")
    (here / "config.toml").write_text("[server]\nport = 3", encoding="utf-8")
    by_environment = {"GRIDBOT_CONFIG": "env.toml"}
    assert load_settings(here / "county.toml", by_environment).server.port == 1
    assert load_settings(None, by_environment).server.port == 2
    assert load_settings(None, {}).server.port == 3


def test_the_environment_overrides_the_file(write: WriteConfig) -> None:
    """Text is taken as it is; numbers and lists are read as TOML, lists also with commas."""
    path = write('[server]\nport = 1\nhost = "10.0.0.1"\n[nlp]\nrules = ["a"]')
    environ = {
        "GRIDBOT_SERVER__PORT": "9000",
        "GRIDBOT_DATABASE__URL": "postgresql+psycopg://u@h/n",
        "GRIDBOT_NLP__RULES": '["x", "y"]',
        "GRIDBOT_SCHEDULES__PLANS": "plans, more plans",
        "GRIDBOT_SCHEDULES__QUIET_HOURS": "22:00,06:00",
        "GRIDBOT_ESCALATION__OWNER_MINUTES": "1, 2, 3",
        "GRIDBOT_SECURITY__DATA_KEYS": f"{KEY},{OLD_KEY}",
        "HOME": "/root",
    }
    settings = load_settings(path, environ)
    assert (settings.server.port, settings.server.host) == (9000, "10.0.0.1")
    assert settings.database.url == "postgresql+psycopg://u@h/n"
    assert (settings.nlp.rules, settings.schedules.plans) == (
        (Path("x"), Path("y")),
        (Path("plans"), Path("more plans")),
    )
    assert settings.schedules.quiet_hours == (time(22), time(6))
    assert settings.escalation.owner_minutes == (1, 2, 3)
    assert settings.security.raw_data_keys == (bytes(range(32)), bytes(32))


def test_tables_in_a_list_are_reached_by_their_number(write: WriteConfig) -> None:
    """An entry of the file is completed, one after the last is added, the default ladder is changed."""
    environ = {
        "GRIDBOT_CHANNELS__0__SECRET": "s",
        "GRIDBOT_CHANNELS__0__DELIVER_URL": "http://127.0.0.1:9/out",
        "GRIDBOT_CHANNELS__1__NAME": "mp",
        "GRIDBOT_CHANNELS__1__KIND": "wechat_mp",
        "GRIDBOT_CHANNELS__1__APP_ID": "7",
        "GRIDBOT_ESCALATION__LADDER__1__DAYS": "5",
        "GRIDBOT_SCHEDULES__QUIET_HOURS__0": "22:15",
    }
    settings = load_settings(write(BRIDGE), environ)
    assert [(c.name, c.kind, c.app_id) for c in settings.channels] == [
        ("gate", ChannelKind.BRIDGE, ""),
        ("mp", ChannelKind.WECHAT_MP, "7"),
    ]
    assert [(rung.name, rung.days) for rung in settings.escalation.ladder][:2] == [("社级", 1), ("村级", 5)]
    assert settings.schedules.quiet_hours == (time(22, 15), time(7, 30))


def test_ids_of_a_platform_may_be_numbers(write: WriteConfig) -> None:
    """WeCom prints an agent_id as a number; what a kind does not need is accepted."""
    text = '[[channels]]\nname = "app"\nkind = "wecom_app"\nagent_id = 1000002\ncorp_id = "ww1"\nbot_id = 3'
    channel = load_settings(write(text), {}).channels[0]
    assert (channel.agent_id, channel.corp_id, channel.bot_id, channel.max_age) == (
        "1000002",
        "ww1",
        "3",
        3600,
    )


def test_secrets_are_read_from_files(write: WriteConfig) -> None:
    """`…_file` in the file and `…_FILE` in the environment; data keys one a line; the environment wins."""
    here = write("").parent
    for name, text in {
        "sign": "from toml\n",
        "other": " two words \n",
        "keys": f"{KEY}\n\n{OLD_KEY}\n",
    }.items():
        (here / name).write_text(text, encoding="utf-8")
    url = here / "url"
    url.write_text("redis://:pass@h/0\n", encoding="utf-8")
    path = write(
        f'[security]\nsecret_key_file = "sign"\ndata_keys_file = "keys"\n[redis]\nurl_file = "{url}"'
    )
    settings = load_settings(path, {}, need_secrets=True)
    assert settings.security.secret_key.get_secret_value() == "from toml"
    assert len(settings.security.raw_data_keys) == 2
    assert settings.redis.url == "redis://:pass@h/0"
    settings = load_settings(path, {"GRIDBOT_SECURITY__SECRET_KEY_FILE": "other"})
    assert settings.security.secret_key.get_secret_value() == "two words"
    settings = load_settings(path, {"GRIDBOT_SECURITY__SECRET_KEY": "plain"})
    assert settings.security.secret_key.get_secret_value() == "plain"


@pytest.mark.parametrize("key", ["secret", "token", "aes_key", "key"])
def test_a_channels_secrets_are_read_from_files(write: WriteConfig, key: str) -> None:
    """Each secret key of a channel, by number."""
    path = write('[[channels]]\nname = "a"\nkind = "wecom_app"')
    (path.parent / "file").write_text("hidden\n", encoding="utf-8")
    channel = load_settings(path, {f"GRIDBOT_CHANNELS__0__{key.upper()}_FILE": "file"}).channels[0]
    assert getattr(channel, key).get_secret_value() == "hidden"


def test_reserved_names_are_no_settings(write: WriteConfig) -> None:
    """The clock and the test servers share the prefix only."""
    environ = {"GRIDBOT_CLOCK": "2026-11-22", "GRIDBOT_TEST_DATABASE_URL": "x", "GRIDBOT_TEST_REDIS_URL": "y"}
    assert load_settings(None, environ) == Settings()


def test_secrets_are_needed_only_by_who_serves_or_stores(write: WriteConfig) -> None:
    """`classify` and the like start without; a blank secret is none."""
    path = write(BRIDGE + 'deliver_url = "http://127.0.0.1:9/out"\n[security]\nsecret_key = " "')
    assert load_settings(path, {}).channels[0].kind is ChannelKind.BRIDGE
    assert mistakes(path, {}, need_secrets=True).count("missing") == 3


def test_settings_do_not_change_once_read() -> None:
    """Frozen, tables included."""
    with pytest.raises(ValueError, match="frozen"):
        Settings().server.port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-11-22T08:30:00", datetime(2026, 11, 22, 0, 30, tzinfo=UTC)),
        ("2026-11-22T08:30:00Z", datetime(2026, 11, 22, 8, 30, tzinfo=UTC)),
        ("2026-11-22", datetime(2026, 11, 21, 16, tzinfo=UTC)),
    ],
)
def test_the_clock_of_a_rehearsal(value: str, moment: datetime) -> None:
    """Without an offset it is the county's own time."""
    parsed = parse_clock(value, ZoneInfo("Asia/Shanghai"))
    assert parsed == moment
    assert parsed.tzinfo is not None


def test_a_bad_clock_is_a_mistake_of_the_configuration() -> None:
    """It names the variable and an example."""
    with pytest.raises(ConfigError, match=r"GRIDBOT_CLOCK.*2026-11-22T08:30:00\+08:00"):
        parse_clock("tomorrow", ZoneInfo("Asia/Shanghai"))
