"""rules publish, versions and rollback: packs as the county published them, the newest in use everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot import published
from bot.cli.shell import RefusedError, say_json, shell_of, watch_of
from bot.parts import Parts
from bot.published import NO_TABLE, content_of, pack_of, packed, table_of
from models import rule_version
from models.database import Collision
from models.rule_version import Content, Draft, RuleVersion
from nlp.packs.lint import lint
from nlp.packs.proof import prove
from nlp.rulepack import Texts, texts_of

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
OfLearned = Annotated[bool, typer.Option("--learned", help="The tables of `gridbot learn`, not the packs.")]
SHOWN = 12
MOST_TOLD = 20
"""How many of the reasons for a refusal are told; `rules lint` and `rules test` tell them all."""

_PUBLISHED_BY = {Content.RULES: "gridbot rules publish DIR --note …", Content.LEARNED: "gridbot learn"}


def register(group: typer.Typer) -> None:
    """Add the commands to the group."""
    for command in (publish, versions, rollback):
        group.command()(command)


def publish(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder with the county's rule files.")],
    note: Annotated[str, typer.Option(help="What is new in it, for whoever reads the list of versions.")],
) -> None:
    """Put a pack in use in every process; refused if lint or test finds an error."""
    if not note.strip():
        raise typer.BadParameter("say what is new", param_hint="--note")
    with shell_of(context).parts() as parts:
        files = _files(folder)
        _check(parts, folder, files)
        version = publish_now(parts, Draft(Content.RULES, packed(files), note.strip()))
    if version is None:
        typer.echo("The version in use holds just this; nothing was published.")
    else:
        typer.echo(f"Published version {version.number}; every process uses it within seconds.")


def versions(context: typer.Context, learned: OfLearned = False, as_json: AsJson = False) -> None:
    """List what was published, newest first; the first is in use."""
    kind = _kind(learned)
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        rows = [_row(parts, version) for version in rule_version.all_of(session, kind)]
    if as_json:
        say_json({"versions": rows})
        return
    for row in rows:
        origin = f" (as version {row['copy_of']})" if row["copy_of"] else ""
        holds = f"{row['files']:>3} files" if "files" in row else f"{row['table']:<8}"
        what = f"{row['version']:>4}  {row['at']}  {row['digest']}  {holds}"
        typer.echo(f"{what}  {row['note']}{origin}")
    if not rows:
        typer.echo(f"Nothing was published yet; `{_PUBLISHED_BY[kind]}` does.")


def rollback(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="VERSION", help="0: as if nothing were published.")],
    learned: OfLearned = False,
) -> None:
    """Put an older version in use again, as the next one."""
    kind = _kind(learned)
    with shell_of(context).parts() as parts:
        with parts.database.reading() as session:
            old = rule_version.by_number(session, kind, number)
        if old is None and number != 0:
            listed = "gridbot rules versions --learned" if learned else "gridbot rules versions"
            raise RefusedError(f"there is no version {number}; `{listed}` lists them")
        _try(parts, kind, old)
        version = publish_now(parts, Draft(kind, content_of(kind, old), f"rollback to {number}", number))
    if version is None:
        raise RefusedError(f"what version {number} holds is in use already")
    typer.echo(f"Version {number} is in use again, as version {version.number}.")


def publish_now(parts: Parts, draft: Draft) -> RuleVersion | None:
    """The new version; None if the newest holds the same."""
    try:
        return published.publish(parts.database, draft, parts.clock())
    except Collision:
        raise RefusedError("somebody else published at the same moment; look and publish again") from None


def _kind(learned: bool) -> Content:
    return Content.LEARNED if learned else Content.RULES


def _try(parts: Parts, kind: Content, version: RuleVersion | None) -> None:
    """Build what would be in use: a version that this program cannot use raises."""
    if kind is Content.LEARNED:
        table_of(version)
    else:
        watch_of(parts).trial(pack_of(version))


def _files(folder: Path) -> Mapping[str, str]:
    files = {path.name: text for path, text in texts_of(folder)}
    if not files:
        raise RefusedError(f"{folder}: there is no rule file in it; rule files are called NAME.toml")
    return files


def _check(parts: Parts, folder: Path, files: Mapping[str, str]) -> None:
    """Refuse a pack that lint or test finds an error in, with the reasons."""
    errors = [one for one in lint([folder], parts.settings.nlp.rules) if one.is_error]
    _refuse([str(one) for one in errors], "gridbot rules lint")
    pack = Texts(str(folder), files)
    proved = prove([*parts.settings.nlp.rules, pack], watch_of(parts).trial(pack))
    failed = [one.claim for one in proved if not one.holds]
    wanted = [f"{claim.file}: '{claim.text}' should be {claim.decision}" for claim in failed]
    _refuse(wanted, "gridbot rules test")


def _refuse(reasons: list[str], told_by: str) -> None:
    if not reasons:
        return
    for reason in reasons[:MOST_TOLD]:
        typer.echo(reason, err=True)
    raise RefusedError(f"nothing was published: {len(reasons)} errors; `{told_by}` tells them all")


def _row(parts: Parts, version: RuleVersion) -> dict[str, object]:
    at = parts.office.calendar.local(version.at)
    if version.kind == Content.RULES:
        holds: dict[str, object] = {"files": len(pack_of(version).files)}
    else:
        holds = {"table": "shipped" if version.raw == NO_TABLE else "learned"}
    return {
        "version": version.number,
        "at": at.isoformat(timespec="seconds"),
        "digest": version.digest[:SHOWN],
        **holds,
        "note": version.note,
        "copy_of": version.copy_of,
    }
