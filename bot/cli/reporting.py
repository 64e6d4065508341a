"""report: the papers of a meeting, figures that were given out, and the tickets behind a figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.shell import RefusedError, say_json, shell_of
from bot.parts import Parts
from bot.word.official import write
from handlers.desk import Desk, Speaker
from handlers.papers.analysis import NAMES, Told, days, figures, paper
from models.bulletin import Bulletin, digest_of, of_place, publish, published
from models.database import Session
from models.grid import GridNode, by_code
from models.reports.analysis import Analysis, analyse
from models.reports.span import Form, Span, span_of

GRID = typer.Option("--grid", help="Code of the place; it and all that lies below.")
OUT = typer.Option("--out", help="The .docx to write.", dir_okay=False, writable=True)
AT = typer.Option("--at", help="A day of the span, which is counted up to it: 2026-11-22. Default: today.")
PUBLISH = typer.Option("--publish", help="Give the figures out: from now on they stand as they are.")
AS_JSON = typer.Option("--json", help="Print every figure with its definition and its tickets.")
TERMS = {Form.WEEKLY: "week 周分析", Form.MONTHLY: "month 月研判", Form.QUARTERLY: "quarter 季度研判"}


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="Reports: the papers of meetings, and published figures.")
    for form in Form:
        group.command(form.value, help=f"Write the report of a {TERMS[form]}.")(_command(form))
    group.command(name="published")(list_published)
    app.add_typer(group, name="report")


def _command(form: Form) -> Callable[..., None]:
    def run(
        context: typer.Context,
        grid: Annotated[str, GRID],
        at: Annotated[str | None, AT] = None,
        out: Annotated[Path | None, OUT] = None,
        give_out: Annotated[bool, PUBLISH] = False,
        as_json: Annotated[bool, AS_JSON] = False,
    ) -> None:
        if out is None and not as_json:
            raise typer.BadParameter(
                "write where the report goes: --out F.docx, or --json to see the figures"
            )
        with shell_of(context).parts() as parts:
            span = _span(parts, form, at)
            with parts.database.session() as session:
                told, row = _told(
                    Desk(parts.office, session, parts.clock(), Speaker("cli")), grid, form, span
                )
                if give_out and row is None:
                    told, row = _give_out(told)
                content = write(paper(told), told.published_at or told.desk.now)
                if as_json:
                    say_json(_document(told))
        if out is not None:
            out.write_bytes(content)
            typer.echo(f"wrote {out}{_since(row)}", err=as_json)

    return run


def list_published(
    context: typer.Context, grid: Annotated[str, GRID], as_json: Annotated[bool, AS_JSON] = False
) -> None:
    """List the figures that were given out, newest first; exit status 1 if one was changed since."""
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        rows = of_place(session, _node(session, grid).path, list(Form))
    changed = [row for row, _ in rows if row.digest != digest_of(row.content)]
    for row, node in rows:
        if as_json:
            say_json(_listed(row, node))
        else:
            state = "changed since!" if row in changed else row.digest[:12]
            typer.echo(
                f"{row.published_at:%Y-%m-%d}  {node.code}  {row.form}  {row.first} to {row.last}  {state}"
            )
    if changed:
        raise RefusedError(
            f"{len(changed)} of {len(rows)} published reports no longer have the figures given out"
        )


def _told(desk: Desk, code: str, form: Form, span: Span) -> tuple[Told, Bulletin | None]:
    """The analysis of a place: as it was given out, else as it is now."""
    node = _node(desk.session, code)
    row = published(desk.session, node.id or 0, form, span)
    if row is not None:
        return Told(desk, node, Analysis.of_content(form, span, row.content), row.published_at), row
    return Told(desk, node, analyse(desk.session, desk.office.calendar, node, (form, span)), None), None


def _give_out(told: Told) -> tuple[Told, Bulletin]:
    analysis = told.analysis
    key = (told.node.id or 0, analysis.form.value, analysis.span)
    row = publish(told.desk.session, key, analysis.content(), told.desk.now)
    return Told(told.desk, told.node, analysis, row.published_at), row


def _span(parts: Parts, form: Form, at: str | None) -> Span:
    today = parts.office.calendar.today(parts.clock())
    try:
        day = date.fromisoformat(at) if at is not None else today
    except ValueError:
        raise typer.BadParameter(f"--at {at!r} is not a day such as 2026-11-22") from None
    if day > today:
        raise RefusedError(f"{day} has not come yet; a report counts what has happened")
    return span_of(form, day)


def _node(session: Session, code: str) -> GridNode:
    found = by_code(session, code)
    if found is None:
        raise RefusedError(f"there is no place with the code {code}")
    return found


def _document(told: Told) -> dict[str, Any]:
    analysis = told.analysis
    return {
        "grid": told.node.code,
        "report": analysis.form.value,
        "name": NAMES[analysis.form],
        "from": analysis.span.first.isoformat(),
        "to": analysis.span.last.isoformat(),
        "span": days(analysis.span),
        "published_at": _moment(told.desk, told.published_at),
        "figures": [
            {"name": name, "definition": definition, "count": len(found), "tickets": found}
            for name, definition, found in figures(told)
        ],
        "rises": [
            {
                "grid": told.desk.node(one.node_id).code,
                "category": one.category,
                "tickets": list(one.numbers),
                "usual": round(one.usual, 2),
            }
            for one in analysis.rises
        ],
    }


def _moment(desk: Desk, moment: datetime | None) -> str | None:
    return None if moment is None else desk.office.calendar.local(moment).isoformat(timespec="seconds")


def _listed(row: Bulletin, node: GridNode) -> dict[str, Any]:
    return {
        "grid": node.code,
        "report": row.form,
        "from": row.first.isoformat(),
        "to": row.last.isoformat(),
        "published_at": row.published_at.isoformat(timespec="seconds"),
        "sha256": row.digest,
        "whole": row.digest == digest_of(row.content),
    }


def _since(row: Bulletin | None) -> str:
    return "" if row is None else f"; its figures stand as published on {row.published_at:%Y-%m-%d}"
