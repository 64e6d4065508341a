"""doctor: what is wrong, and what to do; of the whole county, or step by step of one channel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from bot.checkup.begin import UnknownChannelError, begin
from bot.checkup.step import State, Step
from bot.checkup.walk import walk
from bot.cli.shell import REFUSED, Shell, say_json, shell_of
from bot.config import ConfigError
from bot.doctor import Finding, Weight, examine

CHANNEL = typer.Option(help="Walk through the set-up of this channel, step by step.")
SEND = typer.Option(metavar="USERID", help="With --channel of kind wecom_app: send one message to a member.")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    context: typer.Context,
    channel: Annotated[str, CHANNEL] = "",
    send: Annotated[str, SEND] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Look for what is wrong and say what to do; exit status 1 if something is."""
    shell = shell_of(context)
    if channel:
        _walk(channel, _steps(shell, channel, send), as_json=as_json)
    elif send:
        raise typer.BadParameter("--send goes with --channel")
    else:
        _county(shell, as_json=as_json)


def _county(shell: Shell, *, as_json: bool) -> None:
    try:
        settings = shell.settings()
    except ConfigError as error:
        found = [Finding(Weight.BAD, "config", str(mistake)) for mistake in error.mistakes]
    else:
        found = [
            Finding(Weight.FINE, "config", "the configuration is whole"),
            *examine(settings, shell.environ),
        ]
    if as_json:
        say_json([{"state": one.weight, "part": one.part, "says": one.says} for one in found])
    else:
        for one in found:
            typer.echo(f"{one.weight:<5} {one.part:<11} {one.says}")
    if any(one.weight is Weight.BAD for one in found):
        raise typer.Exit(REFUSED)


def _steps(shell: Shell, channel: str, send: str) -> Iterable[Step]:
    try:
        settings = shell.settings(need_secrets=False)
    except ConfigError as error:
        return [
            Step("config", "the configuration", State.WRONG, f"{one.key} ({one.source})", one.remedy)
            for one in error.mistakes
        ]
    try:
        return walk(begin(settings, shell.environ, channel, send))
    except UnknownChannelError as error:
        return [error.step]


def _walk(channel: str, steps: Iterable[Step], *, as_json: bool) -> None:
    """Each step as soon as it is known, and at the end the one to begin with."""
    taken: list[Step] = []
    for number, one in enumerate(steps, 1):
        taken.append(one)
        if not as_json:
            typer.echo(f"{number:>2}  {one.state:<5}  {one.title}: {one.says}")
            if one.do:
                typer.echo(f"           → {one.do}")
    first = next((number for number, one in enumerate(taken, 1) if one.is_open), None)
    if as_json:
        say_json(_document(channel, taken, first))
    elif first is None:
        typer.echo(f"{channel}: every step that can be seen from here is done")
    else:
        typer.echo(f"{channel}: next is step {first}, {taken[first - 1].title}; then run this again")
    if first is not None:
        raise typer.Exit(REFUSED)


def _document(channel: str, taken: Sequence[Step], first: int | None) -> dict[str, object]:
    steps = [
        {"number": number, "step": one.name, "title": one.title}
        | {"state": one.state, "says": one.says, "do": one.do}
        for number, one in enumerate(taken, 1)
    ]
    return {"channel": channel, "ok": first is None, "next": first, "steps": steps}
