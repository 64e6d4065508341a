"""Samples: texts with what is true of them, and how much each may bend the table."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from nlp.judgement import Reading
from nlp.look import Look
from nlp.rulepack import Source, read_categories, read_danger, read_shared
from nlp.training.chatter.lines import Line, blunt_reports, calm_affairs, chatter, dangers
from nlp.training.corpus import DANGERS, LOOK_ALIKES, TALK, VOICES, Row, read_corpus, read_promised
from nlp.verdict import Verdict

WRITTEN, SPOKEN = "written", "spoken"
"""The styles: petitions and questions to an office, which --extra brings; and the village's own voice."""

FOLDS = 5
CORPUS, MADE_UP, BLUNT = "corpus", "made-up chat", "blunt reports"
CRIES, CALM = "made-up dangers", "made-up affairs"
_OF_DANGER = {
    "animal_attack": "health",
    "domestic": "family",
    "drowning": "health",
    "electric": "utilities",
    "gas": "utilities",
    "medical": "health",
    "poison": "health",
    "suicide": "health",
    "traffic": "traffic_accident",
    "work_accident": "health",
}
"""Under what the dangers of a theme are filed, as the rules file them; the others: public safety."""
_OF_ALL_KINDS = frozenset({"several", "strangers"})  # themes that tell nothing of the category
_MADE_UP_LINES, _MADE_UP_SEED = 12_000, 20261127
_RESERVE = 480_000  # made-up lines that are learned from only where they would be spoken about
_BLUNT_LINES, _BLUNT = 6_000, 0.25  # and of short reports, and how much each counts
_DANGER_LINES, _DANGER = 4_000, 0.4  # and of cries of danger, and of calm matters with their words
_OUR_OWN = 1.5  # how much a text of the corpus counts beside one from outside
_TELLING, _WORD = 4.0, 0.3  # from which weight on a word is learned as a message, and how much it counts


class TrainingError(ValueError):
    """A file to learn from that cannot be used; the message names the file, the line and the reason."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One text. What is not known of it is None."""

    text: str
    reports: bool | None
    category: str | None = None
    danger: bool | None = None
    style: str = SPOKEN
    weight: float = 1.0
    example: bool = False
    """Whether a rule file promises what becomes of it."""
    chat: bool = False
    """Whether it is plain chat, among which the bot must not speak."""
    source: str = CORPUS
    fold: int | None = None
    """In which part it is held out when figures are made, the same for one matter; None: never."""

    def kept(self, verdict: Verdict) -> bool:
        """Tell whether a verdict is what was promised of this text."""
        if self.danger:
            return verdict.urgency == "emergency"
        if self.reports is None:
            return verdict.urgency != "emergency"
        if not self.reports:
            return verdict.decision == "silent"
        return verdict.decision == "register" and self.category in (None, verdict.category)

    def heavier(self, times: float) -> "Sample":
        """Return the same, counting so many times as much."""
        return replace(self, weight=self.weight * times)

    def louder(self) -> "Sample":
        """Return the same, counting twice as much, or at all."""
        return self.heavier(2.0) if self.weight else replace(self, weight=1.0)


_MADE_UP_LINE = Sample("", False, danger=False, weight=1.0, source=MADE_UP)


class Seen(NamedTuple):
    """A text as it is judged, and what is seen of it."""

    reading: Reading
    look: Look


class Extra(NamedTuple):
    """A file of labelled texts from outside, and how much a line of it counts."""

    file: Path
    weight: float = 1.0


def written_corpus() -> list[Sample]:
    """Return the project's own texts."""
    rows = [_of_corpus(row) for row in read_corpus()]
    voices = [replace(one, style=SPOKEN, chat=False) for one in from_outside(Extra(VOICES))]
    return [replace(one, fold=number % FOLDS) for number, one in enumerate([*rows, *voices])]


def promised(packs: Sequence[Source] = ()) -> list[Sample]:
    """Return the messages whose verdict is promised: by the rule files' examples, and by the corpus."""
    shared = read_shared()
    found = [_of_promise(theme, text) for theme, texts in read_promised().items() for text in texts]
    found += [Sample(text, True, example=True) for text in shared.examples]
    found += [Sample(text, False, example=True) for text in shared.counter_examples]
    for danger in read_danger().emergencies.values():
        found += [Sample(text, True, danger=True, example=True) for text in danger.examples]
        found += [Sample(text, None, danger=False, example=True) for text in danger.counter_examples]
    for _, rules in read_categories(packs):
        found += [Sample(text, True, rules.code, example=True) for text in rules.examples]
        found += [Sample(text, False, example=True) for text in rules.counter_examples]
    return found


