"""Every mistake in the configuration is told at once, with its place and remedy, and no secret ever."""

import base64
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ConfigError, load_settings

KEY = base64.b64encode(bytes(range(32))).decode()
BRIDGE = '[[channels]]\nname = "gate"\nkind = "bridge"\n'
RUNG = '[[escalation.ladder]]\nname = "a"\nat = "镇"\n'

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


def test_all_mistakes_are_told_at_once_with_key_place_and_remedy(write: WriteConfig) -> None:
    """One line each; the place is the file or the environment variable."""
    path = write('timezone = "Mars"\n[databse]\nurl = ""\n[server]\nprot = 3\nport = "8"\n' + BRIDGE)
    told = mistakes(path, {"GRIDBOT_REDIS__URL": "http://x", "GRIDBOT_SERVR__PORT": "3"}, need_secrets=True)
    variable = "environment variable GRIDBOT_REDIS__URL"
    for line in (
        f'timezone ({path}): not a known time zone; write for example "Asia/Shanghai"',
        f"databse ({path}): unknown key; did you mean database?",
        f"server.prot ({path}): unknown key; did you mean port?",
        f"server.port ({path}): must be a whole number; correct it, or remove it to have 8000",
        f'redis.url ({variable}): not a usable address; write for example "redis://localhost:6379/0"',
        "servr (environment variable GRIDBOT_SERVR__PORT): unknown key; did you mean server?",
        f"channels[0].deliver_url ({path}): missing; a bridge needs",
        f"channels[0].secret ({path}): missing; set secret, or secret_file; `gridbot secret`",
        f"security.secret_key ({path}): missing; set secret_key, or secret_key_file; `gridbot secret`",
        f"security.data_keys ({path}): missing; set data_keys, or data_keys_file; `gridbot secret`",
    ):
        assert f"\n- {line}" in told
    assert told.count("\n") == 10


@pytest.mark.parametrize(
    ("text", "key", "told"),
    [
        ("a = ", "the whole file", "not TOML: "),
        ("server = 3", "server", "must be a table"),
        ("channels = [3]", "channels[0]", "must be a table"),
        ('[nlp]\nrules = "dir"', "nlp.rules", "must be a list"),
        ("timezone = 8", "timezone", "must be text"),
        ("[server]\nport = true", "server.port", "must be a whole number"),
        ("[server]\nport = 70000", "server.port", "input should be less than or equal to 65535"),
        ('[server]\npublic_url = "gridbot.cn"', "server.public_url", "not a usable address"),
        ('[server]\npublic_url = "https://"', "server.public_url", "not a usable address"),
        ('[database]\nurl = "postgresql://h/n"', "database.url", "not a usable address; write for example"),
        ('[database]\nurl = "sqlite://var/gridbot.db"', "database.url", "not a usable address"),
        ('[database]\nurl = ""', "database.url", "string should have at least 1 character"),
        ('[redis]\nurl = "redis://h:port"', "redis.url", "not a usable address"),
        ('[schedules]\ndigest_at = "25:00"', "schedules.digest_at", "not a time of day"),
        ("[schedules]\ndigest_at = 830", "schedules.digest_at", "not a time of day"),
        ('[schedules]\nquiet_hours = ["21:00"]', "schedules.quiet_hours[1]", "missing"),
        ('[security]\ndata_keys = ["YWJj"]', "security.data_keys[0]", "3 bytes instead of 32"),
        ('[security]\ndata_keys = ["?"]', "security.data_keys[0]", "not base64"),
        ("[security]\nsecret_key_file = 3", "security.secret_key_file", "not text"),
        ("[escalation]\nladder = []", "escalation.ladder", "a ladder needs at least one rung"),
        ("[gathering]\ngroups = 0", "gathering.groups", "input should be greater"),
        ("[escalation]\nowner_minutes = [30, 30, 40]", "escalation.owner_minutes", "each must be later"),
        (
            "[escalation]\nsupervision_days = [3, 3, 5, 0]",
            "escalation.supervision_days[3]",
            "input should be",
        ),
        ("[escalation]\nremind_at = [0.75, 1]", "escalation.remind_at", "not rising shares"),
        ("[escalation]\nremind_at = [0.75, 0.5]", "escalation.remind_at", "not rising shares"),
        ('[escalation]\nremind_at = ["a"]', "escalation.remind_at[0]", "input should be a valid number"),
        (RUNG + 'who = "unit:"\ndays = 1', "escalation.ladder[0].who", "not a role"),
        (RUNG + 'who = "chief"\ndays = -1', "escalation.ladder[0].days", "input should be greater"),
        ('[[channels]]\nname = "a"\nkind = "wecom"', "channels[0].kind", "input should be 'bridge'"),
        ('[[channels]]\nname = "a/b"\nkind = "wecom_kf"', "channels[0].name", "string should match"),
        ('[[channels]]\nkind = "wecom_kf"', "channels[0].name", "missing; add it"),
    ],
)
def test_a_mistake_in_the_file(write: WriteConfig, text: str, key: str, told: str) -> None:
    """Wrong types, addresses, times, keys: each is named with its place."""
    write(text)
    assert f"- {key} (county.toml): {told}" in mistakes(Path("county.toml"), {})


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("GRIDBOT_SERVER__PORT", "many", "must be a whole number"),
        ("GRIDBOT_SERVER__PORT", "1\nx = 2", "must be a whole number"),
        ("GRIDBOT_TIMEZONE__X", "x", "there is no place for it"),
        ("GRIDBOT_CHANNELS__3__NAME", "x", "there is no place for it"),
        ("GRIDBOT_CHANNELS__NAME", "x", "there is no place for it"),
        ("GRIDBOT_NLP", "3", "must be a table"),
        ("GRIDBOT_", "3", "unknown key"),
        ("GRIDBOT_SERVER__HOST_FILE", "3", "unknown key; did you mean host?"),
        ("GRIDBOT_REDIS__URL_FILE", "none", "url_file names a file that cannot be read"),
        ("GRIDBOT_REDIS__URL_FILE", "empty", "the file is empty"),
    ],
)
def test_a_mistake_in_the_environment(write: WriteConfig, variable: str, value: str, told: str) -> None:
    """The variable is named, not only the key."""
    (write('timezone = "Asia/Shanghai"').parent / "empty").touch()
    assert f"environment variable {variable}): {told}" in mistakes(Path("county.toml"), {variable: value})


