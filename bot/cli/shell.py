"""What every command starts from: the configuration as far as it needs it, and how a refusal is told."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, cast
from zoneinfo import ZoneInfo

import typer
from typer.core import TyperGroup

from bot import wiring
from bot.config import ConfigError, Settings, load_settings
from bot.errors import GridbotError
from bot.faults import told
from bot.parts import Parts
from bot.rule_watch import RuleWatch
from models.crypto import UnsealError
from models.database import Database, DatabaseAway
from nlp.rulepack import RulePackError
from schedules.pack import PlanPackError
from schedules.preview import UnknownGridError

REFUSED = 1
OURS = (GridbotError, ConfigError, RulePackError, PlanPackError, UnknownGridError, UnsealError)
"""Errors whose message is a sentence for the operator."""


class RefusedError(GridbotError):
    """What was asked cannot be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Shell:
    """The way from a command to what it needs."""

    config: Path | None
    environ: Mapping[str, str]

    def settings(self, *, need_secrets: bool = True) -> Settings:
        """The configuration, judged."""
        return load_settings(self.config, self.environ, need_secrets=need_secrets)

    @contextmanager
    def parts(self) -> Iterator[Parts]:
        """Everything, for a command that serves or stores."""
        parts = wiring.build(self.settings(), self.environ)
        try:
            yield parts
        finally:
            parts.close()

    @contextmanager
    def database(self) -> Iterator[Database]:
        """The database alone, as it stands; no table is made."""
        database = wiring.open_database(self.settings())
        try:
            yield database
        finally:
            database.close()


def shell_of(context: typer.Context) -> Shell:
    """The shell that the main command made."""
    return cast(Shell, context.obj)


class Gridbot(TyperGroup):
    """The main command: what is refused is one sentence on standard error and exit status 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except OURS as error:
            reason = str(error)
        except DatabaseAway:
            reason = "the database does not answer; check [database] url and that it can be reached"
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            reason = f"{error.filename or 'input'}: {error.strerror or type(error).__name__}"
        typer.echo(f"gridbot: {reason}", err=True)
        raise typer.Exit(REFUSED)


def tell_fault(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """The last word on a fault of ours, in place of a traceback."""
    sys.stderr.write(f"gridbot: a fault of the program ({told(error)}); please report it with this line\n")


def watch_of(parts: Parts) -> RuleWatch:
    """What the process judges by."""
    if parts.rules is None:
        raise RefusedError("this process reads no rules")
    return parts.rules


def say_json(document: object) -> None:
    """One JSON document on a line of its own."""
    typer.echo(json.dumps(document, ensure_ascii=False))


def moment(text: str, zone: ZoneInfo) -> datetime:
    """A time given on the command line; without offset it is on the county's clock."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not an ISO time such as 2026-11-22T08:30") from None
    return found if found.tzinfo else found.replace(tzinfo=zone)
