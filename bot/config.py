"""The configuration: one TOML file and the environment over it become `Settings`, or one ConfigError."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.settings.channels import ChannelKind, ChannelSettings
from bot.settings.draft import Draft
from bot.settings.errors import ConfigError, Mistake, did_you_mean, dotted
from bot.settings.models import Rung, Settings
from bot.settings.schema import field_at, from_file, known_keys
from bot.settings.sources import CLOCK_VARIABLE, read_draft
from bot.settings.table import NEED_SECRETS
from bot.settings.values import REMEDY

__all__ = [
    "ChannelKind",
    "ChannelSettings",
    "ConfigError",
    "Rung",
    "Settings",
    "load_settings",
    "parse_clock",
]

WANTED = {
    "int_type": "must be a whole number",
    "string_type": "must be text in quotes",
    "path_type": "must be a path in quotes",
    "tuple_type": "must be a list in [ ]",
    "model_type": "must be a table",
}
"""TOML's words for Pydantic's types of error; the other messages of Pydantic are clear as they are."""


def load_settings(path: Path | None, environ: Mapping[str, str], *, need_secrets: bool = False) -> Settings:
    """Settings from `path` (else $GRIDBOT_CONFIG, ./config.toml or defaults) with `environ` over them.

    `need_secrets` is for commands that serve or store: they do not start without keys of their own.
    Raises ConfigError, which lists every mistake. Relative paths are taken from the working directory.
    """
    draft = read_draft(path, environ)
    _blame_repeated_channels(draft)
    try:
        settings = Settings.model_validate(draft.values, context={NEED_SECRETS: need_secrets})
    except ValidationError as error:
        blamed = {mistake.key for mistake in draft.mistakes}
        judged = [_mistake(draft, detail) for detail in error.errors(include_input=False, include_url=False)]
        draft.mistakes += [mistake for mistake in judged if mistake.key not in blamed]
        raise ConfigError(draft.mistakes) from None  # the cause holds the values
    if draft.mistakes:
        raise ConfigError(draft.mistakes)
    return settings


def parse_clock(value: str, timezone: ZoneInfo) -> datetime:
    """The moment that GRIDBOT_CLOCK names: ISO 8601, on the county's clock if it has no offset."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        remedy = "not an ISO time; write for example 2026-11-22T08:30:00+08:00"
        raise ConfigError([Mistake("clock", f"environment variable {CLOCK_VARIABLE}", remedy)]) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone)


def _blame_repeated_channels(draft: Draft) -> None:
    channels = draft.values.get("channels")
    names = [_name_of(channel) for channel in channels] if isinstance(channels, list) else []
    times = Counter(names)
    for index, name in enumerate(names):
        if name and times[name] > 1:
            draft.blame(
                ("channels", index, "name"), f"{name} stands {times[name]} times; give each its own name"
            )


def _name_of(channel: Any) -> str:
    name = channel.get("name") if isinstance(channel, dict) else None
    return name if isinstance(name, str) else ""


def _mistake(draft: Draft, detail: ErrorDetails) -> Mistake:
    """One line out of one of Pydantic's errors; its `input` is never looked at, it may be a secret."""
    loc, message = detail["loc"], detail["msg"]
    if detail["type"] == "extra_forbidden":
        return Mistake(dotted(loc), draft.source_of(loc), _remedy_for_unknown(loc))
    if detail["type"] == "missing":
        return Mistake(dotted(loc), draft.source_of(loc), "missing; add it")
    if detail["type"] == REMEDY:
        return Mistake(dotted(loc), draft.source_of(loc), message)
    wanted = WANTED.get(detail["type"], f"{message[0].lower()}{message[1:]}")
    return Mistake(dotted(loc), draft.source_of(loc), f"{wanted}; {_way_out(loc)}")


def _remedy_for_unknown(loc: tuple[str | int, ...]) -> str:
    if from_file(loc):
        return "not text; write the path of a file in quotes"
    return did_you_mean(str(loc[-1]), known_keys(loc[:-1]))


def _way_out(loc: tuple[str | int, ...]) -> str:
    field = field_at(loc)
    if field is not None and isinstance(field.default, int | str) and field.default:
        return f"correct it, or remove it to have {field.default}"
    return "correct it"
