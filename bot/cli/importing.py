"""import: the county from spreadsheets, all of a file or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot import wiring
from bot.channels.spaces import account_spaces
from bot.cli.shell import REFUSED, Shell, say_json, shell_of
from bot.schema import ensure_schema
from bot.sheets import open_file
from handlers.imports.draft import County, Kind
from handlers.imports.run import KINDS, Outcome, import_file
from handlers.imports.sheet import FileError
from models.database import Database
from models.help import Help
from models.plan import Whom
from schedules.pack import load_pack

FILE = typer.Argument(help="An .xlsx workbook or a .csv file.", metavar="FILE")
DRY_RUN = typer.Option("--dry-run", help="Judge the file and tell what would change, writing nothing.")
AS_JSON = typer.Option("--json", help="Print one JSON document.")


def register(app: typer.Typer) -> None:
    """Add one command a kind."""
    group = typer.Typer(no_args_is_help=True, help="Import the county from .xlsx or .csv files.")
    for kind in KINDS.values():
        columns = ", ".join(column.label for column in kind.columns)
        group.command(kind.name, help=f"Import {kind.name}. Columns: {columns}.")(command_of(kind))
    app.add_typer(group, name="import")


def command_of(kind: Kind[Any]) -> Callable[..., None]:
    """The command that imports one kind."""

    def run(
        context: typer.Context,
        file: Annotated[Path, FILE],
        dry_run: Annotated[bool, DRY_RUN] = False,
        as_json: Annotated[bool, AS_JSON] = False,
    ) -> None:
        try:
            with _open_county(shell_of(context), kind) as county:
                outcome = _import(kind, file, county, dry_run=dry_run)
        except FileError as error:
            _refuse(kind, file, str(error), as_json=as_json)
        else:
            _tell(outcome, as_json=as_json)

    return run


@contextmanager
def _open_county(shell: Shell, kind: Kind[Any]) -> Iterator[County]:
    """The county of the configuration; the office, which is slow to build, only for kinds that need it."""
    if kind.needs_office:
        with shell.parts() as parts:
            yield replace(_county(shell, parts.database), office=parts.office)
    else:
        with shell.database() as database:
            ensure_schema(database)
            yield _county(shell, database)


def _county(shell: Shell, database: Database) -> County:
    settings = shell.settings()
    plans = load_pack(settings.schedules.plans, settings.schedules.turned_on).values()
    return County(
        database=database,
        calendar=wiring.build_calendar(settings),
        now=wiring.build_clock(settings, shell.environ)(),
        channels=frozenset(channel.name for channel in settings.channels),
        spaces=account_spaces(settings.channels),
        plans={
            plan.code: plan.name
            for plan in plans
            if plan.whom is Whom.ENROLLED and plan.enrolment is None and plan.code not in set(Help)
        },
    )


def _import(kind: Kind[Any], file: Path, county: County, *, dry_run: bool) -> Outcome:
    """Import with a bar on standard error, if that is a terminal."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed} rows"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        read = bar.add_task(f"{file.name}: read")
        written = bar.add_task("database: written")
        with open_file(file, progress=lambda: bar.advance(read)) as opened:
            return import_file(
                kind, opened, county, dry_run=dry_run, progress=lambda rows: bar.advance(written, rows)
            )


def _refuse(kind: Kind[Any], file: Path, reason: str, *, as_json: bool) -> None:
    if as_json:
        say_json({"kind": kind.name, "file": file.name, "ok": False, "refused": reason, "errors": []})
    typer.echo(f"gridbot: {file.name}: {reason}; nothing was imported", err=True)
    raise typer.Exit(REFUSED)


def _tell(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        say_json(as_document(outcome))
    else:
        for line in report(outcome):
            typer.echo(line, err=outcome.is_refused)
    if outcome.is_refused:
        typer.echo(
            f"gridbot: {outcome.flawed_rows} of {outcome.rows} rows can't be imported, so nothing was; "
            "correct them and import the file again",
            err=True,
        )
        raise typer.Exit(REFUSED)


def as_document(outcome: Outcome) -> dict[str, object]:
    """The outcome as --json prints it."""
    return {
        "kind": outcome.kind,
        "file": outcome.file,
        "ok": not outcome.is_refused,
        "dry_run": outcome.dry_run,
        "rows": outcome.rows,
        **asdict(outcome.tally),
        "notes": list(outcome.notes),
        "errors": [asdict(flaw) for flaw in outcome.flaws],
    }


def report(outcome: Outcome) -> Iterator[str]:
    """The outcome in lines."""
    for flaw in outcome.flaws:
        value = f'"{flaw.value}"' if flaw.value else "(empty)"
        yield f"sheet {flaw.sheet}, row {flaw.row}, column {flaw.column}, {value}: {flaw.reason}"
    yield from (f"note: {note}" for note in outcome.notes)
    if outcome.is_refused:
        return
    tally = outcome.tally
    yield f"{outcome.kind}: {tally.added} added, {tally.changed} changed, {tally.unchanged} unchanged"
    yield from (f"  {word}: {count}" for word, count in tally.details.items())
    if outcome.dry_run:
        yield "dry run: nothing was written"
