"""The one shape of every channel: bytes in, messages out; parcels in, bytes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from handlers.inbox import Reception
from handlers.message import Message
from handlers.office import Reach
from models.outbox import Choice

JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class WireRequest:
    """An HTTP request as it came, unjudged. Header names are in lower case.

    `body` ends one byte after the channel's `body_limit`: enough to see that it is too long.
    """

    method: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """What goes back over HTTP."""

    status: int
    body: bytes = field(default=b"", repr=False)
    content_type: str = JSON


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way out; the same `delivery_id` through every try."""

    delivery_id: str
    text: str = field(repr=False)
    group_id: str | None = None
    user_id: str | None = None
    mentions: tuple[str, ...] = ()
    in_reply_to: str | None = None
    ticket: int | None = None
    choices: tuple[Choice, ...] = ()
    """The text tells them too, for channels without buttons."""
    attempt: int = 1
    """Which try this is: from the second on, an earlier one may have gone through without our knowing."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a request brought, and how to answer it once each message is durable."""

    messages: tuple[Message, ...]
    answer: Callable[[Sequence[Reception]], WireAnswer]
    """Given what became of `messages`, in their order, the HTTP answer in the platform's words."""
    reply: Callable[[Parcel], WireAnswer] | None = None
    """The HTTP answer that brings a parcel with it, where the platform shows what stands in it."""
    has_room: bool = True
    """Whether the chat may hear one more by `reply` just now; what was said by it before may be repeated."""


class ChannelError(Exception):
    """A parcel was not delivered. `code` is a platform's or our own short word, never words of a message."""

    def __init__(self, code: str, *, permanent: bool = False) -> None:
        """`permanent`: no later try can succeed."""
        super().__init__(code)
        self.code = code
        self.permanent = permanent


class WireRefused(Exception):  # noqa: N818  the sender erred, not we
    """A request that is not let in: an HTTP status, one English sentence, and the field it is about."""

    def __init__(self, status: int, error: str, where: str | None = None) -> None:
        """`where`: the field, header or part of the request that was wrong."""
        super().__init__(error)
        self.status = status
        self.error = error
        self.where = where

    def answer(self) -> WireAnswer:
        """The refusal as it goes over the wire."""
        return json_answer(self.status, {"error": self.error, "field": self.where})


class Channel(Protocol):
    """A way in and out."""

    @property
    def name(self) -> str:
        """Its name in the configuration and in the callback's path."""

    @property
    def kind(self) -> str:
        """Which platform it speaks with."""

    @property
    def body_limit(self) -> int:
        """How many bytes a request's body may have."""

    @property
    def reach(self) -> Reach:
        """How well it reaches somebody in private."""

    def receive(self, request: WireRequest, now: datetime) -> Received:
        """Verify and decode; `now` is the real time. Raises `WireRefused`."""

    def send(self, parcel: Parcel) -> None:
        """Deliver, or raise `ChannelError`."""


@runtime_checkable
class OpensFiles(Protocol):
    """A channel whose platform encrypts the files of its messages."""

    def open_file(self, content: bytes) -> bytes:
        """The file inside what lay at its address; unchanged if no key of the channel opens it."""


def json_answer(status: int, content: Mapping[str, object]) -> WireAnswer:
    """An answer in JSON; keys without a value are left out."""
    told = {key: value for key, value in content.items() if value is not None}
    return WireAnswer(status, json.dumps(told, ensure_ascii=True).encode())
