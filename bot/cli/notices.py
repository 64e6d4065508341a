"""notice: a notice to all groups under a place (广播), and what became of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.shell import RefusedError, say_json, shell_of
from bot.parts import Parts
from handlers.actions import broadcast as deeds
from handlers.actions.broadcast import Draft
from handlers.actions.spread import spread
from handlers.desk import Desk, Speaker
from handlers.refusal import Refusal
from models import broadcast
from models.broadcast import Broadcast
from models.database import Session
from models.grid import GridNode, by_code

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
NUMBER = typer.Argument(help="The broadcast's number.")
Number = Annotated[int, NUMBER]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="Notices to all groups under a place: 广播.")
    group.command()(send)
    group.command(name="list")(list_notices)
    for command in (show, stop):
        group.command()(command)
    app.add_typer(group, name="notice")


def send(
    context: typer.Context,
    grid: Annotated[str, typer.Option(help="Code of the place: its groups, and all below it.")],
    text: Annotated[str | None, typer.Option(help="The words.")] = None,
    file: Annotated[Path | None, typer.Option(help="A UTF-8 file with the words.", exists=True)] = None,
    *,
    urgent: Annotated[bool, typer.Option("--urgent", help="In quiet hours and under 静音 as well.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count the groups; send nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Send a notice to every group bound at a place or below it, each once; quiet hours are kept."""
    if (text is None) == (file is None):
        raise typer.BadParameter("give the words by --text or by --file")
    words = text if text is not None else file.read_text(encoding="utf-8") if file else ""
    with shell_of(context).parts() as parts:
        now = parts.clock()
        with parts.database.session() as session:
            desk = Desk(parts.office, session, now, Speaker("cli"))
            place = _place(session, grid)
            draft = Draft(place.id or 0, _words(place, words), urgent)
            groups = broadcast.groups_under(session, place.path)
            if not groups:
                raise RefusedError(f"no group is bound at {grid} or below it")
            number = None if dry_run else deeds.begin(desk, draft)[0].id
            start = parts.office.calendar.local(deeds.start_of(desk, urgent)).isoformat(timespec="minutes")
        if number is not None:
            spread(parts.office, now)
    told = {"number": number, "grid": grid, "groups": groups, "start_at": start, "text": draft.text}
    if as_json:
        say_json(told)
        return
    typer.echo(draft.text)
    what = "would go" if number is None else f"broadcast {number} goes"
    typer.echo(f"{what} to {groups} group{'' if groups == 1 else 's'} from {start}")


def list_notices(
    context: typer.Context,
    grid: Annotated[str | None, typer.Option(help="Code of a place; only it and what lies below.")] = None,
    most: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List broadcasts with their counts, newest first."""
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        path = "/" if grid is None else _place(session, grid).path
        rows = [_row(parts, session, one) for one in broadcast.newest(session, path, most)]
    if as_json:
        say_json({"broadcasts": rows})
        return
    for row in rows:
        typer.echo(_line(row))
    if not rows:
        typer.echo("no broadcast yet")


def show(context: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """Show to how many groups a broadcast went: sent, waiting, failed and why, left out and why."""
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        row = _row(parts, session, _notice(session, number))
    if as_json:
        say_json(row)
        return
    typer.echo(_line(row))
    for one in row["failed"]:
        typer.echo(f"  failed at {one['grid']}: {one['reason']}")
    for why, count in row["left_out"].items():
        typer.echo(f"  left out, {why}: {count}")


def stop(context: typer.Context, number: Number) -> None:
    """Keep back what has not gone out of a broadcast."""
    with shell_of(context).parts() as parts, parts.database.session() as session:
        desk = Desk(parts.office, session, parts.clock(), Speaker("cli"))
        notice = _notice(session, number)
        if notice.until is not None:
            raise RefusedError(f"broadcast {number} is stopped already")
        deeds.stop(desk, notice)
        sent = broadcast.account(session, number).sent
    typer.echo(f"broadcast {number} is stopped; {sent} groups had it already")


def _row(parts: Parts, session: Session, notice: Broadcast) -> dict[str, Any]:
    found = broadcast.account(session, notice.id or 0)
    local = parts.office.calendar.local
    counts = asdict(found) | {"failed": [_failure(session, *one) for one in found.failed]}
    return {
        "number": notice.id,
        "grid": session.get_one(GridNode, notice.node_id).code,
        "urgent": notice.urgent,
        "start_at": local(notice.start_at).isoformat(timespec="minutes"),
        "stopped_at": local(notice.until).isoformat(timespec="minutes") if notice.until else None,
        **counts,
    }


def _failure(session: Session, node_id: int, reason: str) -> dict[str, str]:
    return {"grid": session.get_one(GridNode, node_id).code, "reason": reason}


def _line(row: dict[str, Any]) -> str:
    counts = f"{row['total']} groups, {row['sent']} sent, {row['waiting']} waiting, "
    counts += f"{len(row['failed'])} failed, {sum(row['left_out'].values())} left out"
    return f"{row['number']:>5}  {row['grid']}  {row['start_at']}  {counts}"


def _place(session: Session, code: str) -> GridNode:
    found = by_code(session, code)
    if found is None:
        raise RefusedError(f"there is no place with the code {code}")
    return found


def _notice(session: Session, number: int) -> Broadcast:
    found = broadcast.of_number(session, number)
    if found is None:
        raise RefusedError(f"there is no broadcast {number}; `gridbot notice list` shows those there are")
    return found


def _words(place: GridNode, words: str) -> str:
    try:
        return deeds.words_of(place, words)
    except Refusal:
        raise RefusedError(f"a notice has {deeds.LEAST} to {deeds.MOST} characters") from None
