"""From nothing, or from the last time, to a county that can be served."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot import wiring
from bot.config import Settings
from bot.demo.county import build_county
from bot.demo.fill import fill
from bot.demo.history import History, Tell
from bot.demo.scenes import DAYS, all_scenes
from bot.demo.transcript import Spoken, read_transcript, write_transcript
from bot.parts import Parts
from bot.schema import ensure_schema
from models.lease import last_run

Say = Callable[[str], None]
"""Told a line of what is being done."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A county ready to be served, and what its stage has heard."""

    parts: Parts
    opening: list[Spoken]


def prepare(settings: Settings, environ: Mapping[str, str], home: Path, say: Say, tell: Tell) -> Demo:
    """Fill the county and live its last weeks, unless that was done before.

    The transcript is written last: without it the work was interrupted and begins anew.
    """
    transcript = home / "transcript.json"
    if transcript.exists():
        parts = wiring.build(settings, environ)
    else:
        clear(home)
        parts = _fill(settings, environ, say)
        write_transcript(transcript, _live(parts, say, tell))
    _catch_up(parts, say)
    return Demo(parts, read_transcript(transcript))


def clear(home: Path) -> None:
    """Remove the county, but not the configuration with its secrets."""
    for name in ("gridbot.db", "gridbot.db-wal", "gridbot.db-shm", "transcript.json"):
        (home / name).unlink(missing_ok=True)


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
    return wiring.build(settings, environ)


def _live(parts: Parts, say: Say, tell: Tell) -> list[Spoken]:
    now = parts.clock()
    say(f"Its last {DAYS} days:")
    return History(parts.office, now).play(all_scenes(build_county(now.date()), now), tell)


def _catch_up(parts: Parts, say: Say) -> None:
    """A county whose clock was moved ahead goes on from there: its time never runs back."""
    with parts.database.reading() as session:
        run = last_run(session)
    ahead = run.county_time - parts.clock() if run else timedelta(0)
    if run and ahead > timedelta(minutes=1):
        parts.clock.shift(ahead)
        say(f"The county has already lived until {run.county_time:%Y-%m-%d %H:%M}; it goes on from there")
