"""Overheard channels: a demo's channels that also tell a notebook what they received."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.channels.channel import Channel, Parcel, Received, WireRequest
from bot.parts import Parts
from handlers.message import Message
from handlers.office import Reach

Note = Callable[[Message], None]
"""Told of each message before it is handled."""


@dataclass(frozen=True, slots=True)
class Overheard:
    """A channel, and who listens at it."""

    channel: Channel
    note: Note

    @property
    def name(self) -> str:
        """As the channel itself."""
        return self.channel.name

    @property
    def kind(self) -> str:
        """As the channel itself."""
        return self.channel.kind

    @property
    def body_limit(self) -> int:
        """As the channel itself."""
        return self.channel.body_limit

    @property
    def reach(self) -> Reach:
        """As the channel itself."""
        return self.channel.reach

    def receive(self, request: WireRequest, now: datetime) -> Received:
        """Receive, and tell what came."""
        received = self.channel.receive(request, now)
        for message in received.messages:
            self.note(message)
        return received

    def send(self, parcel: Parcel) -> None:
        """As the channel itself."""
        self.channel.send(parcel)


def overhear(parts: Parts, note: Note) -> Parts:
    """The same parts, with somebody listening at every channel."""
    return replace(parts, channels={name: Overheard(one, note) for name, one in parts.channels.items()})
