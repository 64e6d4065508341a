"""Rule files read one by one: of each what is wrong with its form, and its content if nothing is."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from nlp.packs.problem import Page, Problem
from nlp.rulefiles import CategoryRules
from nlp.rulepack import OF_ALL, Source, Texts

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_QUOTED = re.compile("'([^']+)'")
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One category file: its text and what it says."""

    page: Page
    rules: CategoryRules


def read_sheets(sources: Iterable[Source]) -> tuple[list[Sheet], list[Problem]]:
    """Return the files that can be read, and what is wrong with the others."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for source in sources:
        for found in _pages(source):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            rules, wrong = _parsed(found)
            problems += wrong
            if rules is not None:
                sheets.append(Sheet(found, rules))
    return sheets, problems


def _pages(source: Source) -> Iterator[Page | Problem]:
    if isinstance(source, Texts):
        yield from (Page(Path(source.name) / name, text) for name, text in sorted(source.files.items()))
        return
    if not source.is_dir():
        yield _of_file(source, "there is no such directory", "name a directory of rule files")
        return
    paths = sorted(source.glob("*.toml"))
    if not paths:
        yield _of_file(source, "there is no rule file in it", "rule files are called NAME.toml")
    for path in paths:
        if path.name in OF_ALL and path.parent != Path(__file__).parent.parent / "rules":
            what = f"{path.name} of a county's pack is not read"
            yield Problem(str(path), None, "", what, "put its words into the file of a category", False)
        elif path.name not in OF_ALL:
            yield _page(path)


def _page(path: Path) -> Page | Problem:
    try:
        if path.stat().st_size > _MOST_BYTES:
            return _of_file(path, "the file is larger than a megabyte", "a rule file holds words, not texts")
        return Page(path, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        return _of_file(path, f"not UTF-8 text: {error.reason}", "save it as UTF-8")
    except OSError as error:
        return _of_file(path, f"cannot be read: {error.strerror}", "correct its permissions")


def _of_file(path: Path, what: str, remedy: str) -> Problem:
    return Problem(str(path), None, "", what, remedy)


def _parsed(page: Page) -> tuple[CategoryRules | None, list[Problem]]:
    """Return what a file says and what is wrong with its form; keys that are wrong are read past."""
    try:
        content = tomllib.loads(page.text)
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        last = max(1, len(page.text.splitlines()))
        line = int(place[1]) if place and place[1] else last
        what = f"not valid TOML: {_AT_LINE.sub('', str(error)).strip()}"
        return None, [Problem(str(page.path), line, "", what, "correct the line, or the one before it")]
    try:
        return CategoryRules.model_validate(content), []
    except ValidationError as error:
        found = error.errors(include_url=False)
    problems = [_misfit(page, detail) for detail in found]
    rest = {key: value for key, value in content.items() if key not in {one["loc"][0] for one in found}}
    try:
        return CategoryRules.model_validate(rest), problems
    except ValidationError:  # without its code nothing can be said of a file
        return None, problems


def _misfit(page: Page, detail: Mapping[str, Any]) -> Problem:
    """What Pydantic has against a key, with the line on which the value or the key stands."""
    keys = [str(part) for part in detail["loc"]]
    given = detail["input"]
    what, remedy = _reason(detail)
    if detail["type"] == "extra_forbidden":
        known = list(CategoryRules.model_fields)
        close = difflib.get_close_matches(keys[-1], known, 1)
        what, remedy = "there is no such key", f"did you mean '{close[0]}'?" if close else "remove it"
    quoted = _QUOTED.search(what)
    last_name = next((key for key in reversed(keys) if not key.isdigit()), "")
    named = given if isinstance(given, str) else last_name
    word = quoted[1] if quoted and detail["type"] == "value_error" else named
    line = None if detail["type"] == "missing" else page.line_of_key(".".join(keys), word)
    return Problem(str(page.path), line, ".".join(keys), what, remedy)


def _reason(detail: Mapping[str, Any]) -> tuple[str, str]:
    message = str(detail["msg"]).removeprefix("Value error, ")
    if detail["type"] == "missing":
        return "is missing", "add it"
    if detail["type"] == "string_too_short":
        return f"'{detail['input']}' is too short to be found safely", "give at least two characters"
    return f"{message[0].lower()}{message[1:]}", "correct it"
