"""What the configuration must say about a platform's channel, and how it says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.kinds import Around, build_channel
from bot.config import ConfigError, load_settings
from bot.errors import SettingError
from tests.bot.making import Hand
from tests.channels.envelopes import AES_KEY

KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
SECURITY = f'[security]\nsecret_key = "k"\ndata_keys = ["{KEY}"]\n'
APP = {
    "kind": '"wecom_app"',
    "corp_id": '"ww1"',
    "agent_id": "1000002",
    "secret": '"s"',
    "token": '"t"',
    "aes_key": f'"{AES_KEY}"',
}
AIBOT = {"kind": '"wecom_aibot"', "token": '"t"', "aes_key": f'"{AES_KEY}"'}


def written(folder: Path, table: dict[str, str]) -> Path:
    """A configuration with one channel."""
    lines = "\n".join(f"{key} = {value}" for key, value in table.items())
    file = folder / "config.toml"
    file.write_text(f'{SECURITY}[[channels]]\nname = "x"\n{lines}\n', encoding="utf-8")
    return file


@pytest.mark.parametrize("table", [APP, AIBOT, APP | {"corp_id": "7", "agent_id": '"7"'}])
def test_a_whole_table_makes_a_channel(tmp_path: Path, hand: Hand, table: dict[str, str]) -> None:
    """Ids are numbers or texts."""
    settings = load_settings(written(tmp_path, table), {}, need_secrets=True)
    channel = build_channel(settings.channels[0], Around(settings.zone, hand))
    assert (channel.name, channel.kind) == ("x", settings.channels[0].kind)


def test_one_name_of_the_corporation_is_enough(tmp_path: Path) -> None:
    """`app_id` in place of `corp_id`."""
    table = {key: value for key, value in APP.items() if key != "corp_id"} | {"app_id": '"wx1"'}
    settings = load_settings(written(tmp_path, table), {}, need_secrets=True)
    assert settings.channels[0].receive_ids == ("wx1",)


@pytest.mark.parametrize(
    ("table", "missing", "named"),
    [
        *[(APP, key, key) for key in ("agent_id", "secret", "token", "aes_key")],
        (APP, "corp_id", "app_id"),
        (AIBOT, "token", "token"),
        (AIBOT, "aes_key", "aes_key"),
    ],
)
def test_what_is_missing_is_named_with_its_remedy(
    tmp_path: Path, table: dict[str, str], missing: str, named: str
) -> None:
    """By whoever is to work with it; a command that only reads rules is not held up."""
    file = written(tmp_path, {key: value for key, value in table.items() if key != missing})
    load_settings(file, {})
    with pytest.raises(ConfigError) as error:
        load_settings(file, {}, need_secrets=True)
    assert f"channels[0].{named}" in str(error.value)
    assert "missing" in str(error.value)
    assert "copy" in str(error.value)


@pytest.mark.parametrize("key", ["short", AES_KEY + "x", AES_KEY[:-1] + "$"])
def test_a_key_of_the_wrong_form_is_named_and_not_shown(tmp_path: Path, key: str) -> None:
    """43 letters and digits."""
    with pytest.raises(ConfigError) as error:
        load_settings(written(tmp_path, APP | {"aes_key": f'"{key}"'}), {}, need_secrets=True)
    assert "channels[0].aes_key" in str(error.value)
    assert key not in str(error.value)


def test_a_kind_that_is_not_spoken_yet_is_named(tmp_path: Path, hand: Hand) -> None:
    """In one sentence with the remedy."""
    settings = load_settings(written(tmp_path, {"kind": '"wecom_kf"'}), {})
    with pytest.raises(SettingError, match="remove it"):
        build_channel(settings.channels[0], Around(settings.zone, hand))
