"""A corporation in a TOML file, and the invented one for those who have none."""

from __future__ import annotations

import json
import secrets
import string
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from pathlib import Path
from tomllib import TOMLDecodeError, load
from typing import Any, TypeVar

from bot.sandbox.corp import App, Bot, Corp, CorpError, Member, Robot, Room

Made = TypeVar("Made", Member, App, Bot, Room, Robot)
PARTS: Mapping[str, type[Any]] = {"members": Member, "apps": App, "bots": Bot, "rooms": Room, "robots": Robot}
LETTERS = string.ascii_letters + string.digits
PLAIN = ("corp_id", "trusted_addresses")
LISTS = ("members", "bots", "visible", "trusted_addresses")
SETS = ("visible", "trusted_addresses")
NUMBERS, FLAGS = ("agent_id",), ("licensed", "external")


def read_corp(file: Path) -> Corp:
    """The corporation of a file. Raises `CorpError`, which names the table and the key."""
    try:
        with file.open("rb") as opened:
            table = load(opened)
    except TOMLDecodeError as error:
        raise CorpError(f"{file}: {error}") from None
    unknown = set(table) - {*PLAIN, *PARTS}
    if unknown:
        raise CorpError(
            f"{file}: {', '.join(sorted(unknown))}: unknown; there are corp_id, {', '.join(PARTS)}"
        )
    made: dict[str, Any] = {
        name: tuple(_made(kind, one, name) for one in table.get(name, [])) for name, kind in PARTS.items()
    }
    plain = {key: _value(key, table[key], str(file)) for key in PLAIN if key in table}
    if not plain.get("corp_id"):
        raise CorpError(f"{file}: corp_id: missing")
    return Corp(**plain, **made)


def invented_corp(gridbot: str) -> Corp:
    """青禾县 with an application and a bot, their secrets new; `gridbot`: where the product listens."""
    names = {"wang": "王大妈", "li": "李群主", "zhao": "赵网格员", "sun": "孙网格长", "zhou": "周主任"}
    names |= {"qian": "钱镇长"}
    workers = ("li", "zhao", "sun", "zhou")
    return Corp(
        "wwqinghe",
        members=tuple(Member(userid, name) for userid, name in names.items()),
        apps=(App(1000002, _new(43), _new(32), _new(43), f"{gridbot}/callback/cadres", None, "网格群助手"),),
        bots=(Bot("aibqinghe", "网格群助手", _new(32), _new(43), f"{gridbot}/callback/workers"),),
        rooms=(
            Room("wrworkers", "网格员工作群", workers, ("aibqinghe",)),
            Room("wrresidents", "3组居民群", ("li",), external=True),
        ),
        robots=(Robot(_new(36), "wrworkers", "播报"),),
    )


def write_corp(corp: Corp) -> str:
    """The file of a corporation."""
    lines = [f"corp_id = {json.dumps(corp.corp_id)}"]
    if corp.trusted_addresses is not None:
        lines.append(f"trusted_addresses = {json.dumps(sorted(corp.trusted_addresses))}")
    for name in PARTS:
        for one in getattr(corp, name):
            lines += ["", f"[[{name}]]", *_lines(one)]
    return "\n".join(lines) + "\n"


def channel_tables(corp: Corp, url: str) -> str:
    """What goes into gridbot's configuration so that it speaks with this platform."""
    tables = []
    for app in corp.apps:
        keys = {"name": _channel(app.callback_url), "kind": "wecom_app", "corp_id": corp.corp_id}
        tables.append(_table({**keys, "agent_id": app.agent_id, **_secrets(app), "api_base_url": url}))
    for bot in corp.bots:
        keys = {"name": _channel(bot.callback_url), "kind": "wecom_aibot", "corp_id": corp.corp_id}
        tables.append(_table({**keys, "bot_id": bot.bot_id, **_secrets(bot), "api_base_url": url}))
    return "\n".join(tables)


def _secrets(one: App | Bot) -> dict[str, str]:
    secret = {"secret": one.secret} if isinstance(one, App) else {}
    return secret | {"token": one.token, "aes_key": one.aes_key}


def _table(keys: Mapping[str, object]) -> str:
    told = "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items())
    return f"[[channels]]\n{told}\n"


def _channel(callback_url: str) -> str:
    return callback_url.rstrip("/").rpartition("/")[2]


def _new(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def _lines(one: object) -> list[str]:
    found: list[str] = []
    for field in fields(one):  # type: ignore[arg-type]
        value = getattr(one, field.name)
        if value is not None and value != field.default:
            plain = sorted(value) if isinstance(value, frozenset) else value
            found.append(f"{field.name} = {json.dumps(plain, ensure_ascii=False)}")
    return found


def _made(kind: type[Made], table: Mapping[str, Any], where: str) -> Made:
    known: dict[str, Field[Any]] = {field.name: field for field in fields(kind)}
    unknown = set(table) - set(known)
    if unknown:
        raise CorpError(f"[[{where}]]: {', '.join(sorted(unknown))}: unknown; there are {', '.join(known)}")
    needed = [name for name, field in known.items() if field.default is MISSING]
    missing = [name for name in needed if name not in table]
    if missing:
        raise CorpError(f"[[{where}]]: {', '.join(missing)}: missing")
    return kind(**{key: _value(key, value, f"[[{where}]]") for key, value in table.items()})


def _value(key: str, value: object, where: str) -> Any:
    """A value in its type: texts, but for a few keys."""
    if key in LISTS:
        if (
            isinstance(value, Sequence)
            and not isinstance(value, str)
            and all(isinstance(one, str) for one in value)
        ):
            return frozenset(value) if key in SETS else tuple(value)
        raise CorpError(f"{where}: {key}: a list of texts is wanted")
    wanted: type = int if key in NUMBERS else bool if key in FLAGS else str
    if type(value) is not wanted:
        raise CorpError(f"{where}: {key}: {wanted.__name__} is wanted")
    return value
