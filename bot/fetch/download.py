"""Downloading: one file by GET, with a limit to its size, to the time in all and to redirects.

Python's own http.client, because the connection must go to the address that was judged, not to whatever the
name means a moment later; no proxies, cookies or credentials of this machine.
"""

from __future__ import annotations

import io
import socket
import ssl
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urljoin

from bot.fetch.addresses import Lookup, Target, look_up, target_of
from bot.fetch.failure import FetchError

REDIRECTS = 3
MOVED = (301, 302, 303, 307, 308)
WORTH_ANOTHER_TRY = (408, 425, 429)
CHUNK = 64 * 1024
Tick = Callable[[], float]
"""Seconds that only run forward; no time of day."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost."""

    most_bytes: int
    seconds: float
    """In all, redirects included; looking a name up is left to the system's own patience."""
    allowed: tuple[str, ...] = ()
    """Hosts that may be at a private address."""
    look: Lookup = field(default=look_up)


def download(url: str, limits: Limits, tick: Tick) -> bytes:
    """The bytes at an address. Raises `FetchError`."""
    end = tick() + limits.seconds
    for _ in range(REDIRECTS + 1):
        target = target_of(url, limits.allowed, limits.look)
        found = _get(target, limits.most_bytes, _Patience(end, tick))
        if isinstance(found, bytes):
            return found
        url = urljoin(url, found)
    raise FetchError("too_many_redirects")


@dataclass(frozen=True, slots=True)
class _Patience:
    """How long is still waited for the whole."""

    end: float
    tick: Tick

    def left(self) -> float:
        """The seconds that are left; raises TimeoutError if there are none."""
        seconds = self.end - self.tick()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class _Reader(io.RawIOBase):
    """What comes from a socket, until patience ends: a sender of one byte a second does not hold us."""

    def __init__(self, sock: socket.socket, patience: _Patience) -> None:
        super().__init__()
        self._sock, self._patience = sock, patience

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        self._sock.settimeout(self._patience.left())
        return self._sock.recv_into(into)


class _Connected:
    """A connected socket in the shape that http.client asks for."""

    def __init__(self, sock: socket.socket, patience: _Patience) -> None:
        self._sock, self._patience = sock, patience

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._patience.left())
        self._sock.sendall(data)

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._sock, self._patience))

    def close(self) -> None:
        """Nothing: http.client closes early what it still reads from; whoever opened it closes it."""


def _get(target: Target, most: int, patience: _Patience) -> bytes | str:
    """The bytes at a target, or where it sends us."""
    try:
        with closing(_connect(target, patience)) as sock:
            return _ask(_Connected(sock, patience), target, most)
    except TimeoutError:
        raise FetchError("timeout", permanent=False) from None
    except ssl.SSLCertVerificationError:
        raise FetchError("certificate", permanent=False) from None
    except (OSError, HTTPException, ValueError):
        raise FetchError("unreachable", permanent=False) from None


def _ask(connected: _Connected, target: Target, most: int) -> bytes | str:
    connection: Any = HTTPConnection(target.host, target.port)
    connection.sock = connected
    headers = {"Host": target.host_header, "Accept-Encoding": "identity", "User-Agent": "gridbot"}
    connection.request("GET", target.path, headers=headers)
    with connection.getresponse() as response:
        return _read(response, most)


def _connect(target: Target, patience: _Patience) -> socket.socket:
    sock = socket.create_connection((target.address, target.port), timeout=patience.left())
    if target.scheme == "http":
        return sock
    try:
        return ssl.create_default_context().wrap_socket(sock, server_hostname=target.host)
    except (OSError, ValueError):
        sock.close()
        raise


def _read(response: HTTPResponse, most: int) -> bytes | str:
    status = response.status
    where = response.getheader("Location")
    if status in MOVED and where:
        return where
    if status != 200:
        raise FetchError(f"http_{status}", permanent=status < 500 and status not in WORTH_ANOTHER_TRY)
    if response.getheader("Content-Encoding", "identity") != "identity":
        raise FetchError("encoded")
    if (response.length or 0) > most:
        raise FetchError("too_long")
    content = bytearray()
    while chunk := response.read(min(CHUNK, most + 1 - len(content))):
        content += chunk
        if len(content) > most:
            raise FetchError("too_long")
    return bytes(content)