def made_up_talk() -> list[Sample]:
    """Return lines of made-up chat; what is made of one sentence is held out together, the reserve never."""
    lines = made_up_lines()
    learned, reserve = lines[:_MADE_UP_LINES], lines[_MADE_UP_LINES:]
    return [
        *(replace(_MADE_UP_LINE, text=line.text, fold=line.sentence % FOLDS) for line in learned),
        *(replace(_MADE_UP_LINE, text=line.text, weight=0.0) for line in reserve),
    ]


def made_up_lines() -> list[Line]:
    """Return the made-up chat that is learned from: none of it may measure what was learned."""
    return list(chatter(_MADE_UP_LINES + _RESERVE, _MADE_UP_SEED))


def made_up_reports() -> list[Sample]:
    """Return blunt reports of every category; what is made of one sentence is held out together."""
    return [
        Sample(one.text, True, one.theme, weight=_BLUNT, source=BLUNT, fold=one.sentence % FOLDS)
        for one in blunt_reports(_BLUNT_LINES, _MADE_UP_SEED)
    ]


def made_up_dangers() -> list[Sample]:
    """Return cries of danger to life and calm matters with their words, one sentence held out together.

    They teach how danger sounds and nothing else: as reports they would make talk of danger louder.
    """
    cries = [
        Sample(one.text, None, danger=True, weight=_DANGER, source=CRIES, fold=one.sentence % FOLDS)
        for one in dangers(_DANGER_LINES, _MADE_UP_SEED)
    ]
    affairs = [
        Sample(one.text, None, danger=False, weight=_DANGER, source=CALM, fold=one.sentence % FOLDS)
        for one in calm_affairs(_DANGER_LINES, _MADE_UP_SEED)
    ]
    return [*cries, *affairs]


def telling_words() -> list[Sample]:
    """Return the words that are a report by themselves, as the rule files say: each as a message."""
    return [
        Sample(word, True, rules.code, weight=_WORD)
        for _, rules in read_categories()
        for weight, words in rules.strong.items()
        if float(weight) >= _TELLING
        for word in words
    ]


def from_outside(extra: Extra) -> Iterator[Sample]:
    """Return the texts of a file of JSON lines with `text`, `kind` and, for a report, `category` or null."""
    try:
        lines = extra.file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(f"{extra.file}: cannot be read as UTF-8 text") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            sample = _of_line(f"{extra.file}, line {number}", line)
            yield replace(sample, weight=extra.weight, source=extra.file.stem, fold=number % FOLDS)


def _of_line(where: str, line: str) -> Sample:
    try:
        told: dict[str, Any] = json.loads(line)
        text, kind = str(told["text"]), str(told["kind"])
    except (ValueError, TypeError, KeyError) as error:
        raise TrainingError(f"{where}: no JSON object with text and kind") from error
    if kind not in ("dispute", "service", "report", "none"):
        raise TrainingError(f"{where}: kind '{kind}' is none of dispute, service, report, none")
    chat = told.get("tag") == "chitchat"
    calm = kind == "none" or told.get("tag") == "look_alike"
    danger = True if told.get("urgency") == "emergency" else False if calm else None
    return Sample(text, kind != "none", told.get("category"), danger, style=WRITTEN, chat=chat)


def _of_promise(theme: str, text: str) -> Sample:
    if theme == DANGERS:
        return Sample(text, True, danger=True, example=True)
    silent = theme in (TALK, LOOK_ALIKES)
    return Sample(text, not silent, None if silent else theme, False if silent else None, example=True)


def _of_corpus(row: Row) -> Sample:
    if row.kind is None:
        filed = row.danger and row.theme not in _OF_ALL_KINDS
        category = _OF_DANGER.get(row.theme, "public_safety") if filed else None
        return Sample(row.text, row.danger or None, category, danger=row.danger, weight=_OUR_OWN)
    calm = False if row.kind == "none" else None
    return Sample(row.text, row.kind != "none", row.category, danger=calm, weight=_OUR_OWN)
