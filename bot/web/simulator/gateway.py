"""A gateway as CONTRACT describes it: hands messages in over the signed bridge, and takes deliveries.

It shares no code with the product's side of the bridge, so the two can't agree on a mistake.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

TIMESTAMP = "X-Gridbot-Timestamp"
SIGNATURE = "X-Gridbot-Signature"
PATIENCE_SECONDS = 10
TOLERANCE_SECONDS = 300
IDS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Bridge:
    """Where the product listens, what is shared with it, and the real time that signatures keep."""

    url: str
    secret: str = field(repr=False)
    real_time: Callable[[], datetime]


class Gateway:
    """Our end of one bridge channel."""

    def __init__(self, bridge: Bridge) -> None:
        """Nothing is connected until a message is handed in."""
        self._bridge = bridge
        self._taken: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def hand_in(self, message: Mapping[str, Any]) -> bool:
        """Whether the product answered for a message; False leaves it to the sender to try again."""
        address = urlsplit(self._bridge.url)
        body = json.dumps(message, ensure_ascii=False).encode()
        timestamp = str(int(self._now()))
        headers = {
            "Content-Type": "application/json",
            TIMESTAMP: timestamp,
            SIGNATURE: self._sign(timestamp, body),
        }
        connection = HTTPConnection(address.hostname or "", address.port or 80, timeout=PATIENCE_SECONDS)
        try:
            connection.request("POST", address.path, body, headers)
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def is_genuine(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether a delivery was signed by the product within the last five minutes."""
        timestamp = headers.get(TIMESTAMP, "")
        if not (timestamp.isascii() and timestamp.isdigit()):
            return False
        is_fresh = abs(self._now() - int(timestamp)) <= TOLERANCE_SECONDS
        signature = headers.get(SIGNATURE, "").encode("utf-8", "replace")
        return is_fresh and hmac.compare_digest(self._sign(timestamp, body).encode(), signature)

    def is_new(self, delivery_id: str) -> bool:
        """Whether a delivery comes for the first time; asking notes it."""
        with self._lock:
            if delivery_id in self._taken:
                return False
            self._taken[delivery_id] = None
            if len(self._taken) > IDS_KEPT:
                self._taken.popitem(last=False)
            return True

    def _now(self) -> float:
        return self._bridge.real_time().timestamp()

    def _sign(self, timestamp: str, body: bytes) -> str:
        signed = hmac.new(self._bridge.secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
        return "sha256=" + signed.hexdigest()
