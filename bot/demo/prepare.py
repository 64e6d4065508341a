"""From nothing, or from the last time, to a county that can be served."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot import wiring
from bot.backups import keeper
from bot.config import Settings
from bot.demo.county import build_county
from bot.demo.fill import fill
from bot.demo.history import History, Tell
from bot.demo.scenes import DAYS, all_scenes
from bot.demo.settings import clear
from bot.demo.transcript import Spoken, read_transcript, write_transcript
from bot.parts import Parts
from bot.schema import ensure_schema
from models.lease import last_run, note_run

Say = Callable[[str], None]
"""Told a line of what is being done."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a demo begins: what its stage has heard, and a copy of its county as it was first filled."""

    lines: Sequence[Spoken]
    county: Path


@dataclass(frozen=True, slots=True)
class Demo:
    """A county ready to be served, and how it began."""

    parts: Parts
    opening: Opening


def prepare(settings: Settings, environ: Mapping[str, str], home: Path, say: Say, tell: Tell) -> Demo:
    """Fill the county and live its last weeks, unless that was done before.

    The transcript is written last: without it the work was interrupted and begins anew.
    """
    transcript, county = home / "transcript.json", home / "opening.db"
    if transcript.exists() and county.exists():
        parts = wiring.build(settings, environ, with_sandbox=True)
    else:
        clear(home)
        parts = _fill(settings, environ, say)
        lines = _live(parts, say, tell)
        keeper.backup(parts.database, county)
        write_transcript(transcript, lines)
    _catch_up(parts, say)
    return Demo(parts, Opening(read_transcript(transcript), county))


def _fill(settings: Settings, environ: Mapping[str, str], say: Say) -> Parts:
    """The county's tables; the parts are built afterwards, so that they know its places."""
    now = wiring.build_clock(settings, environ)()
    database = wiring.open_database(settings)
    ensure_schema(database)
    done = fill(
        build_county(now.date()), database, wiring.build_calendar(settings), now - timedelta(days=DAYS + 1)
    )
    say(f"An invented county: {', '.join(done)}")
    database.close()
    return wiring.build(settings, environ, with_sandbox=True)


def _live(parts: Parts, say: Say, tell: Tell) -> list[Spoken]:
    now = parts.clock()
    say(f"Its last {DAYS} days:")
    heard = History(parts.office, now).play(all_scenes(build_county(now.date()), now), tell)
    with parts.database.session() as session:
        note_run(session, parts.real_time(), now)
    return heard


def _catch_up(parts: Parts, say: Say) -> None:
    """A county whose clock was moved ahead goes on from there: its time never runs back."""
    with parts.database.reading() as session:
        run = last_run(session)
    ahead = run.county_time - parts.clock() if run else timedelta(0)
    if run and ahead > timedelta(minutes=1):
        parts.clock.shift(ahead)
        say(f"The county has already lived until {run.county_time:%Y-%m-%d %H:%M}; it goes on from there")
