"""The shape of a rule file, and the reading of a directory of them; a bad file is refused with its reason."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

BUILT_IN = Path(__file__).parent / "rules"
SHARED = "common.toml"  # what belongs to no single category
CONCEPTS = "concepts.toml"  # the sets of words that combinations call by name


class RulePackError(ValueError):
    """A rule file that cannot be used; the message names the file, the key and the reason."""


def _known_weights(lists: dict[str, list[str]]) -> dict[str, list[str]]:
    for weight in lists:
        if not re.fullmatch(r"-?[0-9]{1,2}(\.[0-9]{1,2})?", weight):
            raise ValueError(f"'{weight}' is not a weight")
    return lists


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Term = Annotated[str, Field(min_length=2, max_length=24)]
Part = Annotated[str, Field(min_length=1, max_length=24)]  # of a combination: 刀 means little alone
Weighted = Annotated[dict[str, list[Term]], AfterValidator(_known_weights)]
Kind = Literal["dispute", "service"]


class Combination(_Table):
    """Words that together say what none says alone: one of each group, within so many characters.

    `@name` stands for all words of a concept; a word of `unless` anywhere in the text undoes it.
    """

    groups: list[list[Part]] = Field(min_length=2)
    unless: list[Part] = []
    within: int = Field(default=12, ge=2, le=60)
    weight: float = 3.0
    ordered: bool = False


class CategoryRules(_Table):
    """One category: how it is called, and which words speak for and against it."""

    code: str = Field(pattern=r"^[a-z][a-z_]*$")
    label: str | None = None
    kind: Kind | None = None
    aliases: list[str] = []
    sensitive: bool = False
    needs_place: bool = False
    sensitive_words: list[Term] = []
    urgent: list[Term] = []
    never: list[Term] = []
    subcategories: dict[str, list[Term]] = {}
    strong: Weighted = {}
    weak: Weighted = {}
    combinations: list[Combination] = []
    examples: list[str] = []
    counter_examples: list[str] = []


class Marker(_Table):
    """Words that belong to no category: they speak for reporting, for a kind, or for silence."""

    toward: Literal["report", "dispute", "service", "none"]
    words: Weighted


class Pattern(_Table):
    """A shape of the whole text (a numbered list, a link): weighed like a word."""

    toward: Literal["report", "dispute", "service", "none"]
    weight: float
    regex: str


class Emergency(_Table):
    """A danger to life: the words that tell it, and the category it is filed under."""

    category: str
    sensitive: bool = False
    vague: bool = False  # a bare cry: whatever else the text reports decides the category
    words: list[Term] = []
    shapes: list[str] = []  # regular expressions for the whole text
    combinations: list[Combination] = []


class SharedRules(_Table):
    """Everything that holds for all categories alike."""

    silence: float
    ask: float = Field(gt=0, lt=1)
    register_from: float = Field(gt=0, lt=1)
    masks: list[Term]
    markers: dict[str, Marker]
    patterns: dict[str, Pattern]
    emergencies: dict[str, Emergency]
    jokes: list[Term]
    stories: list[Term]
    over: list[Term]
    cries: list[Term]
    urgent: list[Term]
    sensitive_words: list[Term]
    sensitive_combinations: list[Combination]
    negators: list[Term]
    soft_negators: list[str]
    happenings: list[Term]
    solved: list[Term]
    unsolved: list[Term]
    examples: list[str] = []
    counter_examples: list[str] = []


class ConceptRules(_Table):
    """Sets of words by name; a set may be made of others that stand before it."""

    concepts: dict[str, list[Part]]


class Texts(NamedTuple):
    """A pack that stands in no folder: what errors call it, and each file's text by its name."""

    name: str
    files: Mapping[str, str]


Source = Path | Texts
"""Where a pack stands."""

AnyRules = TypeVar("AnyRules", CategoryRules, SharedRules, ConceptRules)


def read_shared() -> SharedRules:
    """Return the rules that belong to no single category."""
    return parse(BUILT_IN / SHARED, _text(BUILT_IN / SHARED), SharedRules)


def read_concepts() -> dict[str, list[str]]:
    """Return the sets of words that combinations call by name."""
    return parse(BUILT_IN / CONCEPTS, _text(BUILT_IN / CONCEPTS), ConceptRules).concepts


def read_categories(packs: Sequence[Source] = ()) -> list[tuple[Path, CategoryRules]]:
    """Return the category files, the built-in ones first, then each pack's on top."""
    files = [
        (path, parse(path, text, CategoryRules))
        for source in (BUILT_IN, *packs)
        for path, text in texts_of(source)
    ]
    check_codes(files)
    return files


def texts_of(source: Source) -> Iterator[tuple[Path, str]]:
    """Return the category files of a pack as text, in the order of their names."""
    if isinstance(source, Texts):
        files = ((Path(source.name) / name, text) for name, text in sorted(source.files.items()))
        return (one for one in files if one[0].name not in (SHARED, CONCEPTS))
    if not source.is_dir():
        raise RulePackError(f"{source}: no such directory of rule files")
    paths = (path for path in sorted(source.glob("*.toml")) if path.name not in (SHARED, CONCEPTS))
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
