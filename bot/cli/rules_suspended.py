"""rules suspended and resume: the words that fell silent because they were wrong too often."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.shell import RefusedError, say_json, shell_of
from bot.parts import Parts
from models import rule_tally
from models.database import Session
from models.group import known_group
from models.rule_tally import COUNTY, Pair, Suspension

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def register(group: typer.Typer) -> None:
    """Add the commands to the group."""
    group.command()(suspended)
    group.command()(resume)


def suspended(context: typer.Context, as_json: AsJson = False) -> None:
    """List the words that are suspended: where, how often they were right and wrong, since when."""
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        rows = [_row(parts, one) for one in rule_tally.suspensions(session)]
    if as_json:
        say_json({"suspended": rows})
        return
    for row in rows:
        scope = f"group {row['group']}" if row["group"] else "county"
        counts = f"right {row['right']}, wrong {row['wrong']}, precision {row['precision']}"
        typer.echo(f"{row['rule']}  {row['term']}  {scope}  {counts}  since {row['since']}")
    if not rows:
        typer.echo("No word is suspended.")


def resume(
    context: typer.Context,
    rule: Annotated[str, typer.Argument(help="The rule, as `rules suspended` names it: utilities.strong.")],
    term: Annotated[str, typer.Argument(help="The word by which it spoke.")],
    group: Annotated[
        str | None, typer.Option(help="CHANNEL/GROUP_ID of one group; else the county's suspension.")
    ] = None,
) -> None:
    """Let a suspended word speak again; it is counted anew from nothing."""
    with shell_of(context).parts() as parts, parts.database.session() as session:
        scope = COUNTY if group is None else _scope(session, group)
        where = "in the county" if group is None else f"in the group {group}"
        if not rule_tally.resume(session, Pair(rule, term), scope, parts.clock()):
            what = f"'{term}' of {rule} is not suspended {where}"
            raise RefusedError(f"{what}; `gridbot rules suspended` lists what is")
    typer.echo(f"'{term}' of {rule} speaks again {where} within seconds.")


def _scope(session: Session, group: str) -> int:
    channel, _, group_id = group.partition("/")
    found = known_group(session, channel, group_id)
    if found is None:
        raise RefusedError(f"there is no group {group}; write it as CHANNEL/GROUP_ID")
    return found.id or 0


def _row(parts: Parts, one: Suspension) -> dict[str, object]:
    since = parts.office.calendar.local(one.since)
    return {
        "rule": one.pair.rule,
        "term": one.pair.term,
        "group": "/".join(one.chat) if one.chat else None,
        "right": one.right,
        "wrong": one.wrong,
        "precision": round(one.precision, 2),
        "since": since.isoformat(timespec="seconds"),
    }
