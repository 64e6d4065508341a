"""Whether this process can do its work: each part by name, with what is wrong."""

from __future__ import annotations

from datetime import timedelta

from bot.parts import Parts
from bot.redis_store import RedisAway
from models.database import DatabaseAway
from models.lease import last_run

STALE = timedelta(minutes=3)
"""How long ago (real time) the scheduler's last round may lie."""

FINE = "ok"


def readiness(parts: Parts, *, expects_scheduler: bool) -> dict[str, str]:
    """What each part says: "ok", or one English sentence."""
    found = {"database": database_state(parts), "redis": redis_state(parts)}
    if found["database"] != FINE:
        unknown = "unknown, since the database does not answer"
        return found | {"migrations": unknown} | ({"scheduler": unknown} if expects_scheduler else {})
    found["migrations"] = migrations_state(parts)
    if expects_scheduler:
        behind = "unknown, since the schema is behind"
        found["scheduler"] = scheduler_state(parts) if found["migrations"] == FINE else behind
    return found


def database_state(parts: Parts) -> str:
    """Whether the database answers."""
    try:
        parts.database.ping()
    except DatabaseAway:
        return "the database does not answer"
    return FINE


def redis_state(parts: Parts) -> str:
    """Whether Redis answers, if there is to be one."""
    if parts.redis is None:
        return FINE
    try:
        parts.redis.ping()
    except RedisAway:
        return "Redis does not answer"
    return FINE


def migrations_state(parts: Parts) -> str:
    """Whether the schema is the one this program expects."""
    standing = parts.database.revision()
    if standing != parts.database.newest_revision():
        return f"the schema stands at {standing or 'nothing'}; run `gridbot db upgrade`"
    return FINE


def scheduler_state(parts: Parts) -> str:
    """Whether the scheduler completed a round lately."""
    with parts.database.reading() as session:
        run = last_run(session)
    if run is None:
        return "the scheduler has not completed a round yet"
    age = parts.real_time() - run.finished_at
    if age > STALE:
        return f"the scheduler's last round was {int(age.total_seconds())} seconds ago"
    return FINE
