"""schedule preview and tick: seeing ahead, and doing what is due by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from bot.cli.shell import moment, say_json, shell_of
from schedules.preview import preview as look_ahead
from schedules.runner import run_due

DAY = ["%Y-%m-%d"]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="Reminders: see ahead, or do what is due.")
    group.command()(preview)
    group.command()(tick)
    app.add_typer(group, name="schedule")


def preview(
    context: typer.Context,
    start: Annotated[datetime, typer.Option("--from", formats=DAY, help="First day.")],
    end: Annotated[datetime, typer.Option("--to", formats=DAY, help="Last day.")],
    grid: Annotated[str | None, typer.Option(help="Code of a place; only it and what lies below.")] = None,
) -> None:
    """Print every reminder of those days if nothing is ticked off, as JSON lines; nothing is sent."""
    first, last = _day(start), _day(end)
    if last < first:
        raise typer.BadParameter("the last day lies before the first", param_hint="--to")
    with shell_of(context).parts() as parts:
        for reminder in look_ahead(parts.office, first, last, grid, parts.clock()):
            say_json(reminder)


def tick(
    context: typer.Context,
    at: Annotated[str | None, typer.Option(help="Moment in ISO 8601; else now.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Do all that is due at a moment, once, whoever leads, and print what was done."""
    with shell_of(context).parts() as parts:
        now = moment(at, parts.settings.zone) if at else parts.clock()
        done = run_due(parts.office, now)
    if as_json:
        say_json({"at": now.isoformat(), "done": done})
        return
    for line in done:
        typer.echo(line)


def _day(moment_of_day: datetime) -> date:
    return moment_of_day.date()
