"""classify: the classifier by hand. No configuration, database or secret is needed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from io import BufferedIOBase
from typing import cast

import typer

from bot.cli.shell import shell_of
from bot.wiring import plain_classifier
from nlp.classifier import Classifier
from nlp.verdict import SILENT, Verdict

_BLOCK = 1 << 16
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(classify)


def classify(context: typer.Context) -> None:
    """Judge each line of standard input, plain text or a JSON object with `text`: one JSON object a line."""
    classifier = _classifier(context)
    stdout = sys.stdout.buffer
    for lines in _blocks(cast(BufferedIOBase, sys.stdin.buffer)):
        rows = (_row_of(classifier.classify(_text_of(line))) for line in lines)
        stdout.write("".join(rows).encode("utf-8", "replace"))
        stdout.flush()


def _classifier(context: typer.Context) -> Classifier:
    shell = shell_of(context)
    return plain_classifier(shell.settings(need_secrets=False), shell.environ)


def _blocks(stream: BufferedIOBase) -> Iterator[list[str]]:
    """Yield the lines that are there, many at once or the one that waits for its answer."""
    begun: list[bytes] = []
    while block := stream.read1(_BLOCK):
        if b"\n" not in block:
            begun.append(block)
            continue
        *whole, rest = b"".join([*begun, block]).split(b"\n")
        begun = [rest]
        yield [_decoded(line) for line in whole]
    if last := b"".join(begun):
        yield [_decoded(last)]


def _decoded(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\r")


def _row_of(verdict: Verdict) -> str:
    return _SILENT_ROW if verdict is SILENT else _encoded(verdict)


def _encoded(verdict: Verdict) -> str:
    return _ENCODER.encode(verdict.as_dict()) + "\n"


_SILENT_ROW = _encoded(SILENT)


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
