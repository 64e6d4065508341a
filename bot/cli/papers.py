"""letter and casefile: the papers of a matter, in the official layout."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import structlog
import typer

from bot import logs
from bot.casefile import pack
from bot.cli.shell import RefusedError, shell_of
from bot.cli.ticket import ticket_of
from bot.word.official import write
from handlers.actions.disclose import disclose
from handlers.commands import LEXICON, Verb
from handlers.desk import Desk, Speaker
from handlers.papers.blocks import Block
from handlers.papers.casefile import casefile as casefile_of
from handlers.papers.letter import letter as letter_of
from handlers.papers.letter import steps, unit_letter
from handlers.refusal import Refusal
from models import unit_supervision
from models.grid import by_code
from models.moves import MOVES
from models.supervision import STEPS
from models.ticket import Ticket

log = structlog.get_logger("audit")
NUMBER = typer.Argument(help="The ticket's number.")
ZIP = typer.Option("--out", help="The .zip to write.", dir_okay=False, writable=True)
OUT = typer.Option("--out", help="The file to write.", dir_okay=False, writable=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (letter, casefile):
        app.command()(command)


def letter(
    context: typer.Context,
    out: Annotated[Path, OUT],
    number: Annotated[int | None, NUMBER] = None,
    step: Annotated[
        str | None, typer.Option(help="督办, 通报, 约谈, 挂牌督办 or its code; else the latest step.")
    ] = None,
    unit: Annotated[str, typer.Option(help="Without a number: the unit that is supervised itself.")] = "",
    grid: Annotated[str, typer.Option(help="With --unit: the code of its place.")] = "",
) -> None:
    """Write the letter of a step of supervision (督办, 通报, 约谈, 挂牌督办) over a matter or a unit."""
    if (number is None) != bool(unit and grid):
        raise typer.BadParameter("give a ticket's number, or --unit with --grid")
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        desk = Desk(parts.office, session, parts.clock())
        code = None if step is None else _code(step)
        blocks = _about_unit(desk, grid, unit, code) if number is None else _about_matter(desk, number, code)
        out.write_bytes(write(blocks, desk.now))
    typer.echo(f"wrote {out}")


def _about_matter(desk: Desk, number: int, code: str | None) -> list[Block]:
    ticket = ticket_of(desk.session, number)
    wanted = [one for one in steps(desk, ticket) if code in (None, one.step)]
    if not wanted:
        raise RefusedError(f"ticket {number} has no such step of supervision; order it in the chat first")
    return letter_of(desk, ticket, wanted[-1])


def _about_unit(desk: Desk, grid: str, unit: str, code: str | None) -> list[Block]:
    node = by_code(desk.session, grid)
    taken = unit_supervision.every(desk.session, node.id or 0, unit) if node else ()
    wanted = [one for one in taken if code in (None, one.step)]
    if not wanted:
        raise RefusedError(
            f"unit {unit} of {grid} has no such step of supervision; order it in the chat first"
        )
    return unit_letter(desk, wanted[-1])


def casefile(
    context: typer.Context,
    number: Annotated[int, NUMBER],
    out: Annotated[Path, ZIP],
    reason: Annotated[str, typer.Option(help="Why names leave the program; kept in the timeline.")] = "案卷",
    public: Annotated[bool, typer.Option("--public", help="Without anybody's name or number.")] = False,
    agreed: Annotated[str, typer.Option(help="With --public: who agreed to it, and when.")] = "",
) -> None:
    """Make the case file of a ticket (一事一案六公开): Word, timeline, letters, and what is missing."""
    logs.configure()
    with shell_of(context).parts() as parts:
        now = parts.office.calendar.local(parts.clock())
        with parts.database.session() as session:
            desk = Desk(parts.office, session, now, Speaker(channel="cli"))
            ticket = ticket_of(session, number)
            made = casefile_of(desk, ticket, public=public)
            _note(desk, ticket, agreed.strip() if public else reason.strip(), public=public)
        out.write_bytes(pack(made, number, now))
    for stage in made.stages:
        typer.echo(f"{'there  ' if stage.is_there else 'missing'}  {stage.name}")
    typer.echo(f"wrote {out}" + ("; read it before it is shown" if public else ""))


def _note(desk: Desk, ticket: Ticket, why: str, *, public: bool) -> None:
    if public and not why:
        raise RefusedError('the public version needs the parties\' yes; say who gave it: --agreed "…"')
    try:
        disclose(desk, ticket, why, public=public)
    except Refusal:
        raise RefusedError(f"ticket {ticket.number} is sensitive; it has no public version") from None
    log.info("case file", ticket=ticket.number, public=public, named=not public)


def _code(word: str) -> str:
    """The code of a step by any word for it."""
    words = {one.value: (one.value, MOVES[one].label, *LEXICON[Verb(one.value)][1]) for one in STEPS}
    for code, known in words.items():
        if word.strip() in known:
            return code
    raise typer.BadParameter(f"{word!r} is no step; write one of 督办, 通报, 约谈, 挂牌督办")
