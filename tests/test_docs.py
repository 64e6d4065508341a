"""The written words hold: what the documents say of commands, moves, packages and terms is what there is."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli.app import build_app
from handlers.commands import LEXICON
from models.database import Database
from models.help import Help
from models.moves import MOVES, Action, Move
from models.role import Role
from models.ticket import Awaiting, Flag, Kind, Status, Urgency
from nlp.classifier import Classifier
from tests.town import CAST, Town

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
ROOMS = ("bot", "handlers", "models", "schedules", "nlp")
DOCTOR = ".venv/bin/gridbot doctor"
BOT = "网格群助手"

FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)

Commands = dict[str, Any]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", _text(name), re.MULTILINE | re.DOTALL)


def _rows(name: str) -> list[list[str]]:
    lines = [line for line in _text(name).splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def _codes(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", FENCED.sub("", text))


# The command line


def _leaves(command: Any, path: str = "") -> Iterator[str]:
    below: Commands = getattr(command, "commands", {})
    for name, one in below.items():
        yield from _leaves(one, f"{path} {name}".strip())
    if not below:
        yield path


@pytest.mark.parametrize("readme", READMES)
def test_every_command_stands_in_the_readme(readme: str) -> None:
    """Whoever reads the README knows every command of `gridbot --help`."""
    code = "\n".join([*_blocks(readme, "sh"), *_codes(_text(readme))])
    leaves = list(_leaves(typer.main.get_command(build_app())))
    assert len(leaves) > 15
    missing = [leaf for leaf in leaves if not re.search(rf"(?<![\w-]){leaf}(?![\w-])", code)]
    kinds = [leaf for leaf in missing if not leaf.startswith("import ")]
    assert not kinds
    assert all(f"`{leaf.removeprefix('import ')}`" in _text(readme) for leaf in missing)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a fresh clone looks from the command line: the program and the examples."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(sysconfig.get_path("scripts"))
    (folder / "docs").symlink_to(ROOT / "docs")
    return folder


def _run(block: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GRIDBOT_")}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=folder,
        env=environ | {"LC_ALL": "C.UTF-8", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_readmes_commands_run(workplace: Path) -> None:
    """Every shell block of the README does what it says, in its order, in an empty folder."""
    said = ""
    for block in _blocks(READMES[0], "sh"):
        if block.startswith("make "):
            continue
        done = _run(block, workplace)
        if block.strip() == DOCTOR:
            wrong = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("wrong")]
            assert wrong == ["scheduler"], done.stdout
            assert done.returncode == 1
        else:
            assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
            assert not done.stderr, done.stderr
        said += done.stdout
    assert "staff: 7 added" in said
    assert '"category": "neighbor"' in said
    assert "0 checked, 0 whole" in said


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_exists(document: Path) -> None:
    """What a document says to make can be made."""
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))
    assert named <= targets


# Two languages, one content


def test_both_readmes_say_the_same() -> None:
    """English and Chinese: the same headings, shell blocks, conversations, steps, tables and links."""
    english, chinese = READMES
    for shape in (r"^#+ ", r"^\d\. ", r"^\|", r"^- "):
        counts = [len(re.findall(shape, _text(one), re.MULTILINE)) for one in READMES]
        assert counts[0] == counts[1], shape
    for language in ("sh", "text"):
        assert _blocks(english, language) == _blocks(chinese, language)
    links = [{link for link in _links(ROOT / one) if link not in READMES} for one in READMES]
    assert links[0] == links[1]


def _links(document: Path) -> list[str]:
    text = FENCED.sub("", document.read_text(encoding="utf-8"))
    return [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    """A relative link leads to a file of this repository."""
    assert not [link for link in _links(document) if link and not (document.parent / link).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_no_document_names_a_machine(document: Path) -> None:
    """Paths of somebody's machine mean nothing to anybody else."""
    assert not re.findall(r"(?<![\w.])/(?:work|root|home|tmp)/\S*", document.read_text(encoding="utf-8"))


# The conversations


@pytest.fixture
def readers_town(sqlite: Database, classifier: Classifier) -> Town:
    """The town in which the documents' conversations are played."""
    return Town(sqlite, classifier)


def _lines(conversation: str) -> Iterator[tuple[str, str | None, str]]:
    """Who speaks, with whom in private (None: in the group), and what; words may go on below."""
    people = "|".join([BOT, *CAST])
    starts = rf"^({people})(（私聊(.*?)）)?：(.*(?:\n(?!(?:{people})(?:（|：)).*)*)"
    for who, private, whom, words in re.findall(starts, conversation, re.MULTILINE):
        yield who, (whom or who) if private else None, words.strip()


def _play(town: Town, conversation: str) -> None:
    for who, private, words in _lines(conversation):
        if who == BOT:
            heard = town.hears(private) if private else town.group_hears()
            assert words in heard
        elif private:
            town.whispers(who, words)
        else:
            town.says(who, words)
    assert town.group_hears() == []


def test_the_quarrel_of_the_readme(readers_town: Town) -> None:
    """From the resident's words to 销号, word for word as the README tells it."""
    _play(readers_town, _blocks(READMES[0], "text")[0])
    assert readers_town.ticket(1).status == Status.CLOSED


def test_the_morning_of_the_readme(readers_town: Town) -> None:
    """The cadre's digest and his ticking off, word for word as the README tells it."""
    readers_town.enrol("张三", "李四", responsible="周主任")
    readers_town.mornings(readers_town.now.date().replace(day=3))
    _play(readers_town, _blocks(READMES[0], "text")[1])


