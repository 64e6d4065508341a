"""How the tests of the outer shell are set up: real parts around an office, with a clock moved by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from werkzeug.test import Client, TestResponse

from bot.channels.kinds import Around, build_channel
from bot.channels.signature import signed_headers
from bot.clock import Clock
from bot.config import ChannelKind, ChannelSettings, Settings
from bot.leader import DatabaseLease
from bot.parts import Parts
from handlers.office import Office
from handlers.understanding import Understanding
from models.calendar import Calendar
from models.database import Database
from models.ladder import Ladder
from nlp.classifier import Classifier

SECRET = "the bridge's secret of the tests"
REAL_NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:9/deliver"
SAID: Mapping[str, Any] = {
    "message_id": "m1",
    "group_id": "g3",
    "sender_id": "u-wang",
    "sender_name": "王大妈",
    "text": "3栋楼上半夜放音响，说了几次都不听，吵得睡不着",
    "sent_at": "2026-11-22T12:00:00+08:00",
}


class Hand:
    """A real time that moves only by hand."""

    def __init__(self, start: datetime = REAL_NOON) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


def bare_office(database: Database, classifier: Classifier) -> Office:
    """An office in an empty database: nobody lives there yet."""
    calendar = Calendar(Settings().zone, (time(21), time(7, 30)), time(8, 30))
    return Office(
        database=database,
        calendar=calendar,
        understanding=Understanding(classifier),
        plans={},
        ladder=Ladder(),
    )


def make_parts(
    office: Office, hand: Hand, deliver_url: str = NOWHERE, county: datetime | None = None
) -> Parts:
    """The parts of one process with one bridge; `county` is what the county's clock shows at first."""
    channel = ChannelSettings.model_validate(
        {"name": "bridge", "kind": ChannelKind.BRIDGE, "secret": SECRET, "deliver_url": deliver_url}
    )
    settings = Settings(channels=(channel,))
    bridge = build_channel(channel, Around(settings.zone, hand))
    return Parts(
        settings=settings,
        office=office,
        channels={bridge.name: bridge},
        clock=Clock(hand, county - hand() if county else timedelta(0)),
        real_time=hand,
        lease=DatabaseLease(office.database, "this process"),
    )


def says(client: Client, hand: Hand, fields: Mapping[str, Any] | bytes, **rest: Any) -> TestResponse:
    """Post a signed message to the bridge."""
    body = fields if isinstance(fields, bytes) else json.dumps(dict(fields)).encode()
    headers = signed_headers(SECRET.encode(), body, hand()) | rest.pop("headers", {})
    return client.post("/callback/bridge", data=body, headers=headers, **rest)
