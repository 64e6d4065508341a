"""export ledger: the register of a place as an Excel file, our own or the office's own sheet."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import structlog
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot import logs
from bot.cli.shell import RefusedError, shell_of
from bot.parts import Parts
from bot.workbook.own import write
from bot.workbook.template import Filling, TemplateError, fill_in
from handlers.desk import Desk, Speaker
from handlers.papers.analysis import days
from handlers.papers.figure_words import FigureWords, WordsError
from handlers.papers.ledger import Register, Value, lines
from handlers.papers.ledger_sums import Ledger
from handlers.papers.wording import full_day
from models.bulletin import Bulletin, published
from models.database import Session
from models.grid import GridNode, by_code, subtree
from models.reports.analysis import Analysis
from models.reports.figures import Counted, count
from models.reports.matters import matters, said_between
from models.reports.span import Form, Span

log = structlog.get_logger("audit")
GRID = typer.Option("--grid", help="Code of the place; it and all that lies below.")
OUT = typer.Option("--out", help="The .xlsx to write.", dir_okay=False, writable=True)
TEMPLATE = typer.Option(
    "--template", help="The office's own .xlsx, to be filled: docs/reports.md.", dir_okay=False, exists=True
)
MAP = typer.Option("--map", help="Which cell of it asks for what, as a .toml.", dir_okay=False, exists=True)
FROM = typer.Option("--from", help="First day: 2026-01-01. Default: of this year.")
TO = typer.Option("--to", help="Last day. Default: today.")
REASON = typer.Option(help="Show names and numbers whole, for this reason; the audit log keeps it.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="Export what the county's offices keep.")
    group.callback()(_group)
    group.command()(ledger)
    app.add_typer(group, name="export")


def _group() -> None:
    """Export what the county's offices keep."""


def ledger(
    context: typer.Context,
    *,
    grid: Annotated[str, GRID],
    out: Annotated[Path, OUT],
    template: Annotated[Path | None, TEMPLATE] = None,
    cell_map: Annotated[Path | None, MAP] = None,
    first: Annotated[str | None, FROM] = None,
    last: Annotated[str | None, TO] = None,
    reason: Annotated[str, REASON] = "",
) -> None:
    """Write the ledger 台账 of a place: every matter, the sums over them, the tickets behind every sum."""
    logs.configure()
    if out.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"--out {out.name} must end in .xlsx")
    mapped = {} if cell_map is None else _mapped(cell_map)
    if mapped and template is None:
        raise typer.BadParameter("--map says where figures go in a template; name it with --template")
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        desk = Desk(parts.office, session, parts.clock(), Speaker("cli"))
        made = _ledger(desk, grid, _span(parts, first, last), named=bool(reason.strip()))
        found = lines(Register(desk, made.span, made.named), made.counted)
        with _progress(out.name, made.count) as advance:
            if template is None:
                write(out, made, found, advance)
            else:
                fill_in(template, out, mapped, Filling(made.count, found, _figure(made), advance))
    if made.named:
        log.info("ledger exported", grid=grid, matters=made.count, reason=reason.strip())
    typer.echo(f"wrote {out}: {made.count} matters, {made.span.first} to {made.span.last}")


def _ledger(desk: Desk, code: str, span: Span, *, named: bool) -> Ledger:
    node = by_code(desk.session, code)
    if node is None:
        raise RefusedError(f"there is no place with the code {code}")
    row = _given_out(desk.session, node, span)
    if row is not None:
        counted = Analysis.of_content(Form(row.form), span, row.content).counted
        return Ledger(desk, node, span, counted, named, full_day(desk, row.published_at))
    return Ledger(desk, node, span, _counted(desk, node, span), named)


def _given_out(session: Session, node: GridNode, span: Span) -> Bulletin | None:
    """The report of the same place and days that was published, if one was."""
    rows = (published(session, node.id or 0, form.value, span) for form in Form)
    return next((row for row in rows if row is not None), None)


def _counted(desk: Desk, node: GridNode, span: Span) -> list[Counted]:
    calendar = desk.office.calendar
    within = span.begins(calendar.zone), span.ends(calendar.zone)
    found = matters(desk.session, node.path, *within)
    said = said_between(desk.session, {one.number for one in found}, *within)
    return count(found, said, calendar, within)


def _figure(made: Ledger) -> Callable[[str], Value]:
    """What the words in a cell become."""
    desk = made.desk
    words = FigureWords(subtree(desk.session, made.node.path), desk.office.catalogue)
    facts = {
        "统计期": days(made.span),
        "地区": made.node.name,
        "单位": f"{made.node.name}综治中心",
        "日期": full_day(desk, desk.now),
    }

    def figure(asked: str) -> Value:
        try:
            return facts.get(asked.strip()) or len(words.read(asked).tickets(made.counted))
        except WordsError as error:
            raise TemplateError(str(error)) from None

    return figure


def _mapped(file: Path) -> Mapping[str, str]:
    """[cells] "汇总!C5" = "柳湾镇 化解"."""
    try:
        cells = tomllib.loads(file.read_text(encoding="utf-8")).get("cells")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RefusedError(f"{file.name}: {error}; write it as TOML in UTF-8") from None
    if not isinstance(cells, dict) or not all(isinstance(words, str) for words in cells.values()):
        raise RefusedError(f'{file.name}: it needs a table [cells] with lines as "汇总!C5" = "柳湾镇 化解"')
    return cells


def _span(parts: Parts, first: str | None, last: str | None) -> Span:
    today = parts.office.calendar.today(parts.clock())
    end = today if last is None else _day("--to", last)
    begin = date(end.year, 1, 1) if first is None else _day("--from", first)
    if begin > end:
        raise RefusedError(f"--from {begin} lies after --to {end}")
    return Span(begin, end)


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{option} {text!r} is not a day such as 2026-11-22") from None


@contextmanager
def _progress(name: str, count: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error, if that is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, total=count)
        yield lambda: bar.advance(task)
