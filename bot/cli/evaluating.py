"""evaluate: how well the classifier judges labelled messages. No configuration or database is needed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from bot.cli.labelled import read_rows
from bot.cli.shell import say_json, shell_of
from bot.wiring import plain_classifier
from nlp.evaluation import evaluate as judge_rows

LONG = 500  # rows: fewer are judged before anybody looks up


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(evaluate)


def evaluate(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="JSON lines with text, kind, category; and source, tag, urgency if known.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    curve: Annotated[
        bool, typer.Option("--curve", help="Add precision against recall, if a report began elsewhere.")
    ] = False,
    worst: Annotated[int, typer.Option(min=0, help="How many rows of each sort of error to print.")] = 10,
) -> None:
    """Measure the classifier against labelled messages."""
    shell = shell_of(context)
    classifier = plain_classifier(shell.settings(need_secrets=False), shell.environ)
    labels = {category.code: category.label for category in classifier.catalogue}
    rows = read_rows(file, labels.keys())
    evaluation = judge_rows(_watched(rows), classifier.classify)
    if as_json:
        say_json(evaluation.as_dict(worst))
    else:
        typer.echo(evaluation.as_table(labels, worst, with_curve=curve), nl=False)


def _watched(rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Show how far it is, where somebody waits at a terminal."""
    quiet = len(rows) < LONG or not sys.stderr.isatty()
    return track(rows, "Judging", console=Console(stderr=True), transient=True, disable=quiet)
