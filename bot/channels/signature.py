"""The bridge's signature: HMAC-SHA256 over timestamp, a dot and the raw body."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.channels.channel import WireRefused

TIMESTAMP_HEADER = "X-Gridbot-Timestamp"
SIGNATURE_HEADER = "X-Gridbot-Signature"
WINDOW = timedelta(seconds=300)
SCHEME = "sha256="
UNAUTHORIZED = 401

_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


def sign(secret: bytes, timestamp: str, body: bytes) -> str:
    """The value of the signature header."""
    return SCHEME + hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def signed_headers(secret: bytes, body: bytes, now: datetime) -> dict[str, str]:
    """Both headers for a body sent at `now` (the real time)."""
    timestamp = str(int(now.timestamp()))
    return {TIMESTAMP_HEADER: timestamp, SIGNATURE_HEADER: sign(secret, timestamp, body)}


def check_signature(secret: bytes, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
    """Raise `WireRefused` unless the body was signed with `secret` within the window around `now`."""
    timestamp = headers.get(TIMESTAMP_HEADER.lower(), "")
    given = headers.get(SIGNATURE_HEADER.lower(), "")
    if not _SECONDS.fullmatch(timestamp):
        raise WireRefused(
            UNAUTHORIZED, "the header must be there and hold whole unix seconds", TIMESTAMP_HEADER
        )
    if abs(int(timestamp) - now.timestamp()) > WINDOW.total_seconds():
        raise WireRefused(UNAUTHORIZED, "the timestamp is more than 300 seconds off", TIMESTAMP_HEADER)
    expected = sign(secret, timestamp, body)
    if not hmac.compare_digest(expected.encode(), given.lower().encode("utf-8", "replace")):
        raise WireRefused(UNAUTHORIZED, "the signature is missing or wrong", SIGNATURE_HEADER)
