"""serve, web, worker, scheduler: the roles."""

from __future__ import annotations

import typer

from bot import logs
from bot.cli.shell import shell_of
from bot.server import run_scheduler, run_worker, serve_web


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (serve, web, worker, scheduler):
        app.command()(command)


def serve(context: typer.Context) -> None:
    """Run all roles in one process."""
    logs.configure()
    with shell_of(context).parts() as parts:
        serve_web(parts, workers=1, everything=True)


def web(context: typer.Context) -> None:
    """Run the web role: callbacks and pages, in [server] workers processes."""
    logs.configure()
    with shell_of(context).parts() as parts:
        serve_web(parts, workers=parts.settings.server.workers, everything=False)


def worker(context: typer.Context) -> None:
    """Run the worker role: deliver what is to be said, fetch photos and files."""
    logs.configure()
    with shell_of(context).parts() as parts:
        typer.echo("Gridbot delivers (Ctrl-C stops it)")
        run_worker(parts)


def scheduler(context: typer.Context) -> None:
    """Run the scheduler role: post what is due; of several one leads."""
    logs.configure()
    with shell_of(context).parts() as parts:
        typer.echo("Gridbot keeps the time (Ctrl-C stops it)")
        run_scheduler(parts)
