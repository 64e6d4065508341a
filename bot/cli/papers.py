"""letter: the paper of a step of supervision, as a Word file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.shell import RefusedError, shell_of
from bot.cli.ticket import ticket_of
from bot.word.official import write
from handlers.commands import LEXICON, Verb
from handlers.desk import Desk
from handlers.papers.letter import letter as letter_of
from handlers.papers.letter import steps
from models.moves import MOVES
from models.supervision import STEPS

NUMBER = typer.Argument(help="The ticket's number.")
OUT = typer.Option("--out", help="The file to write.", dir_okay=False, writable=True)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(letter)


def letter(
    context: typer.Context,
    number: Annotated[int, NUMBER],
    out: Annotated[Path, OUT],
    step: Annotated[
        str | None, typer.Option(help="督办, 通报, 约谈, 挂牌督办 or its code; else the latest step.")
    ] = None,
) -> None:
    """Write the letter of a step of supervision (督办, 通报, 约谈, 挂牌督办)."""
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        ticket = ticket_of(session, number)
        desk = Desk(parts.office, session, parts.clock())
        wanted = [one for one in steps(desk, ticket) if step is None or one.step == _code(step)]
        if not wanted:
            raise RefusedError(f"ticket {number} has no such step of supervision; order it in the chat first")
        out.write_bytes(write(letter_of(desk, ticket, wanted[-1]), desk.now))
    typer.echo(f"wrote {out}")


def _code(word: str) -> str:
    """The code of a step by any word for it."""
    words = {one.value: (one.value, MOVES[one].label, *LEXICON[Verb(one.value)][1]) for one in STEPS}
    for code, known in words.items():
        if word.strip() in known:
            return code
    raise typer.BadParameter(f"{word!r} is no step; write one of 督办, 通报, 约谈, 挂牌督办")
