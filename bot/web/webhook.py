"""POST /callback/<channel>: HTTP in, WireRequest to the channel, its answer out. It judges nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import structlog
from werkzeug.exceptions import ClientDisconnected
from werkzeug.wsgi import get_input_stream

from bot.channels.channel import Channel, WireAnswer, WireRefused, WireRequest, json_answer
from bot.faults import told
from bot.inside import answer_inside
from bot.parts import Parts
from handlers.inbox import Reception, accept
from models.database import DatabaseAway

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

RETRY_SECONDS = 5
NOT_FOUND = json_answer(404, {"error": "there is no channel of this name"})
NOT_DURABLE = json_answer(503, {"error": "the message cannot be kept just now; send it again"})
STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}

log = structlog.get_logger(__name__)


class Webhook:
    """The WSGI callable mounted at /callback."""

    def __init__(self, parts: Parts) -> None:
        """`parts.channels` are the ways in."""
        self._parts = parts

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        channel = self._parts.channels.get(environ.get("PATH_INFO", "").removeprefix("/"))
        answer = NOT_FOUND if channel is None else self._measured(channel, environ)
        headers = [("Content-Type", answer.content_type), ("Content-Length", str(len(answer.body)))]
        if answer is NOT_DURABLE:
            headers.append(("Retry-After", str(RETRY_SECONDS)))
        start_response(STATUS_LINES[answer.status], headers)
        return [answer.body]

    def _measured(self, channel: Channel, environ: WSGIEnvironment) -> WireAnswer:
        started, metrics = perf_counter(), self._parts.metrics
        answer, outcome = self._answer(channel, environ)
        metrics.messages.labels(channel.name, outcome).inc()
        metrics.webhook_seconds.labels(channel.name).observe(perf_counter() - started)
        return answer

    def _answer(self, channel: Channel, environ: WSGIEnvironment) -> tuple[WireAnswer, str]:
        """The wall: whatever was not made durable is 503, so that the sender tries again."""
        parts = self._parts
        try:
            received = channel.receive(_wire_request(environ, channel.body_limit), parts.real_time())
            with parts.gate.passing():
                receptions = [accept(parts.office, message, parts.clock()) for message in received.messages]
                answer = answer_inside(parts, received) or received.answer(receptions)
        except WireRefused as refusal:
            return refusal.answer(), "refused"
        except DatabaseAway:
            log.warning("callback_not_durable", channel=channel.name)
            return NOT_DURABLE, "not_durable"
        except Exception as error:
            log.error("callback_fault", channel=channel.name, error=told(error))
            return NOT_DURABLE, "not_durable"
        if Reception.ACCEPTED in receptions:
            parts.wake.set()
        return answer, receptions[0].value if receptions else "empty"


def _wire_request(environ: WSGIEnvironment, limit: int) -> WireRequest:
    return WireRequest(
        method=environ["REQUEST_METHOD"],
        query=dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)),
        headers=_headers(environ),
        body=_body(environ, limit),
    )


def _headers(environ: WSGIEnvironment) -> dict[str, str]:
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    return headers | {"content-type": environ.get("CONTENT_TYPE", "")}


def _body(environ: WSGIEnvironment, limit: int) -> bytes:
    """The body, but no more of it than shows that it is too long."""
    stream, pieces, wanted = get_input_stream(environ), [], limit + 1
    try:
        while wanted > 0 and (piece := stream.read(wanted)):
            pieces.append(piece)
            wanted -= len(piece)
    except (ClientDisconnected, OSError):
        raise WireRefused(400, "the body ended before its stated length", "body") from None
    return b"".join(pieces)