def test_the_example_of_a_story_runs(readers_town: Town) -> None:
    """The story that CONTRIBUTING shows is one that passes."""
    (story,) = _blocks("CONTRIBUTING.md", "python")
    names: dict[str, Any] = {"Town": Town}
    exec(story, names)
    names["test_the_lamp"](readers_town)


# Commands, moves, terms, packages


def test_every_word_of_every_command_is_told() -> None:
    """docs/commands.md has each word that the bot understands as a verb, and 今天代班."""
    told = [re.split(r"[\s]", code)[0] for code in _codes(_text("docs/commands.md"))]
    words = set(chain.from_iterable(words for _, words in LEXICON.values()))
    assert words <= set(told)
    assert "今天代班" in _text("docs/commands.md")


def _move_of(row: list[str]) -> tuple[set[str], str | None]:
    sources = set(Status) if row[2] == "any" else set(_codes(row[2]))
    return {str(one) for one in sources}, None if row[3] == "stays" else _codes(row[3])[0]


def test_the_table_of_moves_is_told() -> None:
    """docs/states.md has every move with its statuses and the roles that may, and no other."""
    rows = {_codes(row[0])[0]: row for row in _rows("docs/states.md") if len(row) == 5}
    assert set(rows) == {str(action) for action in MOVES}
    for action, move in MOVES.items():
        row = rows[action]
        sources, target = _move_of(row)
        assert sources == {str(one) for one in move.frm}, action
        assert target == move.to, action
        if _codes(row[4]) and "every role but" not in row[4]:
            assert {str(role) for role in move.who.roles} == set(_codes(row[4])), action


def test_the_picture_of_moves_is_true() -> None:
    """The diagram has an arrow for every move that changes the status, and none that cannot happen."""
    (picture,) = _blocks("docs/states.md", "mermaid")
    arrows = re.findall(r"(\w+) --> (\w+): (\w+)", picture)
    drawn = {(before, after, action) for before, after, action in arrows if before in set(Status)}
    real = {
        (str(before), str(move.to), str(action))
        for action, move in MOVES.items()
        if move.to is not None
        for before in move.frm
    }
    assert real <= drawn
    assert {action for _, _, action in drawn - real} <= {str(Action.REQUEST_APPROVAL)}


def _must_be_in_the_glossary(classifier: Classifier) -> dict[str, str]:
    plain = {str(one): "" for one in (*Kind, *Urgency, *Awaiting, *Flag)}
    labelled = {str(one): one.label for one in (*Status, *Role, *Help)}
    return plain | labelled | {one.code: one.label for one in classifier.catalogue}


def test_the_glossary_has_every_term_once(classifier: Classifier) -> None:
    """Each code of a status, role, category, help … stands in one line, with the users' word, in order."""
    rows = [row for row in _rows("GLOSSARY.md") if len(row) == 3]
    terms = {_codes(code)[0]: term for code, term, _ in rows}
    assert len(terms) == len(rows)
    keys = [code.replace("_", " ").casefold() for code in terms]
    assert keys == sorted(keys)
    for code, label in _must_be_in_the_glossary(classifier).items():
        assert code in terms
        assert label in terms[code]


def test_the_glossary_names_what_is_in_the_code() -> None:
    """A code of the glossary that stands nowhere in the code is a leftover."""
    files = chain.from_iterable((ROOT / room).rglob("*") for room in ROOMS)
    words: set[str] = set()
    for file in files:
        if file.suffix in {".py", ".toml"}:
            words |= {file.stem, *re.findall(r"\w+", file.read_text(encoding="utf-8"))}
    missing = [_codes(row[0])[0] for row in _rows("GLOSSARY.md") if _codes(row[0])[0] not in words]
    assert not missing


def _project() -> dict[str, Any]:
    return tomllib.loads(_text("pyproject.toml"))


def test_every_dependency_is_explained() -> None:
    """docs/dependencies.md has each package of pyproject.toml once, and no other."""
    project = _project()["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split(r"[^\w-]", one)[0] for one in wanted]
    assert sorted(_codes(row[0])[0] for row in _rows("docs/dependencies.md")) == sorted(names)


def test_every_door_is_told() -> None:
    """Where an import contract guards a package, docs/dependencies.md names the same door."""
    owners = importlib.metadata.packages_distributions()
    lines = _text("docs/dependencies.md").splitlines()
    doors = [one for one in _project()["tool"]["importlinter"]["contracts"] if one["type"] == "protected"]
    assert doors
    for contract in doors:
        (module,) = contract["protected_modules"]
        package = owners[module][0].replace("_", "-").casefold()
        line = next(line for line in lines if line.startswith((f"| `{package}`", f"{package} ")))
        for importer in contract["allowed_importers"]:
            assert f"`{importer.replace('.', '/')}" in line, module


def test_moves_have_one_meaning() -> None:
    """Every move names its users' word, so that a refusal can say it."""
    assert all(isinstance(move, Move) and move.label and move.who.told for move in MOVES.values())


def test_python_is_the_one_that_is_told() -> None:
    """The README names the versions that pyproject.toml allows, and this is one of them."""
    least, beyond = re.findall(r"3\.(\d+)", _project()["project"]["requires-python"])
    assert int(least) <= sys.version_info.minor < int(beyond)
    assert f"3.{least} to 3.{int(beyond) - 1}" in _text(READMES[0])
    assert f"3.{least} 到 3.{int(beyond) - 1}" in _text(READMES[1])
