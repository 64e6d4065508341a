"""The gate of a WeCom callback address: who may pass, and what was said, whatever the message is made of."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.channels.channel import Received, WireAnswer, WireRefused, WireRequest
from bot.channels.wecom_crypto import SALT_BYTES, WRONG_RECEIVER, CallbackCrypto, CryptoError, Stamp
from bot.channels.wecom_tree import NotATree, read_tree
from bot.channels.wecom_xml import write_xml
from handlers.message import Message

BODY_LIMIT = 1024 * 1024
FORBIDDEN = 403
PLAIN, XML, JSON = "text/plain; charset=utf-8", "text/xml; charset=utf-8", "application/json; charset=utf-8"

_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)

NOTHING = Received((), lambda _: WireAnswer(200, b"", PLAIN))
"""The answer to whatever needs none: 200 and no words."""

log = structlog.get_logger(__name__)


class Unreadable(Exception):  # noqa: N818  rightly signed, yet not understood; sending it again would not help
    """`reason` is one English sentence without anything of the message."""

    def __init__(self, reason: str) -> None:
        """Told to the operator."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, in words or by a click on a card of ours."""

    message: Message
    card: str | None = None
    """The task id of the card of ours that was clicked; None for words."""
    response_url: str = field(default="", repr=False)
    """Where it may be answered once, within the hour; "" if the platform offers nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A callback that is deliberately not acted on."""

    reason: str
    alarming: bool = False
    """Whether an administrator should know of it."""
    stream_id: str | None = None
    """The streamed answer of which the platform asks how it goes on."""


Reader = Callable[[bytes], Said | Ignored]
"""Makes of a decrypted callback what was said; raises `Unreadable`."""


class Gate:
    """Verifies, decrypts and answers the callbacks of one channel."""

    def __init__(self, channel: str, crypto: CallbackCrypto, max_age: int) -> None:
        """`max_age`: how many seconds old a timestamp may be by the real clock; 0 for any."""
        self._channel = channel
        self._crypto = crypto
        self._max_age = max_age

    def handshake(self, request: WireRequest, now: datetime) -> Received:
        """The platform asks whether the address is ours: the decrypted `echostr` is the answer, bare."""
        echo = request.query.get("echostr", "").replace(" ", "+")  # a plus that nobody encoded
        self._check(request, echo, now)
        try:
            told = self._crypto.decrypt(echo)
        except CryptoError as error:
            raise WireRefused(FORBIDDEN, error.reason, "echostr") from None
        return Received((), lambda _: WireAnswer(200, told, PLAIN))

    def hear(self, request: WireRequest, now: datetime, read: Reader) -> Said | Ignored:
        """What a callback says, or why there is nothing to act on. Raises `WireRefused`."""
        if request.method != "POST":
            raise WireRefused(405, "a callback is a GET with echostr or a POST", "method")
        if len(request.body) > BODY_LIMIT:
            raise WireRefused(413, f"the body is longer than {BODY_LIMIT} bytes", "body")
        encrypted = _encrypted(request.body)
        self._check(request, encrypted, now)
        try:
            heard = read(self._open(encrypted))
        except Unreadable as unreadable:
            log.error("callback_unreadable", channel=self._channel, reason=unreadable.reason)
            return Ignored(unreadable.reason, alarming=True)
        if isinstance(heard, Ignored):
            tell = log.warning if heard.alarming else log.debug
            tell("callback_ignored", channel=self._channel, reason=heard.reason)
        return heard

    def answer_xml(self, message: bytes, now: datetime) -> WireAnswer:
        """A reply inside the callback's answer, as an application gives it."""
        nonce, timestamp = secrets.token_hex(8), str(int(now.timestamp()))
        encrypted = self._crypto.encrypt(message, secrets.token_bytes(SALT_BYTES))
        signature = self._crypto.sign(timestamp, nonce, encrypted)
        fields = {"Encrypt": encrypted, "MsgSignature": signature, "TimeStamp": timestamp, "Nonce": nonce}
        return WireAnswer(200, write_xml(fields), XML)

    def answer_json(self, message: dict[str, object], request: WireRequest, now: datetime) -> WireAnswer:
        """A reply inside the callback's answer, as a robot gives it: under the nonce of the request."""
        nonce, seconds = request.query.get("nonce", ""), int(now.timestamp())
        plain = json.dumps(message, ensure_ascii=False).encode()
        encrypted = self._crypto.encrypt(plain, secrets.token_bytes(SALT_BYTES))
        signature = self._crypto.sign(str(seconds), nonce, encrypted)
        sealed = {"encrypt": encrypted, "msgsignature": signature, "timestamp": seconds, "nonce": nonce}
        return WireAnswer(200, json.dumps(sealed).encode(), JSON)

    def _check(self, request: WireRequest, encrypted: str, now: datetime) -> None:
        query = request.query
        stamp = Stamp(query.get("timestamp", ""), query.get("nonce", ""), query.get("msg_signature", ""))
        try:
            self._crypto.check(stamp, encrypted)
        except CryptoError as error:
            raise WireRefused(FORBIDDEN, error.reason, "msg_signature") from None
        if not self._max_age:
            return
        if not _SECONDS.fullmatch(stamp.timestamp):
            raise WireRefused(FORBIDDEN, "the timestamp must be whole unix seconds", "timestamp")
        if now.timestamp() - int(stamp.timestamp) > self._max_age:
            raise WireRefused(FORBIDDEN, f"the timestamp is older than {self._max_age} seconds", "timestamp")

    def _open(self, encrypted: str) -> bytes:
        try:
            return self._crypto.decrypt(encrypted)
        except CryptoError as error:
            if error.code == WRONG_RECEIVER:
                raise WireRefused(FORBIDDEN, error.reason, "receiveid") from None
            raise Unreadable(error.reason) from None


def _encrypted(body: bytes) -> str:
    """The ciphertext in an envelope of either kind; raises `WireRefused` (400) where there is none."""
    try:
        encrypted = read_tree(body).text("encrypt")
    except NotATree as error:
        raise WireRefused(400, f"the body is no envelope: {error}", "body") from None
    if not encrypted:
        raise WireRefused(400, "the envelope holds no ciphertext", "encrypt")
    return encrypted
