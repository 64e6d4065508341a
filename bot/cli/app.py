"""The whole command line: `gridbot --config FILE COMMAND`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import (
    booklet,
    calls,
    care,
    code,
    database,
    demo,
    doctor,
    evaluating,
    exporting,
    handing,
    importing,
    judging,
    ladder,
    learning,
    notices,
    papers,
    reporting,
    rules,
    sandbox,
    schedule,
    serving,
    ticket,
    user,
)
from bot.cli.shell import Gridbot, Shell, tell_fault

GROUPS = (
    *(serving, demo, sandbox, judging, evaluating, rules, learning, ladder, schedule, importing),
    *(ticket, user, code, database, doctor, care),
    notices,
    papers,
    booklet,
    exporting,
    reporting,
    handing,
    calls,
)


def build_app() -> typer.Typer:
    """Every command, in the order of the help."""
    app = typer.Typer(
        name="gridbot",
        cls=Gridbot,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="网格群助手: tickets and reminders out of grid group chats.",
    )
    app.callback()(start)
    for group in GROUPS:
        group.register(app)
    return app


def start(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option(help="The TOML file; else $GRIDBOT_CONFIG, else ./config.toml.")
    ] = None,
) -> None:
    """网格群助手: tickets and reminders out of grid group chats."""
    context.obj = Shell(config, os.environ)


def main() -> None:
    """The program."""
    sys.excepthook = tell_fault
    typer.main.get_command(build_app())(prog_name="gridbot")
