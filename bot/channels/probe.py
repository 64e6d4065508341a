"""A look at an address, as a platform or a gateway would call it: what came of it, and how fast."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

import requests

from bot.channels.plain_http import WAITS, plain_session

LONGEST = 4096
"""How many bytes of an answer are looked at."""


class Came(StrEnum):
    """What came of a request."""

    ANSWER = "answer"
    NO_HOST = "host unknown"
    REFUSED = "connection refused"
    NO_TLS = "TLS"
    TIMEOUT = "no answer in time"
    BROKEN = "broken off"


@dataclass(frozen=True, slots=True)
class Look:
    """One request and its answer; `status` is 0 where there was none."""

    came: Came
    status: int = 0
    body: bytes = field(default=b"", repr=False)
    seconds: float = 0.0
    date: datetime | None = None
    """The other side's clock, as its header tells it."""
    where_to: str = field(default="", repr=False)
    """Where a redirect leads."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to make. Its query and headers may hold signatures, but no secrets."""

    url: str
    method: str = "GET"
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    waits: tuple[float, float] = WAITS


def look_at(asked: Asked, real_time: Callable[[], datetime]) -> Look:
    """Make one request, following no redirect; whatever happens is told and nothing raised."""
    began = real_time()
    try:
        with plain_session(asked.waits) as session, _request(session, asked) as response:
            body = next(response.iter_content(LONGEST), b"")
    except (requests.RequestException, ValueError, OSError) as error:
        return Look(_what_failed(error))
    took = (real_time() - began).total_seconds()
    sent_on = response.headers.get("Location", "")
    return Look(Came.ANSWER, response.status_code, body, took, _date_of(response), sent_on)


def _request(session: requests.Session, asked: Asked) -> requests.Response:
    session.max_redirects = 1  # with none, requests takes a redirect that nobody follows for an error
    return session.request(
        asked.method,
        asked.url,
        params=dict(asked.query) or None,
        headers=dict(asked.headers),
        data=asked.body or None,
        allow_redirects=False,
        stream=True,
    )


def _what_failed(error: Exception) -> Came:
    causes = list(_causes(error))
    if isinstance(error, requests.exceptions.SSLError):
        return Came.NO_TLS
    if any(isinstance(one, socket.gaierror) for one in causes) or "NameResolution" in repr(causes):
        return Came.NO_HOST
    if isinstance(error, requests.Timeout):
        return Came.TIMEOUT
    if any(isinstance(one, OSError) and one.errno == errno.ECONNREFUSED for one in causes):
        return Came.REFUSED
    return Came.BROKEN


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what lies beneath it; the libraries hand theirs on as arguments and reasons."""
    waiting, seen = [error], set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        beneath = (*one.args, getattr(one, "reason", None), one.__cause__, one.__context__)
        waiting += [other for other in beneath if isinstance(other, BaseException)]


def _date_of(response: requests.Response) -> datetime | None:
    try:
        told = parsedate_to_datetime(response.headers.get("Date", ""))
    except (TypeError, ValueError):
        return None
    return told if told.tzinfo else None
