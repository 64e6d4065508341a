"""classify: the classifier by hand. No configuration, database or secret is needed."""

from __future__ import annotations

import json
import sys

import typer

from bot.cli.shell import shell_of
from bot.wiring import plain_classifier
from nlp.classifier import Classifier


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(classify)


def classify(context: typer.Context) -> None:
    """Judge each line of standard input, plain text or a JSON object with `text`: one JSON object a line."""
    classifier = _classifier(context)
    stdout = sys.stdout.buffer
    for line in sys.stdin.buffer:
        verdict = classifier.classify(_text_of(line.decode("utf-8", "replace").rstrip("\r\n")))
        row = json.dumps(verdict.as_dict(), ensure_ascii=False)
        stdout.write(row.encode("utf-8", "replace") + b"\n")
        stdout.flush()


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
