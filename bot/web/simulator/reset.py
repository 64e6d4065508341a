"""Beginning anew: the county as it was when the demo was first filled, in the running process.

For pages: `begin_anew(parts, theatre, opening, halts, forget)`. `halts` end what moves or plays by itself;
they are called first. Afterwards the clock stands where the demo began, the chats hold what they held then,
and pages that follow notice another era and load anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.backups import keeper
from bot.demo.prepare import Opening
from bot.parts import Parts
from bot.web.simulator.theatre import Theatre
from models.lease import last_run

Halt = Callable[[], None]


def begin_anew(
    parts: Parts,
    theatre: Theatre,
    opening: Opening,
    halts: Iterable[Halt] = (),
    forget: Halt = lambda: None,
) -> None:
    """Put everything back, with nothing under way; `forget` drops what was noted until then."""
    for halt in halts:
        halt()
    with parts.gate.closed():
        keeper.restore(parts.database, opening.county, force=True)
        _set_clock(parts)
        parts.office.memory.clear()
        forget()
        theatre.chats.clear()
        theatre.recollect(opening.lines)
    parts.wake.set()


def _set_clock(parts: Parts) -> None:
    """The county's time is that of the opening: the one case in which it runs back, as the county does."""
    with parts.database.reading() as session:
        run = last_run(session)
    if run:
        parts.clock.start_at(run.county_time)
