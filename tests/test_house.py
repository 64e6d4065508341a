"""The whole house: properties that no single room can promise."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

import handlers.chat
import models
from handlers import router
from handlers.commands import Verb
from models.columns import Sealed, SealedBytes
from models.database import Database
from models.personal import BESIDE_A_TICKET, ELSEWHERE, IMPERSONAL
from models.tables import ALL

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "models", "schedules", "nlp")
WALLS = {
    "bot/web/webhook.py",
    "bot/delivery.py",
    "schedules/clock.py",
    "handlers/inbox.py",
    "handlers/actions/due.py",
    "bot/fetch/fetcher.py",
}
CLOCK_READERS = {"bot/wiring.py"}
NOT_LISTENERS = {"deeds"}
SEALED = {
    "person.name", "person.phone", "person.away", "identity.name", "ticket.text", "ticket.facts",
    "ticket.result", "ticket_event.note", "mediation.room", "mediation.parties", "mediation.present",
    "mediation.agreement", "attachment.url", "signature.party", "signature.drawing",
    "attachment_content.content", "question.payload",
    "quarantine.payload", "outbox.text",
    "announcement.words", "enrolment.reason", "enrolment.end_note", "task.note",
    "supervision.demand", "unit_supervision.demand", "measure.content", "measure.outcome",
    "broadcast.text", "undo_image.before", "undo_image.after", "rule_version.content", "rule_version.note",
}  # fmt: skip
LONG_SENTENCE = re.compile(r"[\u4e00-\u9fff，。：]{10,}")


def _sources() -> Iterator[tuple[str, str, ast.Module]]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if "migrations/versions" not in name:
                text = file.read_text(encoding="utf-8")
                yield name, text, ast.parse(text)


def test_migrations_and_models_end_in_one_schema(database: Database) -> None:
    """What the migrations build is what the models describe, on both databases."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrations_go_down_and_up_again(database: Database) -> None:
    """Down to nothing and up again, without a trace in between."""
    database.downgrade("base")
    assert database.revision() is None
    database.upgrade()
    assert database.revision() == Database.newest_revision()


def test_every_table_is_on_the_list() -> None:
    """A table that is forgotten in models/tables.py would miss its migration."""
    for module in pkgutil.walk_packages(models.__path__, "models."):
        if "migrations" not in module.name:
            importlib.import_module(module.name)
    assert {table.__tablename__ for table in ALL} == set(SQLModel.metadata.tables)


def test_personal_words_are_sealed() -> None:
    """Names, numbers and people's words are encrypted columns, each under its own purpose."""
    sealed = {
        f"{table.name}.{column.name}": column.type.purpose
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Sealed | SealedBytes)
    }
    assert set(sealed) == SEALED
    assert all(name == purpose for name, purpose in sealed.items())


def test_every_personal_column_is_erased_or_ages() -> None:
    """Whoever seals a column says in models/personal.py what becomes of it; what is said there is so."""
    beside = {f"{one.table.__tablename__}.{name}" for one in BESIDE_A_TICKET for name in one.words}
    assert SEALED - beside - set(ELSEWHERE) - IMPERSONAL == set()
    assert not beside & set(ELSEWHERE)
    for one in BESIDE_A_TICKET:
        assert one.ages or one.words, one.table
        assert {one.ticket, *one.words} <= set(one.table.__table__.columns.keys())  # type: ignore[attr-defined]
    for column, file in ELSEWHERE.items():
        assert re.search(rf"\.{column.rpartition('.')[2]}\b|\b{column.rpartition('.')[2]}=", _text(file)) or (
            re.search(rf"delete\({_class_of(column)}\b|_all_of\({_class_of(column)}\b", _text(file))
        ), column


def _text(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def _class_of(column: str) -> str:
    return next(table.__name__ for table in ALL if table.__tablename__ == column.partition(".")[0])


def test_every_listener_is_on_the_route() -> None:
    """A listener nobody routes to would be a feature nobody hears."""
    routed = {listener.__module__.rpartition(".")[2] for listener in router.LISTENERS}
    written = {module.name for module in pkgutil.iter_modules(handlers.chat.__path__)} - NOT_LISTENERS
    assert routed == written


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_has_a_listener(verb: Verb) -> None:
    """Each verb of the lexicon is named by the listener that carries it out."""
    written = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "handlers/chat").glob("*.py"))
    assert f"Verb.{verb.name}" in written


def test_the_clock_is_read_in_one_place() -> None:
    """Time is an argument; only wiring reads the clock."""
    readers = {
        name
        for name, text, _ in _sources()
        if re.search(r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(", text)
    }
    assert readers <= CLOCK_READERS


def test_walls_are_few() -> None:
    """`except Exception` stands at the walls only: webhook, delivery, the clock's rounds, the quarantine."""
    found = {name for name, text, _ in _sources() if re.search(r"except (Base)?Exception\b", text)}
    assert found <= WALLS


def test_no_import_hides_inside_a_function() -> None:
    """Whoever reads the head of a file knows what it needs."""
    hidden = [
        f"{name}:{inner.lineno}"
        for name, _, tree in _sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_questions_to_the_database_stand_in_models() -> None:
    """`select(` outside models is a question asked in the wrong room."""
    asked = [name for name, text, _ in _sources() if not name.startswith("models/") and "select(" in text]
    assert asked == []


def test_words_are_posted_where_their_way_is_found() -> None:
    """Whatever is said passes the ways; only a digest, which knows no group, is posted without."""
    posting = re.compile(r"\boutbox\.post\(|from models\.outbox import [^\n]*\bpost\b")
    posters = {name for name, text, _ in _sources() if posting.search(text)}
    assert posters == {"handlers/ways.py", "schedules/sending.py"}


def test_nothing_sleeps_and_nothing_is_unfinished() -> None:
    """No sleeping, no TODO, no NotImplementedError."""
    signs = re.compile(r"time\.sleep\(|\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
    assert [name for name, text, _ in _sources() if signs.search(text)] == []


def test_files_and_functions_stay_small() -> None:
    """A file has 300 lines at the very most, a function 40."""
    long = [name for name, text, _ in _sources() if text.count("\n") > 300]
    for name, _, tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 40:
                long.append(f"{name}:{node.lineno} {node.name}")
    assert long == []


def test_no_sentence_is_written_twice() -> None:
    """A sentence the bot says stands in one place."""
    said = Counter(
        part
        for name, _, tree in _sources()
        if name.startswith(("handlers/", "schedules/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for part in LONG_SENTENCE.findall(node.value)
        if "\n" not in node.value or name.startswith("handlers/chat/help")
    )
    assert [part for part, times in said.items() if times > 1] == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    """utils, helpers, common, manager, base, service: names under which anything may hide."""
    empty = {"utils", "helpers", "common", "manager", "base", "service", "misc"}
    assert [name for name, _, _ in _sources() if Path(name).stem in empty] == []
