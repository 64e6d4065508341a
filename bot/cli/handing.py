"""handover: a successor gets what one of the staff has in hand, and his posts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli.shell import RefusedError, say_json, shell_of
from handlers.actions.handover import at_the_office
from handlers.refusal import Refusal


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(handover)


def handover(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help="The staff code of who hands over.")],
    new: Annotated[str, typer.Argument(help="The staff code of the successor.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Hand tickets, tasks, plans, groups and posts over to a successor, in one step; both are told."""
    with shell_of(context).parts() as parts:
        try:
            handed = at_the_office(parts.office, old, new, parts.clock())
        except Refusal as refusal:
            raise RefusedError(refusal.sentence) from refusal
    if as_json:
        say_json(asdict(handed))
    else:
        counts = ", ".join(f"{count} {what}" for what, count in asdict(handed).items())
        typer.echo(f"handed over: {counts}")
