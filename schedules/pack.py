"""The plan pack: the built-in schedules/plans/*.toml and over them the county's own folders.

A county replaces a built-in plan by a file of the same name. One bad file refuses the whole pack, with every
mistake told; who reloads keeps the pack that was good.
"""

import string
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from models.plan import Plan

BUILT_IN = Path(__file__).parent / "plans"
TITLE_FIELDS = frozenset({"name", "place", "parts"})
HEADING_FIELDS = frozenset({"count", "until", "who"})

_PLAN = TypeAdapter(Plan)


class PlanPackError(Exception):
    """Plan files that cannot be used; the message has a line for each mistake: file, key, reason."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistakes))


def load_pack(dirs: Sequence[Path] = ()) -> Mapping[str, Plan]:
    """All plans by their code, in the order of the codes; a later folder's file replaces an earlier one's."""
    mistakes: list[str] = []
    files: dict[str, Path] = {}
    for folder in (BUILT_IN, *dirs):
        if not folder.is_dir():
            mistakes.append(f"{folder}: no such folder; correct [schedules] plans")
        files |= {path.stem: path for path in sorted(folder.glob("*.toml"))}
    plans: dict[str, Plan] = {}
    for stem, path in sorted(files.items()):
        try:
            plans[stem] = load_plan(path)
        except PlanPackError as error:
            mistakes += error.mistakes
    if mistakes:
        raise PlanPackError(mistakes)
    return MappingProxyType(plans)


def load_plan(path: Path) -> Plan:
    """The plan of one file, or PlanPackError with every mistake in it."""
    try:
        plan = _PLAN.validate_python(_read(path))
    except ValidationError as error:
        raise PlanPackError([f"{path}: {_told(detail)}" for detail in error.errors()]) from None
    mistakes = [f"{path}: {mistake}" for mistake in _misplaced(plan, path.stem)]
    if mistakes:
        raise PlanPackError(mistakes)
    return plan


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PlanPackError([f"{path}: cannot be read ({error.strerror})"]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:  # the former names line and column
        raise PlanPackError([f"{path}: not a TOML file in UTF-8: {error}"]) from error


def _told(detail: ErrorDetails) -> str:
    """`parts.0.code: Field required`; a rule of several keys names its own key."""
    key = ".".join(map(str, detail["loc"]))
    unknown = detail["type"] == "unexpected_keyword_argument"
    reason = "unknown key; remove it" if unknown else detail["msg"].removeprefix("Value error, ")
    return f"{key}: {reason}" if key else reason


def _misplaced(plan: Plan, stem: str) -> Iterator[str]:
    """What is wrong only in a file: another name than its code, and fields that nobody fills."""
    if plan.code != stem:
        yield f"code: {plan.code!r} must be the file's name without .toml"
    yield from _unfilled("title", plan.title, TITLE_FIELDS)
    for key, text in asdict(plan.words).items():
        yield from _unfilled(f"words.{key}", text, HEADING_FIELDS)


def _unfilled(key: str, text: str, fields: frozenset[str]) -> Iterator[str]:
    try:
        found = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as error:
        yield f"{key}: {error}"
        return
    known = ", ".join(f"{{{field}}}" for field in sorted(fields))
    for name in sorted(found - fields):
        yield f"{key}: nobody fills {{{name}}}; there are {known}"
