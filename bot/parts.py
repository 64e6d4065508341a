"""What the outermost shell works with: built once, by wiring, and handed to every role."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.channels.channel import Channel
from bot.clock import Clock, RealTime
from bot.config import Settings
from bot.gate import Gate
from bot.leader import Lease
from bot.metrics import Metrics
from bot.redis_store import RedisStore
from bot.rule_watch import RuleWatch
from handlers.office import Office
from models.database import Database


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a role needs. `clock` is the county's time, `real_time` that of signatures and leases."""

    settings: Settings
    office: Office
    channels: Mapping[str, Channel]
    clock: Clock
    real_time: RealTime
    lease: Lease
    redis: RedisStore | None = None
    rules: RuleWatch | None = None
    """What keeps the understanding up to date while the role runs."""
    metrics: Metrics = field(default_factory=Metrics)
    wake: threading.Event = field(default_factory=threading.Event)
    """Set when there may be something to deliver: delivery looks at once."""
    stop: threading.Event = field(default_factory=threading.Event)
    """Set when this process is to end: loops and long answers finish."""
    gate: Gate = field(default_factory=Gate)
    """Rounds, deliveries and callbacks pass here; a demo that begins anew closes it for a moment."""

    @property
    def database(self) -> Database:
        """The one database."""
        return self.office.database

    def close(self) -> None:
        """Return what is held of the database and of Redis; before a fork, and at the end."""
        self.database.close()
        if self.redis is not None:
            self.redis.close()
