"""rules: teach the bot by rule files. lint and test need no configuration, database or secret."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import rules_county, rules_suspended, rules_versions
from bot.cli.shell import REFUSED, Shell, say_json, shell_of
from bot.wiring import cache_dir
from nlp.classifier import build_classifier
from nlp.packs.lint import lint as find_problems
from nlp.packs.proof import Proved, prove, words_of

Folders = Annotated[
    list[Path] | None, typer.Argument(help="Folders with rule files; else those of [nlp] rules.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="Rules: check, try, publish, and what residents taught.")
    group.command()(lint)
    group.command("test")(judge_examples)
    for part in (rules_county, rules_versions, rules_suspended):
        part.register(group)
    app.add_typer(group, name="rules")


def lint(context: typer.Context, folders: Folders = None, as_json: AsJson = False) -> None:
    """Tell every problem of rule files, with file, line and remedy; exit status 1 if one is an error."""
    problems = find_problems(_sources(shell_of(context), folders))
    errors = sum(problem.is_error for problem in problems)
    if as_json:
        say_json({"errors": errors, "problems": [problem.as_dict() for problem in problems]})
    else:
        for problem in problems:
            typer.echo(str(problem))
        typer.echo(f"errors: {errors}, warnings: {len(problems) - errors}")
    if errors:
        raise typer.Exit(REFUSED)


def judge_examples(context: typer.Context, folders: Folders = None, as_json: AsJson = False) -> None:
    """Judge every example and counter-example with these packs; exit status 1 if one fails."""
    shell = shell_of(context)
    sources = _sources(shell, folders)
    proved = prove(sources, build_classifier(sources, cache_dir=cache_dir(shell.environ)))
    failed = [one for one in proved if not one.holds]
    if as_json:
        rows = [one.as_dict() for one in failed]
        say_json({"examples": len(proved), "failed": len(failed), "failures": rows})
    else:
        _tell_proved(proved, failed)
    if failed:
        raise typer.Exit(REFUSED)


def _sources(shell: Shell, folders: Sequence[Path] | None) -> Sequence[Path]:
    return folders or shell.settings(need_secrets=False).nlp.rules


def _tell_proved(proved: Sequence[Proved], failed: Sequence[Proved]) -> None:
    total = Counter(one.claim.file for one in proved)
    held = Counter(one.claim.file for one in proved if one.holds)
    width = max(len(file.name) for file in total)
    for file, count in sorted(total.items()):
        typer.echo(f"{file.name:<{width}}  {held[file]:>4} of {count:>4} hold")
    for one in failed:
        typer.echo(told_failure(one))
    typer.echo(f"{len(proved)} examples and counter-examples, {len(failed)} fail")


def told_failure(one: Proved) -> str:
    """A claim that fails, in one line."""
    claim, verdict = one.claim, one.verdict
    wanted = f"{claim.decision} {claim.category or ''}".strip()
    got = f"{verdict.decision} {verdict.category or ''}".strip()
    words = ", ".join(words_of(verdict)) or "no word"
    return f"{claim.file}: '{claim.text}' should be {wanted} and is {got} ({words})"
