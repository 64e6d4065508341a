"""The platform calls a program: the check of an address, and callbacks with their retries."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlencode, urlsplit

from bot.sandbox.faults import CALLBACK, FaultScript, Way
from bot.sandbox.ground import Ground
from bot.sandbox.posts import Brought
from bot.sandbox.seal import Seal

MOST_ANSWER = 1024 * 1024
UNHURT = (Way.OK, Way.LOST)


@dataclass(frozen=True, slots=True)
class Door:
    """Where a program takes callbacks, and how they are sealed."""

    receiver: str
    """ "app:<agent id>" or "bot:<bot id>"."""
    url: str
    seal: Seal = field(repr=False)


@dataclass(frozen=True, slots=True)
class Given:
    """A program's answer to a callback, and the nonce that the callback had."""

    nonce: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class UrlCheck:
    """What the admin console says after 保存: whether the address proved to be the program's."""

    is_good: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Heard:
    status: int
    body: bytes = field(repr=False)


class Caller:
    """Calls programs over HTTP. No lock is held meanwhile."""

    def __init__(self, ground: Ground, faults: FaultScript) -> None:
        """`faults`: what happens to callbacks."""
        self._ground = ground
        self._faults = faults

    def check_url(self, door: Door) -> UrlCheck:
        """Ask the address to decrypt a number: it must answer within a second, and with nothing else."""
        echo = str(secrets.randbelow(10**19)).encode()
        sealed = door.seal.close(echo)
        query, _ = self._stamped(door.seal, sealed)
        try:
            heard = _request(
                "GET", door.url, query | {"echostr": sealed}, b"", self._ground.rules.url_check_seconds
            )
        except (OSError, HTTPException, ValueError) as error:
            return UrlCheck(False, f"no answer within a second ({type(error).__name__})")
        if heard.status != 200:
            return UrlCheck(False, f"HTTP status {heard.status}")
        if heard.body != echo:
            return UrlCheck(False, "the answer is not the bare decrypted echostr")
        return UrlCheck(True)

    def bring(self, door: Door, plain: bytes, wrap: Callable[[str], bytes]) -> tuple[Brought, Given | None]:
        """Post a callback until it is answered with 200, in at most four tries; `wrap` makes the envelope."""
        status, rules = None, self._ground.rules
        for number in range(1, rules.callback_tries + 1):
            fault = self._faults.draw(CALLBACK)
            self._ground.tally.add(CALLBACK, f"fault {fault.way}" if fault.way is not Way.OK else "posted")
            if fault.way not in UNHURT:
                continue
            status, given = self._try(door, plain, wrap)
            if status == 200 and fault.way is Way.OK:
                return Brought(door.receiver, number, status), given
            if fault.way is Way.LOST:
                status = None
        return Brought(door.receiver, rules.callback_tries, status), None

    def _try(self, door: Door, plain: bytes, wrap: Callable[[str], bytes]) -> tuple[int | None, Given | None]:
        sealed = door.seal.close(plain)
        query, nonce = self._stamped(door.seal, sealed)
        try:
            heard = _request("POST", door.url, query, wrap(sealed), self._ground.rules.callback_seconds)
        except (OSError, HTTPException, ValueError):
            return None, None
        return heard.status, Given(nonce, heard.body)

    def _stamped(self, seal: Seal, sealed: str) -> tuple[dict[str, str], str]:
        timestamp = str(int(self._ground.real_time().timestamp()))
        nonce = str(secrets.randbelow(9 * 10**9) + 10**9)
        signature = seal.sign(timestamp, nonce, sealed)
        return {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}, nonce


def _request(method: str, url: str, query: dict[str, str], body: bytes, seconds: float) -> _Heard:
    """Raises `OSError`, `HTTPException` or `ValueError`."""
    where = urlsplit(url)
    kind = HTTPSConnection if where.scheme == "https" else HTTPConnection
    connection = kind(where.hostname or "", where.port, timeout=seconds)
    asked = "&".join(one for one in (where.query, urlencode(query)) if one)
    headers = {"Content-Type": "text/xml" if body.startswith(b"<") else "application/json"} if body else {}
    try:
        connection.request(method, f"{where.path or '/'}?{asked}", body or None, headers)
        answer = connection.getresponse()
        return _Heard(answer.status, answer.read(MOST_ANSWER))
    finally:
        connection.close()
