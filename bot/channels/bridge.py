"""The bridge (CONTRACT): signed JSON in and out, for any gateway that reaches the groups."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo

import requests

from bot.channels.bridge_message import to_message
from bot.channels.channel import (
    JSON,
    ChannelError,
    Parcel,
    Received,
    WireAnswer,
    WireRefused,
    WireRequest,
    json_answer,
)
from bot.channels.signature import check_signature, signed_headers
from bot.channels.strict_json import read_object
from handlers.inbox import Reception
from handlers.office import Reach

KIND = "bridge"
BODY_LIMIT = 64 * 1024
SHORT_ANSWER = 64 * 1024
CONNECT_SECONDS, READ_SECONDS = 2.0, 6.0


@dataclass(frozen=True, slots=True)
class BridgeKeys:
    """What a bridge is told by the configuration."""

    name: str
    secret: bytes
    deliver_url: str
    zone: tzinfo
    """The clock of a `sent_at` without offset."""


class BridgeChannel:
    """One gateway: it posts to us what people say, and we post to it what the bot says."""

    kind = KIND
    body_limit = BODY_LIMIT
    reach = Reach.GATEWAY

    def __init__(self, keys: BridgeKeys, real_time: Callable[[], datetime]) -> None:
        """`real_time` stamps what is sent out; a rehearsed clock must not."""
        self.name = keys.name
        self._keys = keys
        self._real_time = real_time
        self._local = threading.local()

    def receive(self, request: WireRequest, now: datetime) -> Received:
        """One message of a gateway, verified and decoded."""
        if request.method != "POST":
            raise WireRefused(405, "the bridge takes POST only", "method")
        if len(request.body) > BODY_LIMIT:
            raise WireRefused(413, f"the body is longer than {BODY_LIMIT} bytes", "body")
        check_signature(self._keys.secret, request.headers, request.body, now)
        message = to_message(self.name, read_object(request.body), self._keys.zone)
        return Received((message,), _answer)

    def send(self, parcel: Parcel) -> None:
        """Post a parcel; whatever is not a 2xx is worth another try."""
        body = json.dumps(_wire_form(parcel), ensure_ascii=False).encode("utf-8", "replace")
        headers = {"Content-Type": JSON} | signed_headers(self._keys.secret, body, self._real_time())
        try:
            response = self._session().post(
                self._keys.deliver_url,
                data=body,
                headers=headers,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            )
        except requests.Timeout:
            raise ChannelError("timeout") from None
        except (requests.RequestException, ValueError):  # the URL parsers raise plain ValueError now and then
            raise ChannelError("unreachable") from None
        _finish(response)
        if response.status_code // 100 != 2:
            raise ChannelError(f"http_{response.status_code}")

    def _session(self) -> requests.Session:
        """A session of this thread; no proxies or .netrc of the environment, which is not the county's."""
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.trust_env = False
        return session


def _answer(receptions: Sequence[Reception]) -> WireAnswer:
    return json_answer(200, {"status": receptions[0].value})


def _wire_form(parcel: Parcel) -> dict[str, object]:
    return {
        "delivery_id": parcel.delivery_id,
        "group_id": parcel.group_id,
        "user_id": parcel.user_id,
        "text": parcel.text,
        "mentions": list(parcel.mentions),
        "in_reply_to": parcel.in_reply_to,
        "ticket": parcel.ticket,
    }


def _finish(response: requests.Response) -> None:
    """Read a short answer, so that the connection can be used again; a long one is not waited for."""
    length = response.headers.get("Content-Length", "")
    with response, suppress(requests.RequestException):
        if length.isdecimal() and int(length) <= SHORT_ANSWER:
            _ = response.content
