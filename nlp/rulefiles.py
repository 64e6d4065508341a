"""What each sort of rule file holds, key by key."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


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
    shared: dict[str, list[Term]] = {}
    """What is one matter for everybody it befalls, by its name, and the words that tell it: an outage."""
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
    only_with: str = ""
    """A pattern before it without which it cannot stand: it is looked for only where that one does."""


class Emergency(_Table):
    """A danger to life: the words that tell it, and the category it is filed under."""

    category: str
    sensitive: bool = False
    vague: bool = False  # a bare cry: whatever else the text reports decides the category
    words: list[Term] = []
    bare: list[Term] = []  # cries that tell a danger only if the text holds nothing else
    combinations: list[Combination] = []
    examples: list[str] = []
    counter_examples: list[str] = []


class DangerRules(_Table):
    """What is a danger to life, and what takes the sting out of its words."""

    jokes: list[Term]
    stories: list[Term]
    memories: list[Term]
    over: list[Term]
    cries: list[Term]
    emergencies: dict[str, Emergency]


class SharedRules(_Table):
    """Everything that holds for all categories alike."""

    silence: float
    ask: float = Field(gt=0, lt=1)
    register_from: float = Field(gt=0, lt=1)
    masks: list[Term]
    markers: dict[str, Marker]
    patterns: dict[str, Pattern]
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
    """Sets of words by name; a set may be made of others that stand before it.

    A compound is a set put together: each of its first list with each of its second (卡 + 住, 卡 + 在).
    """

    concepts: dict[str, list[Part]]
    compounds: dict[str, list[list[Part]]] = {}
