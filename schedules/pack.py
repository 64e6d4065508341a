"""The plan pack: the built-in schedules/plans/*.toml and over them the county's own folders.

A county replaces a built-in plan by a file of the same name. A plan with `enabled = false` is left out until
the county turns it on. One bad file refuses the whole pack, with every mistake told.
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

from models.help import Help
from models.plan import Plan
from schedules.plan_lines import Lines

BUILT_IN = Path(__file__).parent / "plans"
TITLE_FIELDS = frozenset({"name", "place", "parts"})
HEADING_FIELDS = frozenset({"count", "until", "who"})

_PLAN = TypeAdapter(Plan)


class PlanPackError(Exception):
    """Plan files that cannot be used; the message has a line for each mistake: file, key, reason."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistakes))


def load_pack(dirs: Sequence[Path] = (), turned_on: Sequence[str] = ()) -> Mapping[str, Plan]:
    """The plans that are on, by their code, in its order; a later folder's file replaces an earlier one's.

    `turned_on`: the codes of plans that count although their file says `enabled = false`.
    """
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
    mistakes += _unknown(plans, turned_on) if not mistakes else []
    if mistakes:
        raise PlanPackError(mistakes)
    on = {code: plan for code, plan in plans.items() if plan.enabled or code in turned_on}
    return MappingProxyType(on)


def _unknown(plans: Mapping[str, Plan], turned_on: Sequence[str]) -> Iterator[str]:
    """What names a plan that there is not."""
    for code in turned_on:
        if code not in plans:
            yield f"[schedules] turned_on: no plan has the code {code!r}; there are {', '.join(plans)}"
    for code, plan in plans.items():
        if plan.enrolled_as not in plans and plan.enrolled_as not in set(Help):
            yield f"{code}.toml: enrolment: no plan has the code {plan.enrolled_as!r}"


def load_plan(path: Path) -> Plan:
    """The plan of one file, or PlanPackError with every mistake in it."""
    text = _text(path)
    lines = Lines(text)
    try:
        plan = _PLAN.validate_python(_read(path, text))
    except ValidationError as error:
        told = [_told(detail) for detail in error.errors()]
        raise PlanPackError([f"{path}, {lines.of(mistake)}: {mistake}" for mistake in told]) from None
    mistakes = [f"{path}, {lines.of(mistake)}: {mistake}" for mistake in _misplaced(plan, path.stem)]
    if mistakes:
        raise PlanPackError(mistakes)
    return plan


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise PlanPackError([f"{path}: cannot be read ({error.strerror})"]) from error
    except UnicodeDecodeError as error:
        raise PlanPackError([f"{path}: not a TOML file in UTF-8: {error}"]) from error


def _read(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:  # it names line and column
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
