"""learn: the learned layer, taught by this county's own decided tickets, on its own machine."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from bot.cli.rules_versions import publish_now
from bot.cli.shell import RefusedError, say_json, shell_of, watch_of
from bot.learning import Outcome, TooFewError, learn_here
from bot.parts import Parts
from models.rule_version import Content, Draft, RuleVersion
from nlp.learning import EPOCHS

MOST_TOLD = 10


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(learn)


def learn(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the figures, publish nothing.")] = False,
    note: Annotated[str, typer.Option(help="For whoever reads the list of versions.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Teach the bot by this county's confirmed and rejected tickets; refused if it would judge worse."""
    with shell_of(context).parts() as parts:
        outcome = _learned(parts)
        version = None
        if not (dry_run or outcome.against):
            said = note.strip() or f"{outcome.taught} decided tickets"
            version = publish_now(parts, Draft(Content.LEARNED, outcome.table, said))
    if as_json:
        say_json(_document(outcome, version))
    else:
        _tell(outcome)
    _refuse(outcome)
    if not as_json:
        typer.echo(_ending(version, dry_run=dry_run))


def _learned(parts: Parts) -> Outcome:
    """Learn with a bar on standard error, if that is a terminal."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed} of about {task.total}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Going through everything, time", total=2 * EPOCHS)
        try:
            return learn_here(parts, watch_of(parts), lambda: bar.advance(task))
        except TooFewError as error:
            raise RefusedError(f"{error}; nothing was changed") from None


def _tell(outcome: Outcome) -> None:
    typer.echo(f"{outcome.taught} decided tickets; right by the shipped table -> by what was learned:")
    width = max(len(one.name) for one in outcome.figures)
    for one in outcome.figures:
        typer.echo(f"{one.name:<{width}}  {one.before:>5} -> {one.after:>5}  of {one.of:>5}")


def _refuse(outcome: Outcome) -> None:
    if not outcome.against:
        return
    for reason in outcome.against[:MOST_TOLD]:
        typer.echo(reason, err=True)
    raise RefusedError("nothing was published: what was learned would judge worse")


def _ending(version: RuleVersion | None, *, dry_run: bool) -> str:
    if dry_run:
        return "A dry run; nothing was published."
    if version is None:
        return "The version in use holds just this; nothing was published."
    return f"Published version {version.number} of what was learned; every process uses it within seconds."


def _document(outcome: Outcome, version: RuleVersion | None) -> dict[str, object]:
    return {
        "tickets": outcome.taught,
        "figures": [one._asdict() for one in outcome.figures],
        "against": list(outcome.against),
        "version": version.number if version else None,
    }
