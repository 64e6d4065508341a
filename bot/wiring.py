"""The only place that constructs: settings in, Parts out. The clock is read here and nowhere else."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from bot.anchors import AnchorFolder
from bot.channels.channel import Channel
from bot.channels.kinds import Around, build_channel
from bot.channels.spaces import account_spaces
from bot.clock import Clock
from bot.config import Settings, parse_clock
from bot.errors import SettingError
from bot.leader import DatabaseLease, Lease, LeaseWithSpare
from bot.parts import Parts
from bot.redis_store import RedisLease, RedisStore
from bot.rule_watch import RuleWatch, places_of_file
from bot.schema import ensure_schema
from bot.settings.sources import CLOCK_VARIABLE
from handlers.office import Office, Room
from models.calendar import Calendar
from models.crypto import KeyRing
from models.database import Database
from models.gathering import Threshold
from models.holidays import NO_OVERRIDES, load_overrides
from models.ladder import Ladder, Rung
from nlp.classifier import Classifier, build_classifier
from schedules.pack import load_pack

log = structlog.get_logger(__name__)


def real_time() -> datetime:
    """The real time, aware."""
    return datetime.now(UTC)


def build(settings: Settings, environ: Mapping[str, str], *, with_sandbox: bool = False) -> Parts:
    """All parts of a role that serves or stores; an empty database gets its tables.

    `with_sandbox`: the platforms are played on this machine, and live by the county's clock.
    Raises what the parts raise about wrong files, and `SchemaError` for a schema that is not ours.
    """
    database = open_database(settings)
    ensure_schema(database)
    return assemble(settings, environ, database, with_sandbox=with_sandbox)


def assemble(
    settings: Settings, environ: Mapping[str, str], database: Database, *, with_sandbox: bool = False
) -> Parts:
    """All parts around a database whose schema is right."""
    store = RedisStore(settings.redis.url) if settings.redis.url else None
    clock = build_clock(settings, environ)
    around = Around(settings.zone, real_time, store, platform_time=clock.steady if with_sandbox else None)
    built = [build_channel(one, around) for one in settings.channels]
    channels = {channel.name: channel for channel in built}
    rules = RuleWatch(database, settings.nlp, cache_dir(environ))
    return Parts(
        settings=settings,
        office=_office(settings, rules, database, channels),
        channels=channels,
        clock=clock,
        real_time=real_time,
        lease=_lease(database, store),
        redis=store,
        rules=rules,
    )


def open_database(settings: Settings) -> Database:
    """The database of the settings; no connection is opened yet."""
    security = settings.security
    keys = KeyRing(security.secret_key.get_secret_value(), security.raw_data_keys)
    return Database(settings.database.url, keys)


def build_clock(settings: Settings, environ: Mapping[str, str]) -> Clock:
    """The county's clock, started at GRIDBOT_CLOCK if that is set."""
    named = environ.get(CLOCK_VARIABLE)
    ahead = parse_clock(named, settings.zone) - real_time() if named else timedelta(0)
    return Clock(lambda: real_time().astimezone(settings.zone), ahead)


def plain_classifier(settings: Settings, environ: Mapping[str, str]) -> Classifier:
    """The classifier alone, for commands that need no database; it knows the places file only."""
    return build_classifier(settings.nlp.rules, places_of_file(settings.nlp.places), cache_dir(environ))


def _office(
    settings: Settings, rules: RuleWatch, database: Database, channels: Mapping[str, Channel]
) -> Office:
    escalation = settings.escalation
    return Office(
        database=database,
        calendar=build_calendar(settings),
        understanding=rules.understanding,
        plans=load_pack(settings.schedules.plans, settings.schedules.turned_on),
        ladder=build_ladder(settings),
        duty_at=settings.schedules.duty_at,
        call_minutes=escalation.call_minutes,
        owner_minutes=escalation.owner_minutes,
        whistle_minutes=escalation.whistle_minutes,
        methods=escalation.methods,
        supervision_days=escalation.supervision_days,
        answer_days=escalation.answer_days,
        closed_months=settings.retention.closed_months,
        receipt_days=settings.retention.receipt_days,
        signing_hours=settings.mediation.signing_hours,
        public_url=settings.server.public_url.rstrip("/"),
        files_per_ticket=settings.attachments.per_ticket,
        threshold=_threshold(settings),
        rooms=[Room(room.name, room.at) for room in settings.mediation.rooms],
        spaces=account_spaces(settings.channels),
        alarm=lambda error: log.error("quarantined", error=error),
        anchors=AnchorFolder(settings.security.anchors) if settings.security.anchors else None,
        reach={name: channel.reach for name, channel in channels.items()},
    )


def _threshold(settings: Settings) -> Threshold:
    found = settings.gathering
    span = timedelta(minutes=found.minutes)
    return Threshold(found.reports, found.groups, found.groups_at_top, span)


def build_calendar(settings: Settings) -> Calendar:
    """The county's calendar; a SettingError names what is wrong in the holidays file."""
    schedules = settings.schedules
    try:
        overrides = load_overrides(schedules.holidays) if schedules.holidays else NO_OVERRIDES
    except ValueError as error:
        raise SettingError(str(error)) from error
    return Calendar(settings.zone, schedules.quiet_hours, schedules.digest_at, overrides)


def build_ladder(settings: Settings) -> Ladder:
    """The ladder of the settings."""
    escalation = settings.escalation
    rungs = tuple(Rung(rung.name, rung.who, rung.at, rung.days) for rung in escalation.ladder)
    return Ladder(rungs, escalation.remind_at, settings.mediation.hold_days)


def _lease(database: Database, store: RedisStore | None) -> Lease:
    holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    in_database = DatabaseLease(database, holder)
    return LeaseWithSpare(RedisLease(store, holder), in_database) if store else in_database


def cache_dir(environ: Mapping[str, str]) -> Path | None:
    """A folder of this user's own: a cache in the common one could be anybody's. None where none can be."""
    home = environ.get("XDG_CACHE_HOME") or (f"{environ['HOME']}/.cache" if environ.get("HOME") else "")
    if not home:
        return None
    folder = Path(home) / "gridbot"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
