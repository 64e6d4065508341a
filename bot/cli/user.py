"""user add: accounts for the console."""

from __future__ import annotations

import sys
from typing import Annotated

import argon2
import typer

from bot.cli.shell import RefusedError, shell_of
from models.account import Account, by_name
from models.database import Collision
from models.grid import by_code
from models.role import Role, find_role

SHORTEST = 8


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="Accounts of the console.")
    group.callback()(_accounts)
    group.command()(add)
    app.add_typer(group, name="user")


def _accounts() -> None:
    """Accounts of the console."""


def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The login name.")],
    role: Annotated[str, typer.Option(help="A role's code or its Chinese name.")],
    grid: Annotated[str, typer.Option(help="Code of the place the account is for.")],
) -> None:
    """Add an account; the password is read from standard input."""
    if not name.strip():
        raise typer.BadParameter("give a login name", param_hint="NAME")
    found = find_role(role)
    if found is None:
        raise typer.BadParameter(f"not a role; one of {', '.join(Role)}", param_hint="--role")
    password = _password()
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        node = by_code(session, grid)
        if node is None:
            raise RefusedError(f"there is no place with the code {grid}")
        taken = by_name(session, name) is not None
    account = Account(
        name=name,
        role=found,
        node_id=node.id or 0,
        password_hash=argon2.PasswordHasher().hash(password),
        created_at=parts.clock(),
    )
    try:
        if not taken:
            with parts.database.session() as session:
                session.add(account)
    except Collision:
        taken = True
    if taken:
        raise RefusedError(f"there is an account called {name} already; choose another name")
    typer.echo(f"Added {name} as {found} of {grid}.")


def _password() -> str:
    if sys.stdin.isatty():
        typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        line = sys.stdin.buffer.readline()
        typed = line.decode("utf-8", "replace").rstrip("\r\n")
    if len(typed) < SHORTEST:
        raise RefusedError(f"a password needs at least {SHORTEST} characters")
    return typed
