"""demo: a filled county with a group-chat simulator, what `make run` starts."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from bot import logs
from bot.cli.shell import shell_of
from bot.demo.cast import the_cast
from bot.demo.corp import the_corp
from bot.demo.overheard import overhear
from bot.demo.prepare import prepare
from bot.demo.settings import HOME, clear, demo_settings
from bot.server import serve_web
from bot.web import simulator
from bot.web.simulator.notebook import Notebook


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Where to listen; whoever reaches it can play.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", min=1, max=65535)] = 8000,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what was played and begin anew.")] = False,
    home: Annotated[Path, typer.Option(help="The folder that holds the county.")] = HOME,
) -> None:
    """Serve an invented county with a group-chat simulator at /simulator."""
    logs.configure()
    settings = demo_settings(home, host, port)
    if fresh:
        clear(home)
    with Progress(transient=True) as bar:
        task = bar.add_task("Living", visible=False)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=True)

        say = partial(bar.console.print, soft_wrap=True, highlight=False)
        ready = prepare(settings, shell_of(context).environ, home, say, tell)
    typer.echo(f"The group chats are at http://{host}:{port}/simulator")
    notebook = Notebook(ready.parts.office, the_cast(), ready.parts.clock)
    opened = partial(simulator.register, corp=the_corp(settings), opening=ready.opening, notebook=notebook)
    serve_web(overhear(ready.parts, notebook.note), [opened], workers=1, everything=True)
