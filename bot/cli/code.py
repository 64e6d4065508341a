"""code group and staff: one-time codes that bind a group to a place, or an account to one of the staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import typer

from bot.cli.shell import RefusedError, say_json, shell_of
from handlers.actions import codes
from handlers.actions.codes import GivenOut
from handlers.office import Office

GiveOut = Callable[[Office, str, int, datetime], GivenOut | None]
Days = Annotated[int, typer.Option(min=1, max=90, help="How many days it is good.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    commands = typer.Typer(no_args_is_help=True, help="One-time codes for binding groups and accounts.")
    commands.command()(group)
    commands.command()(staff)
    app.add_typer(commands, name="code")


def group(
    context: typer.Context,
    grid: Annotated[str, typer.Argument(help="Code of the place.")],
    days: Days = 7,
    as_json: AsJson = False,
) -> None:
    """Print a code: whoever says it in a group chat binds that group to the place, once."""
    given = _given(context, codes.for_group, (grid, days), f"there is no place with the code {grid}")
    _tell({"kind": "group", "grid": grid}, given, f"绑定 {given.code}", as_json)


def staff(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="Code of the member of the staff.")],
    days: Days = 7,
    as_json: AsJson = False,
) -> None:
    """Print a code: the account that says it to the bot in private is his from then on, once."""
    given = _given(context, codes.for_staff, (code, days), f"nobody of the staff has the code {code}")
    _tell({"kind": "staff", "staff": code}, given, f"我是 {given.code}", as_json)


def _given(context: typer.Context, give_out: GiveOut, what: tuple[str, int], otherwise: str) -> GivenOut:
    with shell_of(context).parts() as parts:
        given = give_out(parts.office, *what, parts.clock())
    if given is None:
        raise RefusedError(otherwise)
    return given


def _tell(what: dict[str, str], given: GivenOut, say: str, as_json: bool) -> None:
    until = given.expires_at.isoformat(timespec="seconds")
    if as_json:
        say_json(what | {"code": given.code, "say": say, "expires_at": until})
        return
    where = "in the group" if what["kind"] == "group" else "to the bot in private"
    typer.echo(f"Say {where}, once, until {until}:\n{say}")
