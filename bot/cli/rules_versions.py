"""rules publish, versions and rollback: packs as the county published them, the newest in use everywhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.shell import RefusedError, say_json, shell_of, watch_of
from bot.parts import Parts
from bot.published import NO_PACK, pack_of
from models import rule_version
from models.database import Collision
from models.rule_version import Content, Draft, RuleVersion
from nlp.packs.lint import lint
from nlp.packs.proof import prove
from nlp.rulepack import Texts, texts_of

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
SHOWN = 12
MOST_TOLD = 20
"""How many of the reasons for a refusal are told; `rules lint` and `rules test` tell them all."""


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
        version = _publish(parts, Draft(Content.RULES, _packed(files), note.strip()))
    if version is None:
        typer.echo("The version in use holds just this; nothing was published.")
    else:
        typer.echo(f"Published version {version.number}; every process uses it within seconds.")


def versions(context: typer.Context, as_json: AsJson = False) -> None:
    """List what was published, newest first; the first is in use."""
    with shell_of(context).parts() as parts, parts.database.reading() as session:
        found = rule_version.all_of(session, Content.RULES)
        rows = [_row(parts, version) for version in found]
    if as_json:
        say_json({"versions": rows})
        return
    for row in rows:
        origin = f" (as version {row['copy_of']})" if row["copy_of"] else ""
        what = f"{row['version']:>4}  {row['at']}  {row['digest']}  {row['files']:>3} files"
        typer.echo(f"{what}  {row['note']}{origin}")
    if not rows:
        typer.echo("Nothing was published yet; `gridbot rules publish DIR --note …` does.")


def rollback(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="VERSION", help="0: as if nothing were published.")],
) -> None:
    """Put an older version in use again, as the next one."""
    with shell_of(context).parts() as parts:
        with parts.database.reading() as session:
            old = rule_version.by_number(session, Content.RULES, number)
        if old is None and number != 0:
            raise RefusedError(f"there is no version {number}; `gridbot rules versions` lists them")
        pack = pack_of(old)
        watch_of(parts).trial(pack)
        version = _publish(parts, Draft(Content.RULES, _packed(pack.files), f"rollback to {number}", number))
    if version is None:
        raise RefusedError(f"what version {number} holds is in use already")
    typer.echo(f"Version {number} is in use again, as version {version.number}.")


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


def _publish(parts: Parts, draft: Draft) -> RuleVersion | None:
    """The new version; None if the newest holds the same."""
    digest = hashlib.sha256(draft.raw).hexdigest()
    try:
        with parts.database.session() as session:
            newest = rule_version.newest_numbers(session).get(Content.RULES, 0)
            current = rule_version.by_number(session, Content.RULES, newest)
            in_use = current.digest if current else hashlib.sha256(_packed(NO_PACK.files)).hexdigest()
            return None if in_use == digest else rule_version.publish(session, draft, parts.clock())
    except Collision:
        raise RefusedError("somebody else published at the same moment; look and publish again") from None


def _packed(files: Mapping[str, str]) -> bytes:
    return json.dumps(dict(sorted(files.items())), ensure_ascii=False).encode("utf-8")


def _row(parts: Parts, version: RuleVersion) -> dict[str, object]:
    at = parts.office.calendar.local(version.at)
    return {
        "version": version.number,
        "at": at.isoformat(timespec="seconds"),
        "digest": version.digest[:SHOWN],
        "files": len(pack_of(version).files),
        "note": version.note,
        "copy_of": version.copy_of,
    }
