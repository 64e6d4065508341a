"""Chat lines: as many different ones as are asked for, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from nlp.training.chatter.grammar import Template

HERE = Path(__file__).parent
SEED, LINES = 419, 50_000
LURE = "! "
_LURED = 0.3  # of a theme that has both: with the themes that are nothing else, a third of all
_CRIES = ("！", "！！", "！！！", "。。。", "😭", "🙏", "😭😭", "啊", "啊啊啊", "")
_EMOJI = ("[捂脸]", "[呲牙]", "[玫瑰]", "😂", "🙏", "👍", "[强]", "～", "！！", "。。。", "…", "哈", "呀", "")


class Line(NamedTuple):
    """One message; a lure holds words of a report and reports nothing."""

    text: str
    theme: str
    lure: bool
    sentence: int = 0
    """The number of the sentence it was made of, in its theme."""


class _Sentence(NamedTuple):
    template: Template
    lure: bool
    number: int


@cache
def words() -> dict[str, tuple[str, ...]]:
    """What may stand in each place."""
    found: dict[str, list[str]] = {}
    for file in (HERE / "words.txt", HERE / "reports" / "words.txt", HERE / "dangers" / "words.txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                name, values = line.split(": ", 1)
                found.setdefault(name, []).extend(values.split())
    return {name: tuple(values) for name, values in found.items()}


@cache
def themes(folder: str = "themes") -> dict[str, tuple[_Sentence, ...]]:
    """The sentences of each theme, of each category's reports, of each danger …, by the name of the file."""
    return {
        file.stem: tuple(
            _Sentence(Template(line.removeprefix(LURE)), line.startswith(LURE), number)
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines())
            if line
        )
        for file in sorted((HERE / folder).glob("*.txt"))
        if file.stem != "words"
    }


def chatter(count: int = LINES, seed: int = SEED, without: Collection[str] = ()) -> Iterator[Line]:
    """Yield so many different lines, the themes in turn; the same ones whenever it is asked.

    `without`: lines that are not told, because they were told elsewhere.
    """
    yield from _told("themes", count, seed, without)


def blunt_reports(count: int, seed: int) -> Iterator[Line]:
    """Yield so many different short reports, the categories in turn; a line's theme is its category."""
    yield from _told("reports", count, seed, ())


def dangers(count: int, seed: int) -> Iterator[Line]:
    """Yield so many different cries of danger to life, the dangers in turn."""
    yield from _told("dangers", count, seed, (), _CRIES)


def calm_affairs(count: int, seed: int) -> Iterator[Line]:
    """Yield so many different matters with the words of danger, in none of which anybody is in danger now."""
    yield from _told("calm", count, seed, ())


def _told(
    folder: str, count: int, seed: int, without: Collection[str], endings: Sequence[str] = _EMOJI
) -> Iterator[Line]:
    chance = random.Random(seed)  # noqa: S311 - it makes up talk, and keeps no secret
    told = set(without)
    for theme in cycle(themes(folder)):
        if len(told) >= count + len(without):
            return
        sentence = _chosen(themes(folder)[theme], chance)
        text = _spoken(sentence.template.tell(words(), chance), chance, endings)
        if text not in told:
            told.add(text)
            yield Line(text, theme, sentence.lure, sentence.number)


def _chosen(sentences: tuple[_Sentence, ...], chance: random.Random) -> _Sentence:
    """Choose one; among plain sentences a lure comes now and then only."""
    lured = chance.random() < _LURED
    return chance.choice([one for one in sentences if one.lure == lured] or sentences)


def _spoken(text: str, chance: random.Random, endings: Sequence[str]) -> str:
    """Return it as somebody types it: without commas, with an emoji, at somebody."""
    dice = chance.random()
    if dice < 0.12:
        return text.replace("，", " ").strip()
    if dice < 0.18:
        return text.replace("，", "")
    if dice < 0.30 and "\n" not in text:
        return text + chance.choice(endings)
    if dice < 0.34:
        return f"@{chance.choice(words()['sur'])}{chance.choice(words()['given'])} {text}"
    return text
