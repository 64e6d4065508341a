"""ladder explain: every due time of a matter, and who is told. Only --grid needs a database."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from bot.cli.shell import RefusedError, Shell, moment, say_json, shell_of
from bot.wiring import build_calendar, build_ladder, plain_classifier
from models import grid
from models.ticket import Kind
from schedules.ladder import Place, explain, place_of
from schedules.preview import UnknownGridError


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="The ladder 四级七天: when a matter moves up.")
    group.callback()(_group)
    group.command(name="explain")(explain_ladder)
    app.add_typer(group, name="ladder")


def _group() -> None:
    """The ladder 四级七天: when a matter moves up."""


def explain_ladder(
    context: typer.Context,
    at: Annotated[str, typer.Option(help="When the matter is confirmed: 2026-09-30T16:40.")],
    category: Annotated[str, typer.Option(help="A category's code, name or alias.")],
    grid_code: Annotated[str | None, typer.Option("--grid", help="Code of a place: its real posts.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print every reminder, due time and move up of a matter that is left alone, and who is told."""
    shell = shell_of(context)
    settings = shell.settings(need_secrets=grid_code is not None)
    start = moment(at, settings.zone)
    found = plain_classifier(settings, shell.environ).catalogue.find(category)
    if found is None:
        raise RefusedError(f"there is no category {category!r}; write one such as neighbor or 邻里")
    place = _place(shell, grid_code, start) if grid_code is not None else None
    told = explain(build_ladder(settings), build_calendar(settings), start, place)
    document = {"category": found.code, "label": found.label, "kind": found.kind, "grid": grid_code, **told}
    if as_json:
        say_json(document)
        return
    for line in _lines(document):
        typer.echo(line)


def _place(shell: Shell, code: str, start: datetime) -> Place:
    with shell.database() as database, database.reading() as session:
        node = grid.by_code(session, code)
        if node is None:
            raise UnknownGridError(code)
        return place_of(session, node.path, start)


def _lines(told: dict[str, Any]) -> list[str]:
    lines = [f"{told['category']} {told['label']} ({told['kind']}), confirmed {told['start']}"]
    for one in told["skipped"]:
        lines.append(f"skipped: {one['name']} ({one['why']})")
    for rung in told["rungs"]:
        days = f"{rung['working_days']} working day{'' if rung['working_days'] == 1 else 's'}"
        lines.append(f"{rung['name']}: {', '.join(rung['answers'])}, {days}, due {rung['due_at']}")
        lines += [
            f"  {one['at']}  {one['share']:>4.0%}  {one['does']}; told: {', '.join(one['told'])}"
            for one in rung["tells"]
        ]
    if (most := told["held"]["mediation_within_days"]) and told["kind"] == Kind.DISPUTE:
        after = told["held"]["days_after_it"]
        lines.append(f"a mediation booked for at most {most} working days after a due time holds it:")
        lines.append(f"  due is then {after} working day after the meeting, unless it has a result by then")
    return lines
