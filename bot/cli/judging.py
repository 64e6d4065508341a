"""classify and evaluate: the classifier by hand. No configuration, database or secret is needed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.shell import RefusedError, say_json, shell_of
from bot.wiring import plain_classifier
from nlp.classifier import Classifier
from nlp.evaluation import evaluate as judge_rows

LABELLED = ("text", "kind")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(classify)
    app.command()(evaluate)


def classify(context: typer.Context) -> None:
    """Judge each line of standard input, plain text or a JSON object with `text`: one JSON object a line."""
    classifier = _classifier(context)
    stdout = sys.stdout.buffer
    for line in sys.stdin.buffer:
        verdict = classifier.classify(_text_of(line.decode("utf-8", "replace").rstrip("\r\n")))
        row = json.dumps(verdict.as_dict(), ensure_ascii=False)
        stdout.write(row.encode("utf-8", "replace") + b"\n")
        stdout.flush()


def evaluate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="JSON lines with text, kind and category.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure the classifier against labelled messages."""
    classifier = _classifier(context)
    evaluation = judge_rows(_rows(file), classifier.classify)
    if as_json:
        say_json(evaluation.as_dict())
    else:
        labels = {category.code: category.label for category in classifier.catalogue}
        typer.echo(evaluation.as_table(labels), nl=False)


def _classifier(context: typer.Context) -> Classifier:
    shell = shell_of(context)
    return plain_classifier(shell.settings(need_secrets=False), shell.environ)


def _text_of(line: str) -> str:
    """The text of a JSON object that has one; any other line is the text itself."""
    if not line.lstrip().startswith("{"):
        return line
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return line
    text = document.get("text")
    return text if isinstance(text, str) else line


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _row(line, f"{file}, line {number}")


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in LABELLED):
        raise RefusedError(f"{where}: not a JSON object with text and kind")
    return row
