"""cases: the typical cases that were chosen in the chat, as a list or as a booklet without names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import structlog
import typer

from bot import logs
from bot.cli.shell import RefusedError, say_json, shell_of
from bot.parts import Parts
from bot.word.official import write
from handlers.actions.disclose import disclose
from handlers.desk import Desk, Speaker
from handlers.papers.booklet import booklet
from models.grid import GridNode, by_code
from models.ticket import Ticket
from models.typical_case import cases_under

log = structlog.get_logger("audit")
DAY = ["%Y-%m-%d"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(cases)


def cases(
    context: typer.Context,
    grid: Annotated[str, typer.Option(help="Code of a place; it and all that lies below.")],
    start: Annotated[datetime, typer.Option("--from", formats=DAY, help="First day of closing.")],
    end: Annotated[datetime, typer.Option("--to", formats=DAY, help="Last day of closing.")],
    out: Annotated[
        Path | None, typer.Option(help="The .docx to write; without it they are listed.", dir_okay=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List the typical cases (典型案例) closed in some days, or write them as a booklet without names."""
    logs.configure()
    if end < start:
        raise typer.BadParameter("the last day lies before the first", param_hint="--to")
    with shell_of(context).parts() as parts, parts.database.session() as session:
        desk = Desk(parts.office, session, parts.office.calendar.local(parts.clock()), Speaker("cli"))
        place = by_code(session, grid)
        if place is None:
            raise RefusedError(f"there is no place with the code {grid}")
        zone = parts.settings.zone
        span = (start.replace(tzinfo=zone), end.replace(tzinfo=zone))
        found = cases_under(session, place.path, (span[0], span[1] + timedelta(days=1)))
        if out is not None:
            _write(desk, place, found, (out, *span))
        rows = [_row(parts, one) for one in found]
    _tell(rows, out, as_json=as_json)


def _write(
    desk: Desk, place: GridNode, found: Sequence[Ticket], where: tuple[Path, datetime, datetime]
) -> None:
    if not found:
        raise RefusedError("there is no typical case in these days; choose one in the chat: 典型 17")
    out, *span = where
    out.write_bytes(write(booklet(desk, place, found, (span[0], span[1])), desk.now))
    for one in found:
        disclose(desk, one, "典型案例", public=True)
    log.info("booklet of cases", cases=len(found))


def _row(parts: Parts, ticket: Ticket) -> dict[str, object]:
    closed = parts.office.calendar.today(ticket.closed_at) if ticket.closed_at else None
    return {"number": ticket.number, "category": ticket.category, "closed": closed and closed.isoformat()}


def _tell(rows: Sequence[dict[str, object]], out: Path | None, *, as_json: bool) -> None:
    if as_json:
        say_json({"cases": rows, "wrote": str(out) if out else None})
        return
    for row in rows:
        typer.echo(f"{row['number']:>6}  {row['closed']}  {row['category']}")
    typer.echo(f"wrote {out}; read it before it is shown" if out else f"{len(rows)} typical cases")
