"""calls: how soon residents who called the chief were answered, by place; no person and no order of merit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

import typer

from bot.cli.shell import RefusedError, moment, say_json, shell_of
from models import grid as places
from models.reports.calls import Answered, answer_times

DEFINITION = (
    "a call: one `1` in a group, or 要 in private, that called the chief",
    "answered: anybody who was called said a word there within two hours; what he said is not read",
    "median: of the answered calls, from the call to that word, in minutes",
    "within 5 minutes: of all calls, answered or not",
)
FROM = typer.Option("--from", help="First day: 2026-01-01.")
TO = typer.Option("--to", help="Last day.")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(calls)


def calls(
    context: typer.Context,
    code: Annotated[str, typer.Option("--grid", help="Code of the place; it and all that lies below.")],
    first: Annotated[str, FROM],
    last: Annotated[str, TO],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print the answer times of calls by `1`: n, median, share within 5 minutes, by place."""
    shell = shell_of(context)
    zone = shell.settings().zone
    span = moment(first, zone), moment(last, zone) + timedelta(days=1)
    with shell.database() as database, database.reading() as session:
        node = places.by_code(session, code)
        if node is None:
            raise RefusedError(f"there is no place of the code {code!r}; `gridbot import grid` lists them")
        every, by_place = answer_times(session, node.path, span)
    if as_json:
        found = [{"grid": one, **_told(counted)} for one, counted in by_place.items()]
        days = {"from": _day(span[0]), "to": _day(span[1] - timedelta(days=1))}
        say_json({"grid": code, **days, "definition": DEFINITION, "total": _told(every), "places": found})
        return
    for name, counted in (*by_place.items(), ("total", every)):
        typer.echo(_line(name, counted))
    for line in DEFINITION:
        typer.echo(f"# {line}")


def _told(counted: Answered) -> dict[str, int | float | None]:
    share = counted.share_within_5
    return {
        "n": counted.n,
        "answered": counted.answered,
        "median_minutes": counted.median_minutes,
        "within_5_minutes": counted.within_5_minutes,
        "share_within_5_minutes": None if share is None else round(share, 4),
    }


def _line(name: str, counted: Answered) -> str:
    middle = "-" if counted.median_minutes is None else f"{counted.median_minutes} min"
    share = "-" if counted.share_within_5 is None else f"{counted.share_within_5:.0%}"
    soon = f"{counted.within_5_minutes} ({share}) within 5 minutes"
    return f"{name}: n={counted.n}, answered {counted.answered}, median {middle}, {soon}"


def _day(at: datetime) -> str:
    found: date = at.date()
    return found.isoformat()
