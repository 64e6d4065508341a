"""The kinds of value that settings are made of, each with the remedy it gives when it is wrong.

No message here repeats the value: it may be, or hold, a secret.
"""

import base64
import binascii
import re
from datetime import time
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    StrictFloat,
    StrictInt,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from models.role import Role

DATA_KEY_BYTES = 32
MOST_SHARE = 10
UNIT = "unit:"
LOCAL = ("sqlite", "unix")
WEB = ("http", "https")
REMEDY = "remedy"
"""Pydantic's type of the errors raised here: their message already says what to do."""


class FromFile:
    """Marks a setting that may also be read from the file named by its key with `_file` after it."""


def wrong(remedy: str) -> PydanticCustomError:
    """The error a validator raises; its words are the whole line after the key."""
    return PydanticCustomError(REMEDY, "{words}", {"words": remedy})


def _zone_name(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # unknown, no possible name, a folder of the zone data
        raise wrong('not a known time zone; write for example "Asia/Shanghai"') from error
    return name


def _clock_time(value: Any) -> time:
    """`21:00` in quotes, or TOML's own 21:00:00; a number is refused, for Pydantic takes it for seconds."""
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return time.fromisoformat(value)
    if isinstance(value, time) and value.tzinfo is None:
        return value
    raise wrong('not a time of day; write for example "08:30"')


def _address(schemes: tuple[str, ...], example: str) -> AfterValidator:
    def check(url: str) -> str:
        if url and not _is_address(url, schemes):
            raise wrong(f'not a usable address; write for example "{example}"')
        return url

    return AfterValidator(check)


def _is_address(url: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port  # judged only when asked for
    except ValueError:
        return False
    if parts.scheme in WEB:
        return parts.scheme in schemes and bool(parts.hostname)
    if parts.scheme in LOCAL:  # one slash short, sqlite://var/x.db would name a host
        return parts.scheme in schemes and bool(parts.path) and not parts.netloc
    return parts.scheme in schemes and bool(parts.netloc or parts.path)


def _data_key(secret: SecretStr) -> SecretStr:
    try:
        raw = base64.b64decode(secret.get_secret_value(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise wrong("not base64; take a key from `gridbot secret`") from error
    if len(raw) != DATA_KEY_BYTES:
        raise wrong(f"{len(raw)} bytes instead of {DATA_KEY_BYTES}; take a key from `gridbot secret`")
    return secret


def _number_as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _blank_as_none(value: Any) -> Any:
    return None if value == "" else value


def _rising(minutes: tuple[int, ...]) -> tuple[int, ...]:
    if any(earlier >= later for earlier, later in pairwise(minutes)):
        raise wrong("each must be later than the one before; write for example [30, 120, 720]")
    return minutes


def _shares(values: tuple[float, ...]) -> tuple[float, ...]:
    rising = all(earlier < later for earlier, later in pairwise(values))
    if not rising or not all(0 < one <= MOST_SHARE and one != 1 for one in values):
        raise wrong("not rising shares of a rung's time other than 1; write for example [0.5, 0.75, 1.5]")
    return values


def _who(value: str) -> str:
    if value in set(Role) or value.removeprefix(UNIT) not in ("", value):
        return value
    raise wrong(f'not a role; write "{UNIT}NAME" or one of {", ".join(Role)}')


ZoneName = Annotated[str, AfterValidator(_zone_name)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
DatabaseUrl = Annotated[
    Text, _address(("sqlite", "postgresql+psycopg"), "postgresql+psycopg://user@host/name")
]
RedisUrl = Annotated[str, _address(("redis", "rediss", "unix"), "redis://localhost:6379/0")]
WebUrl = Annotated[str, _address(WEB, "https://gridbot.example.cn")]
DataKey = Annotated[SecretStr, AfterValidator(_data_key)]
Identifier = Annotated[str, BeforeValidator(_number_as_text)]
OptionalPath = Annotated[Path | None, BeforeValidator(_blank_as_none)]
Who = Annotated[str, AfterValidator(_who)]
Count = Annotated[StrictInt, Field(ge=0)]
Positive = Annotated[StrictInt, Field(ge=1)]
Shares = Annotated[tuple[StrictFloat, ...], AfterValidator(_shares)]
RisingMinutes = Annotated[tuple[Positive, Positive, Positive], AfterValidator(_rising)]
TwoSpans = tuple[Positive, Positive]
Port = Annotated[StrictInt, Field(ge=0, le=65535)]
NO_SECRET = SecretStr("")
Secret = Annotated[SecretStr, FromFile()]
