"""config.example.toml holds every setting with its default, one comment each, and nothing else."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.config import ChannelSettings, Settings, load_settings

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
DOCUMENT = tomllib.loads(TEXT)


def keys_of(model: type[BaseModel]) -> dict[str, Any]:
    """Every key of a model; a key that is a table leads to that table's keys."""
    tables = {name: field.annotation for name, field in model.model_fields.items()}
    return {
        name: keys_of(kind) if isinstance(kind, type) and issubclass(kind, BaseModel) else None
        for name, kind in tables.items()
    }


def shape_of(value: Any) -> Any:
    return {key: shape_of(inner) for key, inner in value.items()} if isinstance(value, dict) else None


def test_every_setting_stands_in_the_example_and_nothing_else() -> None:
    """Channels have no default, so theirs is a comment (below)."""
    expected = keys_of(Settings)
    del expected["channels"]
    assert shape_of(DOCUMENT) == expected


def test_every_value_in_the_example_is_the_default() -> None:
    """It loads without a mistake, into the defaults."""
    assert load_settings(EXAMPLE, {}) == Settings()


def test_every_key_of_a_channel_stands_in_the_commented_example_with_its_default() -> None:
    """Uncommented, it is a whole channel; only a bridge's address must be filled in."""
    commented = re.findall(r"^# (\[\[channels\]\].*|\w+ = .*)$", TEXT, flags=re.MULTILINE)
    (table,) = tomllib.loads("\n".join(commented))["channels"]
    assert list(table) == list(ChannelSettings.model_fields)
    platform = ChannelSettings.model_validate(table | {"kind": "wecom_app"})
    assert platform == ChannelSettings.model_validate({"name": "gate", "kind": "wecom_app"})


def test_every_key_of_the_example_has_its_comment() -> None:
    """One on its own line, after the value."""
    keys = [line for line in TEXT.splitlines() if re.match(r"(# )?\w+ = ", line)]
    assert [line for line in keys if not re.search(r"[\]\"\d\[]\s+# \S", line)] == []
