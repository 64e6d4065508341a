"""doctor: what is wrong with a county's installation, each with what to do. It changes nothing."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bot import readiness, wiring
from bot.config import ChannelKind, Settings
from bot.parts import Parts
from bot.readiness import FINE
from models import health, outbox
from models.crypto import UnsealError
from models.database import Database, DatabaseAway, Session
from models.retention import last_run
from models.sealed_values import open_samples

SHOWN = 5
"""How many examples of one gap are named."""


class Weight(StrEnum):
    """How much a finding matters."""

    FINE = "ok"
    GAP = "gap"
    """Something that a county may want to fill."""
    BAD = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    weight: Weight
    part: str
    says: str


def examine(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Everything beyond the configuration itself, in the order in which it should be mended."""
    database = wiring.open_database(settings)
    try:
        unfit = _unfit(database)
        if unfit is not None:
            yield unfit
            return
        yield Finding(Weight.FINE, "database", "it answers and its schema is up to date")
        parts = wiring.assemble(settings, environ, database)
        yield from _examine_parts(parts)
    finally:
        database.close()


def _unfit(database: Database) -> Finding | None:
    try:
        standing, newest = database.revision(), database.newest_revision()
    except DatabaseAway:
        return Finding(Weight.BAD, "database", "it does not answer; check [database] url and that it runs")
    if standing is None:
        return Finding(Weight.GAP, "migrations", "the database is empty; the first start makes its tables")
    if standing != newest:
        remedy = "run `gridbot db upgrade`"
        return Finding(Weight.BAD, "migrations", f"the schema stands at {standing}, not {newest}; {remedy}")
    return None


def _examine_parts(parts: Parts) -> Iterator[Finding]:
    yield _state("redis", readiness.redis_state(parts), "it answers" if parts.redis else "not configured")
    yield from _channels(parts.settings)
    now = parts.clock()
    with parts.database.reading() as session:
        yield _keys(session)
        yield _gaps("staff", "in office without an account", health.staff_without_account(session, now))
        yield _gaps("groups", "without an owner", health.groups_without_owner(session, now))
        yield from _failures(session)
        yield _anchors(parts)
        kept = health.backlog(session, now, parts.office.calendar.today(now)).quarantined
    says = f"{kept} messages wait; mend the fault, then run `gridbot replay`" if kept else "empty"
    yield Finding(Weight.BAD if kept else Weight.FINE, "quarantine", says)
    yield _state("scheduler", readiness.scheduler_state(parts), "it completed a round lately")
    yield _retention(parts)


def _retention(parts: Parts) -> Finding:
    """Whether what has been kept for long enough was forgotten lately."""
    today = parts.office.calendar.today(parts.clock())
    with parts.database.reading() as session:
        run = last_run(session)
    remedy = "the scheduler does it each day, `gridbot retention` at once"
    if run is None:
        return Finding(Weight.GAP, "retention", f"it has not run yet; {remedy}")
    if (today - run.day).days > 1:
        return Finding(Weight.BAD, "retention", f"it has not run since {run.day}; {remedy}")
    return Finding(Weight.FINE, "retention", f"it ran on {run.day}")


def _keys(session: Session) -> Finding:
    try:
        opened = open_samples(session)
    except UnsealError as error:
        return Finding(Weight.BAD, "keys", f"{error}; add the key that sealed it to [security] data_keys")
    return Finding(Weight.FINE, "keys", f"every key in use is at hand ({opened} samples opened)")


def _anchors(parts: Parts) -> Finding:
    folder = parts.settings.security.anchors
    if folder is None:
        return Finding(Weight.GAP, "anchors", "none are published; set [security] anchors (docs/anchors.md)")
    nearest = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    if not os.access(nearest, os.W_OK):
        return Finding(Weight.BAD, "anchors", f"{folder} cannot be written; correct [security] anchors")
    return Finding(Weight.FINE, "anchors", f"{folder} can be written")


def _channels(settings: Settings) -> Iterator[Finding]:
    if not settings.channels:
        yield Finding(Weight.GAP, "channels", "none is configured, so nobody can speak; add [[channels]]")
    for channel in settings.channels:
        if channel.kind is not ChannelKind.BRIDGE:
            says = f"{channel.name}: gridbot doctor --channel {channel.name} walks through its set-up"
            yield Finding(Weight.FINE, "channels", says)
            continue
        address = urlsplit(channel.deliver_url)
        try:
            socket.getaddrinfo(address.hostname, address.port or address.scheme)
        except OSError:
            says = f"{channel.name}: the host {address.hostname} is not known here; correct deliver_url"
            yield Finding(Weight.BAD, "channels", says)
        else:
            yield Finding(Weight.FINE, "channels", f"{channel.name}: the host of deliver_url is known")


def _failures(session: Session) -> Iterator[Finding]:
    failed = outbox.failures(session, SHOWN)
    if not failed:
        yield Finding(Weight.FINE, "deliveries", "none failed for good")
    for message, outcome in failed:
        says = f"{message.delivery_id} on {message.channel} failed for good after {message.attempts} tries"
        yield Finding(Weight.BAD, "deliveries", f"{says}: {outcome}")


def _gaps(part: str, what: str, found: Sequence[str]) -> Finding:
    if not found:
        return Finding(Weight.FINE, part, f"nobody is {what}" if part == "staff" else f"none is {what}")
    more = ", …" if len(found) > SHOWN else ""
    return Finding(Weight.GAP, part, f"{len(found)} {what}: {', '.join(found[:SHOWN])}{more}")


def _state(part: str, state: str, fine: str) -> Finding:
    return Finding(Weight.FINE, part, fine) if state == FINE else Finding(Weight.BAD, part, state)
