"""The written corpus: large enough, varied enough, and in one form."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from nlp.normalise import normalise
from nlp.training.corpus import FOLDER, LOOK_ALIKES, Row, read_corpus

FILES = sorted(FOLDER.glob("*/*.txt"))
LONGEST, ALIKE = 300, 0.8


@pytest.fixture(scope="module")
def corpus() -> list[Row]:
    """All rows, read once."""
    return read_corpus()


def test_there_are_enough_reports_in_every_category(corpus: list[Row]) -> None:
    """Three thousand over the 28 categories, a hundred at least in each."""
    reports = Counter(row.category for row in corpus if row.category)
    assert reports.total() >= 3_000
    assert len(reports) == 28
    assert min(reports.values()) >= 100


def test_there_is_enough_talk_and_danger(corpus: list[Row]) -> None:
    """Three thousand that report nothing; three hundred emergencies and as many that only look like it."""
    assert sum(row.kind == "none" for row in corpus) >= 3_000
    danger = Counter(row.danger for row in corpus if row.danger is not None)
    assert min(danger[True], danger[False]) >= 300


def test_a_row_tells_what_its_file_tells(corpus: list[Row]) -> None:
    """Kinds follow from categories; who writes of danger says nothing of categories; parts are lines."""
    assert {row.kind for row in corpus if row.category} == {"dispute", "service"}
    assert all(row.kind is None for row in corpus if row.danger is not None)
    assert {row.theme for row in corpus if row.danger is False} == {LOOK_ALIKES}
    assert any("\n" in row.text for row in corpus)
    assert not any("⏎" in row.text or row.text.startswith("#") for row in corpus)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_file_is_in_normal_form(file: Path) -> None:
    """One message a line, no blanks around it or its parts, never longer than a message of the group."""
    content = file.read_bytes().decode("utf-8")
    assert content.endswith("\n")
    assert "\r" not in content
    for line in content.splitlines():
        assert line
        assert all(part and part == part.strip() for part in line.split("⏎")), line
        assert len(line) <= LONGEST, line
        assert "�" not in line


def test_no_two_lines_are_nearly_the_same(corpus: list[Row]) -> None:
    """Neither the same when normalised, nor more than four fifths of the longer one's pairs in common."""
    texts = [normalise(row.text).replace(" ", "").lower() for row in corpus]
    assert all(texts)
    assert [text for text, times in Counter(texts).items() if times > 1] == []
    assert _alike(texts) == []


def test_likeness_is_seen() -> None:
    """The measure itself finds a changed word, and leaves two that only begin alike."""
    one, other = "村口的路灯坏了三天了一直没人来修", "村口的路灯坏了五天了一直没人来修"
    assert _alike([one, other]) == [(one, other)]
    assert _alike([one, "村口的路灯坏了三天我摔了两回跤"]) == []


def _alike(texts: list[str]) -> list[tuple[str, str]]:
    """Return the pairs that share too much; each is compared only with those of its rarest pairs."""
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} or {text} for text in texts]
    often = Counter(pair for found in pairs for pair in found)
    met: defaultdict[str, list[int]] = defaultdict(list)
    alike = []
    for number, found in enumerate(pairs):
        rarest = sorted(found, key=lambda pair: (often[pair], pair))[: int(len(found) * (1 - ALIKE)) + 1]
        for other in {one for pair in rarest for one in met[pair]}:
            if len(found & pairs[other]) > ALIKE * max(len(found), len(pairs[other])):
                alike.append((texts[other], texts[number]))
        for pair in rarest:
            met[pair].append(number)
    return alike
