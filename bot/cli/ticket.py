"""ticket list, ticket show and verify: reading tickets and proving their timelines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.anchors import differences
from bot.cli.shell import REFUSED, RefusedError, say_json, shell_of
from bot.parts import Parts
from bot.ticket_view import ticket_object
from models import event
from models.database import Session
from models.event import Break
from models.grid import by_code
from models.ticket import Status, Ticket, by_number
from models.ticket_list import newest_tickets

ANCHORED = ("checked", "differences")
AS_JSON = typer.Option("--json", help="Print JSON.")


def register(app: typer.Typer) -> None:
    """Add the group and the command."""
    group = typer.Typer(no_args_is_help=True, help="Read tickets.")
    group.command("list")(list_tickets)
    group.command()(show)
    app.add_typer(group, name="ticket")
    app.command()(verify)


def list_tickets(
    context: typer.Context,
    grid: Annotated[str | None, typer.Option(help="Code of a place; only it and what lies below.")] = None,
    status: Annotated[Status | None, typer.Option(help="Only tickets in this status.")] = None,
    most: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:
    """List tickets, newest first."""
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        found = newest_tickets(session, _path(session, grid), status, most)
        if as_json:
            for ticket in found:
                say_json(ticket_object(session, ticket, parts.settings.zone))
        else:
            Console().print(_table(parts, found))


def show(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help="The ticket's number.")],
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:
    """Show one ticket with its timeline."""
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        content = ticket_object(session, ticket_of(session, number), parts.settings.zone)
    if as_json:
        say_json(content)
        return
    events = content.pop("events")
    for key, value in content.items():
        typer.echo(f"{key:<11} {value if value not in (None, []) else '-'}")
    for step in events if isinstance(events, list) else []:
        typer.echo(
            f"  {step['seq']:>3}  {step['at']}  {step['action']:<12} {step['actor']}  {step['note'] or ''}"
        )


def ticket_of(session: Session, number: int) -> Ticket:
    """The ticket of a number."""
    found = by_number(session, number)
    if found is None:
        raise RefusedError(f"there is no ticket {number}; `gridbot ticket list` shows those there are")
    return found


def verify(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(help="One ticket's number; else all are checked.")] = None,
    anchors: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Published anchors, to be checked as well.")
    ] = None,
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:
    """Check the signature chain of one ticket or of all; exit status 1 if one does not hold."""
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        results = [event.verify(session, number)] if number is not None else list(event.verify_all(session))
        anchored = differences(session, anchors) if anchors is not None else None
    broken = [result for result in results if result is not None]
    if as_json:
        rows = [{"ticket": one.ticket, "seq": one.seq, "reason": one.reason} for one in broken]
        beside = {} if anchored is None else {"anchors": dict(zip(ANCHORED, anchored, strict=True))}
        say_json({"checked": len(results), "broken": rows, **beside})
    else:
        _tell_verified(len(results), broken)
        _tell_anchored(anchored)
    if broken or (anchored is not None and anchored[1]):
        raise typer.Exit(REFUSED)


def _tell_verified(checked: int, broken: list[Break]) -> None:
    for one in broken:
        typer.echo(f"gridbot: ticket {one.ticket}, event {one.seq}: {one.reason}", err=True)
    typer.echo(f"{checked} checked, {checked - len(broken)} whole")


def _tell_anchored(anchored: tuple[int, list[str]] | None) -> None:
    if anchored is None:
        return
    checked, wrong = anchored
    for line in wrong:
        typer.echo(f"gridbot: {line}", err=True)
    says = f"{len(wrong)} differences" if wrong else "all agree"
    typer.echo(f"{checked} anchor{'' if checked == 1 else 's'} checked, {says}")


def _path(session: Session, grid: str | None) -> str | None:
    if grid is None:
        return None
    node = by_code(session, grid)
    if node is None:
        raise RefusedError(f"there is no place with the code {grid}")
    return node.path


def _table(parts: Parts, found: object) -> Table:
    table = Table("number", "kind", "category", "status", "urgency", "created", "due", box=None)
    for ticket in found if isinstance(found, list) else []:
        table.add_row(*_cells(parts, ticket))
    return table


def _cells(parts: Parts, ticket: Ticket) -> list[str]:
    calendar = parts.office.calendar
    moments = (ticket.created_at, ticket.due_at)
    shown = [f"{calendar.local(moment):%Y-%m-%d %H:%M}" if moment else "-" for moment in moments]
    status = f"{ticket.status} into {ticket.merged_into}" if ticket.status == Status.MERGED else ticket.status
    return [str(ticket.number), ticket.kind, ticket.category, status, ticket.urgency, *shown]
