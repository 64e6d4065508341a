"""Where settings come from: one TOML file, and over it the environment variables that start with GRIDBOT_."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.settings.draft import Draft
from bot.settings.errors import ConfigError, Loc, Mistake
from bot.settings.schema import from_file, is_list, item_type, type_at

PREFIX = "GRIDBOT_"
CONFIG_VARIABLE = "GRIDBOT_CONFIG"
CLOCK_VARIABLE = "GRIDBOT_CLOCK"
TEST_PREFIX = "GRIDBOT_TEST_"
CUSTOMARY_FILE = Path("config.toml")
NESTED = "__"


def choose_file(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The file named on the command line, else by the environment, else ./config.toml if there is one."""
    if path is not None:
        return path
    if named := environ.get(CONFIG_VARIABLE):
        return Path(named)
    return CUSTOMARY_FILE if CUSTOMARY_FILE.exists() else None


def read_draft(path: Path | None, environ: Mapping[str, str]) -> Draft:
    """The values of the chosen file with the environment over them, not judged yet."""
    chosen = choose_file(path, environ)
    draft = Draft(str(chosen or f"{CUSTOMARY_FILE}, which does not exist"))
    if chosen is not None:
        draft.load(_read_toml(chosen))
    for name in sorted(_setting_variables(environ), key=_natural_order):
        _put_variable(draft, name, environ)
    draft.read_files()
    return draft


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        remedy = f"cannot be read ({error.strerror}); correct its name or its rights"
    except UnicodeDecodeError:
        remedy = "not UTF-8; save it as UTF-8"
    except tomllib.TOMLDecodeError as error:
        remedy = f"not TOML: {error}; correct that place"
    raise ConfigError([Mistake("the whole file", str(path), remedy)])


def _setting_variables(environ: Mapping[str, str]) -> Iterator[str]:
    for name in environ:
        reserved = name in (CONFIG_VARIABLE, CLOCK_VARIABLE) or name.startswith(TEST_PREFIX)
        if name.startswith(PREFIX) and not reserved:
            yield name


def _natural_order(name: str) -> list[tuple[int, str]]:
    """Entry 2 of a list before entry 10, so that each finds its place made."""
    pieces = name.split(NESTED)
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in pieces]


def _put_variable(draft: Draft, name: str, environ: Mapping[str, str]) -> None:
    source, loc = f"environment variable {name}", _loc_of(name)
    target = from_file(loc)
    if target is None:
        draft.put(loc, _value(environ[name], type_at(loc)), source)
        return
    draft.put_file(target, environ[name], source)
    if (plain := name[: -len("_FILE")]) in environ:
        draft.blame(target, f"given twice; remove it or {plain}")


def _loc_of(name: str) -> Loc:
    loc: Loc = ()
    for piece in name.removeprefix(PREFIX).lower().split(NESTED):
        loc = (*loc, int(piece) if piece.isdecimal() and is_list(loc) else piece)
    return loc


def _value(text: str, wanted: Any) -> Any:
    """The text itself, or what it says as a TOML value where a number, a list or a table is wanted."""
    item = item_type(wanted)
    if item is not None and not text.lstrip().startswith("["):
        return [_value(part.strip(), item) for part in text.split(",") if part.strip()]
    if item is not None or wanted is int or _is_table(wanted):
        return _toml_value(text)
    return text


def _toml_value(text: str) -> Any:
    try:
        document = tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        return text  # whoever judges the type says what is wanted instead
    return document["value"] if len(document) == 1 else text


def _is_table(wanted: Any) -> bool:
    return isinstance(wanted, type) and issubclass(wanted, BaseModel)
