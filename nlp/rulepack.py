"""The shape of a rule file, and the reading of a directory of them; a bad file is refused with its reason."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from nlp.rulefiles import CategoryRules, ConceptRules, DangerRules, SharedRules

BUILT_IN = Path(__file__).parent / "rules"
SHARED = "common.toml"  # what belongs to no single category
CONCEPTS = "concepts.toml"  # the sets of words that combinations call by name
DANGER = "danger.toml"  # what is a danger to life
SPELLING = "spelling.toml"  # what is written by sound or by ear
OF_ALL = (SHARED, CONCEPTS, DANGER, SPELLING)  # the files that are no category's


class RulePackError(ValueError):
    """A rule file that cannot be used; the message names the file, the key and the reason."""


class Texts(NamedTuple):
    """A pack that stands in no folder: what errors call it, and each file's text by its name."""

    name: str
    files: Mapping[str, str]


Source = Path | Texts
"""Where a pack stands."""

AnyRules = TypeVar("AnyRules", CategoryRules, SharedRules, DangerRules, ConceptRules)


def read_shared() -> SharedRules:
    """Return the rules that belong to no single category."""
    return parse(BUILT_IN / SHARED, _text(BUILT_IN / SHARED), SharedRules)


def read_danger() -> DangerRules:
    """Return the rules about danger to life."""
    return parse(BUILT_IN / DANGER, _text(BUILT_IN / DANGER), DangerRules)


def read_concepts() -> ConceptRules:
    """Return the sets of words that combinations call by name."""
    return parse(BUILT_IN / CONCEPTS, _text(BUILT_IN / CONCEPTS), ConceptRules)


def read_categories(packs: Sequence[Source] = ()) -> list[tuple[Path, CategoryRules]]:
    """Return the category files, the built-in ones first, then each pack's on top."""
    return parse_categories(category_texts(packs))


def category_texts(packs: Sequence[Source] = ()) -> Iterator[tuple[Path, str]]:
    """Return the category files as they are written, in the same order."""
    return (file for source in (BUILT_IN, *packs) for file in texts_of(source))


def parse_categories(texts: Iterable[tuple[Path, str]]) -> list[tuple[Path, CategoryRules]]:
    """Return the category files of their texts; a code that nobody named is refused."""
    files = [(path, parse(path, text, CategoryRules)) for path, text in texts]
    check_codes(files)
    return files


def texts_of(source: Source) -> Iterator[tuple[Path, str]]:
    """Return the category files of a pack as text, in the order of their names."""
    if isinstance(source, Texts):
        files = ((Path(source.name) / name, text) for name, text in sorted(source.files.items()))
        return (one for one in files if one[0].name not in OF_ALL)
    if not source.is_dir():
        raise RulePackError(f"{source}: no such directory of rule files")
    paths = (path for path in sorted(source.glob("*.toml")) if path.name not in OF_ALL)
    return ((path, _text(path)) for path in paths)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # some editors put a mark before the text
    except UnicodeDecodeError as error:
        raise RulePackError(f"{path}: not UTF-8 text: {error.reason}") from error


def parse(path: Path, text: str, model: type[AnyRules]) -> AnyRules:
    """Return a rule file's content; `path` is what errors call it."""
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RulePackError(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        raise RulePackError(f"{path}: {_reason(error)}") from error


def _reason(error: ValidationError) -> str:
    return "; ".join(
        f"key '{'.'.join(str(part) for part in problem['loc'])}': {_without_prefix(problem)}"
        for problem in error.errors()
    )


def _without_prefix(problem: Any) -> str:
    return str(problem["msg"]).removeprefix("Value error, ")


def check_codes(files: Iterable[tuple[Path, CategoryRules]]) -> None:
    """The first file of a code names it; later files only add to it."""
    known: dict[str, str] = {}
    for path, rules in files:
        if rules.code not in known and (rules.label is None or rules.kind is None):
            missing = "label" if rules.label is None else "kind"
            raise RulePackError(f"{path}: key '{missing}': the new category '{rules.code}' needs one")
        if rules.code in known and rules.kind not in (None, known[rules.code]):
            raise RulePackError(f"{path}: key 'kind': '{rules.code}' is a {known[rules.code]} and stays one")
        known.setdefault(rules.code, str(rules.kind))