WORDS = [
    *("CHANNELS", "DATA_KEYS", "DAYS", "ESCALATION", "FILE", "LADDER", "NAME", "NLP", "PORT", "QUIET_HOURS"),
    *("RULES", "SCHEDULES", "SECRET", "SECRET_KEY_FILE", "SECURITY", "SERVER", "TIMEZONE", "0", "1", "7", ""),
]
names = st.lists(st.sampled_from(WORDS), max_size=4).map(lambda words: "GRIDBOT_" + "__".join(words))
values = st.sampled_from(["[1, 2]", "[{a = 1}]", "a,b", "21:00"]) | st.text('a1=,[]{}/"\n\0', max_size=9)
documents = st.sampled_from(["", "server = 3", "channels = 3", "channels = [1]", BRIDGE, RUNG])


@given(documents, st.dictionaries(names, values, max_size=5))
def test_no_environment_breaks_more_than_the_configuration(document: str, environ: dict[str, str]) -> None:
    """Whatever is set over whatever file: settings or a ConfigError, never a traceback."""
    with NamedTemporaryFile("w", suffix=".toml") as file, suppress(ConfigError):
        file.write(document)
        file.flush()
        load_settings(Path(file.name), environ)


def test_a_file_that_is_not_there_is_named(write: WriteConfig) -> None:
    """A mistyped $GRIDBOT_CONFIG does not silently mean the defaults."""
    assert "the whole file (none.toml): cannot be read" in mistakes(None, {"GRIDBOT_CONFIG": "none.toml"})


def test_a_secret_and_its_file_are_one_too_many(write: WriteConfig) -> None:
    """Which of both counts is not guessed."""
    path = write('[security]\nsecret_key = "a"\nsecret_key_file = "b"')
    assert "given twice; remove it or secret_key_file" in mistakes(path, {})
    both = {"GRIDBOT_REDIS__URL": "", "GRIDBOT_REDIS__URL_FILE": "b"}
    assert "given twice; remove it or GRIDBOT_REDIS__URL" in mistakes(None, both)


def test_two_channels_of_one_name_are_refused_beside_other_mistakes(write: WriteConfig) -> None:
    """The name is the callback's address."""
    told = mistakes(write(BRIDGE + BRIDGE), {})
    assert told.count("gate stands 2 times") == 2
    assert told.count("deliver_url") == 2


def test_no_secret_is_ever_shown(write: WriteConfig) -> None:
    """Neither by repr, nor by an error about the secret itself or about its neighbour."""
    hidden = "hidden-5ecret"
    text = f"""
        [database]
        url = "postgresql+psycopg://u:{hidden}@h/n"
        [redis]
        url = "redis://:{hidden}@h/0"
        [security]
        secret_key = "{hidden}"
        data_keys = ["{KEY}"]
        [[channels]]
        name = "a"
        kind = "wecom_kf"
        secret = "{hidden}"
        token = "{hidden}"
        aes_key = "{hidden}"
        key = "{hidden}"
    """
    shown = repr(load_settings(write(text), {}, need_secrets=True))
    wrong = text.replace('data_keys = ["', f'data_keys = ["{hidden}').replace("postgresql+psycopg", "mysql")
    environ = {"GRIDBOT_SERVER__PORT": hidden, "GRIDBOT_CHANNELS__0__TOKEN_FILE": hidden}
    told = mistakes(write(wrong.replace("secret =", "secrt =")), environ)
    assert not [word for word in (hidden, KEY) if word in shown + told]
