"""erase, replay and secret: taking care of a running county."""

from __future__ import annotations

import base64
import secrets
from typing import Annotated

import typer

from bot.cli.shell import REFUSED, RefusedError, say_json, shell_of
from handlers.actions.aging import forget, would_go
from handlers.actions.erase import erase_now
from handlers.inbox import replay as handle_again

KEY_BYTES = 32


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (erase, retention, replay, secret):
        app.command()(command)


def erase(
    context: typer.Context,
    channel: Annotated[str, typer.Option(help="The channel's name in the configuration.")],
    user: Annotated[str, typer.Option(help="The person's id on that channel.")],
) -> None:
    """Erase what is stored of a person."""
    with shell_of(context).parts() as parts:
        erased = erase_now(parts.office, channel, user, parts.clock())
    if not erased:
        raise RefusedError("nothing is stored of this account; check --channel and --user")
    typer.echo("Erased.")


def retention(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Forget what has been kept for long enough, as the scheduler does each day; how many rows, by table."""
    with shell_of(context).parts() as parts:
        now = parts.clock()
        found = would_go(parts.office, now) if dry_run else forget(parts.office, now)
    if as_json:
        say_json({"dry_run": dry_run, "rows": found})
        return
    for table, count in found.items():
        typer.echo(f"{table:<17} {count}")
    typer.echo(f"{sum(found.values())} rows {'would go' if dry_run else 'went'}")


def replay(context: typer.Context) -> None:
    """Handle the messages in quarantine again."""
    with shell_of(context).parts() as parts:
        done, failed = handle_again(parts.office, parts.clock())
    typer.echo(f"{done} handled, {failed} failed again")
    if failed:
        raise typer.Exit(REFUSED)


def secret() -> None:
    """Print a new secret: 32 random bytes in base64, for secret_key, data_keys or a channel."""
    typer.echo(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode())
