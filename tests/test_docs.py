"""The written words hold: what the documents say of commands, moves, terms and packages is what there is."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from handlers.commands import LEXICON
from handlers.states_page import page
from models.group_deeds import GROUP_DEEDS
from models.help import Help
from models.moves import MOVES, Action
from models.role import Role
from models.ticket import Awaiting, Flag, Kind, Status, Urgency
from nlp.classifier import Classifier
from tests.documents import DOCUMENTS, ROOT, blocks, codes, links, prose, rows, text

ROOMS = ("bot", "handlers", "models", "schedules", "nlp")
SOMEBODYS_MACHINE = re.compile(r"(?<![\w.:/])/(?:work|root|home|tmp)/\S*")

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def _name(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


@every_document
def test_links_lead_somewhere(document: Path) -> None:
    """A relative link leads to a file of this repository."""
    named = links(_name(document))
    assert not [link for link in named if link and not (document.parent / link).exists()]


@every_document
def test_every_make_target_exists(document: Path) -> None:
    """What a document says to make can be made."""
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", text(_name(document)), re.MULTILINE))
    assert named <= set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))


@every_document
def test_no_document_names_a_machine(document: Path) -> None:
    """Paths of somebody's machine mean nothing to anybody else."""
    assert not SOMEBODYS_MACHINE.findall(text(_name(document)))


def test_every_word_of_every_command_is_told() -> None:
    """docs/commands.md has each word that the bot understands as a verb, and 今天代班."""
    told = prose("docs/commands.md")
    words = set(chain.from_iterable(words for _, words in LEXICON.values()))
    assert words <= {code.split()[0] for code in codes(told)}
    assert "今天代班" in told


def test_the_page_of_states_is_made_from_the_moves() -> None:
    """docs/states.md has the picture and the table that `make docs` writes, with every move."""
    written = text("docs/states.md")
    assert page(written) == written, "run `make docs`"
    told = {codes(row[0])[0] for row in rows("docs/states.md", 5)}
    assert told == set(MOVES)


def test_the_table_of_group_deeds_is_told() -> None:
    """docs/states.md has everything that may be done with a group, and the roles that may."""
    told = {codes(row[0])[0]: row for row in rows("docs/states.md", 3) if codes(row[0])}
    for deed, right in GROUP_DEEDS.items():
        roles = set(Role) & set(codes(told[deed][2]))
        assert roles == set(right.who.roles), deed


def test_the_picture_of_moves_is_true() -> None:
    """The diagram has an arrow for every move that changes the status, and none that cannot happen."""
    (picture,) = blocks("docs/states.md", "mermaid")
    arrows = set(re.findall(r"(\w+) --> (\w+): (\w+)", picture))
    drawn = {arrow for arrow in arrows if arrow[0] in set(Status)}
    moves = [(action, move) for action, move in MOVES.items() if move.to is not None]
    real = {(str(before), str(move.to), str(action)) for action, move in moves for before in move.frm}
    assert real <= drawn
    assert {action for _, _, action in drawn - real} == {Action.REQUEST_APPROVAL}


def _wanted_terms(classifier: Classifier) -> dict[str, str]:
    """The codes that users meet in files and on the command line, with the users' words where there are."""
    plain = {str(one): "" for one in (*Kind, *Urgency, *Awaiting, *Flag)}
    labelled = {str(one): one.label for one in (*Status, *Role, *Help)}
    return plain | labelled | {one.code: one.label for one in classifier.catalogue}


def test_the_glossary_has_every_term_once(classifier: Classifier) -> None:
    """Each code of a status, role, category, help … stands in one line, with the users' word, in order."""
    told = rows("GLOSSARY.md", 3)
    terms = {codes(code)[0]: term for code, term, _ in told}
    assert len(terms) == len(told)
    keys = [code.replace("_", " ").casefold() for code in terms]
    assert keys == sorted(keys)
    for code, label in _wanted_terms(classifier).items():
        assert code in terms
        assert label in terms[code]


def test_the_glossary_names_what_is_in_the_code() -> None:
    """A code of the glossary that stands nowhere in the code is a leftover."""
    words: set[str] = set()
    for file in chain.from_iterable((ROOT / room).rglob("*") for room in ROOMS):
        if file.suffix in {".py", ".toml"}:
            words |= {file.stem, *re.findall(r"\w+", file.read_text(encoding="utf-8"))}
    assert not [codes(row[0])[0] for row in rows("GLOSSARY.md", 3) if codes(row[0])[0] not in words]


def _project() -> dict[str, Any]:
    return tomllib.loads(text("pyproject.toml"))


def test_every_dependency_is_explained() -> None:
    """docs/dependencies.md has each package of pyproject.toml once, and no other."""
    project = _project()["project"]
    for columns, wanted in (
        (4, project["dependencies"]),
        (3, project["optional-dependencies"]["dev"]),
    ):
        told = [codes(row[0])[0] for row in rows("docs/dependencies.md", columns)]
        assert told == sorted(re.split(r"[^\w-]", one)[0] for one in wanted)


def test_every_door_is_told() -> None:
    """Where an import contract guards a package, docs/dependencies.md names the same door."""
    owners = importlib.metadata.packages_distributions()
    lines = text("docs/dependencies.md").splitlines()
    doors = [one for one in _project()["tool"]["importlinter"]["contracts"] if one["type"] == "protected"]
    assert doors
    for contract in doors:
        (module,) = contract["protected_modules"]
        package = owners[module][0].replace("_", "-").casefold()
        line = next(line for line in lines if line.startswith((f"| `{package}`", f"{package} ")))
        for importer in contract["allowed_importers"]:
            assert f"`{importer.replace('.', '/')}" in line, module
