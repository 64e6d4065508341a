"""sandbox: the platform that stands in for WeCom, on a port of its own."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.shell import RefusedError
from bot.sandbox.corp import Corp, CorpError
from bot.sandbox.corp_file import channel_tables, invented_corp, read_corp, write_corp
from bot.sandbox.faults import NO_FAULTS, FaultError, FaultScript, read_faults
from bot.sandbox.people_web import PeopleWeb
from bot.sandbox.platform import Platform
from bot.sandbox.server import SandboxServer
from bot.wiring import real_time

STOPPING = (signal.SIGTERM, signal.SIGINT)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(sandbox)


def sandbox(
    host: Annotated[
        str, typer.Option(help="Where to listen; whoever reaches it can be any member.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 9000,
    corp: Annotated[
        Path | None,
        typer.Option(help="The corporation, in TOML; an invented one is written if it is not there."),
    ] = None,
    faults: Annotated[Path | None, typer.Option(help="What goes wrong, in TOML.")] = None,
    gridbot: Annotated[
        str, typer.Option(help="Where gridbot listens, for an invented corporation.")
    ] = "http://127.0.0.1:8000",
) -> None:
    """Serve a platform that stands in for WeCom: docs/sandbox.md."""
    try:
        known = _corp(corp, gridbot.rstrip("/"))
        script = read_faults(faults) if faults else NO_FAULTS
    except (CorpError, FaultError) as error:
        raise RefusedError(str(error)) from None
    server = _listen(known, script, host, port)
    typer.echo(f"The platform is at {server.platform.url} (Ctrl-C stops it). For gridbot's configuration:\n")
    typer.echo(channel_tables(known, server.platform.url))
    typer.echo("Members: " + ", ".join(f"{one.userid} {one.name}" for one in known.members))
    _serve(server)


def _corp(file: Path | None, gridbot: str) -> Corp:
    """The corporation of a file; without one, or if it is not there yet, an invented one."""
    if file is not None and file.exists():
        return read_corp(file)
    invented = invented_corp(gridbot)
    if file is not None:
        with os.fdopen(
            os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as out:
            out.write(write_corp(invented))
    return invented


def _listen(corp: Corp, faults: FaultScript, host: str, port: int) -> SandboxServer:
    def build(url: str) -> Platform:
        return Platform(corp, url, real_time, real_time, faults)

    try:
        server = SandboxServer(build, port, host)
    except OSError as error:
        raise RefusedError(f"{host}:{port}: {error.strerror}; choose another --port") from None
    server.mount(PeopleWeb(server.platform))
    return server


def _serve(server: SandboxServer) -> None:
    ended = threading.Event()
    for number in STOPPING:
        signal.signal(number, lambda _number, _frame: ended.set())
    with server:
        ended.wait()
