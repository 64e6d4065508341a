"""The written corpus: messages in the voice of the village, each in the file of what it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nlp.pack import read_pack

FOLDER = Path(__file__).parents[1] / "corpus"
VOICES = FOLDER / "voices.jsonl"
"""Messages in many voices, reports, talk and dangers mixed, as JSON lines."""
PARTS = "⏎"  # parts what one person sent as several messages in a row
TALK, DANGERS = "none", "emergencies"
LOOK_ALIKES = "lookalikes"  # the file of what holds the words of danger and tells of none


class Row(NamedTuple):
    """One written message; what its file does not tell is None.

    `kind` and `category` are those of the catalogue, "none" and None for talk, and both None for the rows
    about danger, of which only `danger` is told. `theme` is the name of the file.
    """

    text: str
    kind: str | None
    category: str | None
    danger: bool | None
    theme: str


def read_corpus(folder: Path = FOLDER) -> list[Row]:
    """Return every row: reports by category, then talk, then danger; a file of no category is a KeyError."""
    catalogue = read_pack().catalogue
    reports = [
        Row(text, catalogue.get(code).kind, code, None, code) for code, text in _lines(folder / "reports")
    ]
    talk = [Row(text, "none", None, None, theme) for theme, text in _lines(folder / "talk")]
    danger = [Row(text, None, None, theme != LOOK_ALIKES, theme) for theme, text in _lines(folder / "danger")]
    return [*reports, *talk, *danger]


def read_promised(folder: Path = FOLDER) -> dict[str, list[str]]:
    """Return the messages whose verdict is promised, to the letter, by what they are.

    That is the code of a category, `TALK` and `LOOK_ALIKES` of danger, both to be met with silence, or
    `DANGERS`, to be heard as emergencies.
    """
    found: dict[str, list[str]] = {}
    for theme, text in _lines(folder / "promised"):
        found.setdefault(theme, []).append(text)
    return found


def _lines(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the theme and the text of each line that is no comment, in the order of the files."""
    for file in sorted(folder.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield file.stem, line.replace(PARTS, "\n")
