"""db upgrade, backup and restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.backups import keeper
from bot.cli.shell import shell_of


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="The database: schema and backups.")
    for command in (upgrade, backup, restore):
        group.command()(command)
    app.add_typer(group, name="db")


def upgrade(context: typer.Context) -> None:
    """Bring the schema to what this version needs."""
    with shell_of(context).database() as database:
        before = database.revision()
        database.upgrade()
        after = database.revision()
    typer.echo(f"The schema stands at {after}" + (", as before." if before == after else "."))


def backup(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="A new file; keep the keys elsewhere.")]
) -> None:
    """Write the whole database, sealed as it is, to a new file while it is in use."""
    with shell_of(context).database() as database:
        keeper.backup(database, file)
    typer.echo(f"The backup is in {file}; without the data keys of the configuration it cannot be read.")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file made by `db backup`.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a database that is not empty.")] = False,
) -> None:
    """Put a backup back; refused unless every key it needs is at hand."""
    with shell_of(context).database() as database:
        keeper.restore(database, file, force=force)
        behind = database.revision() != database.newest_revision()
    typer.echo(f"{file} is restored." + (" Now run `gridbot db upgrade`." if behind else ""))
