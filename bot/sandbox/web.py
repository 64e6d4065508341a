"""WSGI: requests to calls, replies to HTTP. Faults of the connection happen here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from bot.sandbox.api import RUBBISH, Call, Reply
from bot.sandbox.faults import Way
from bot.sandbox.ground import Ground

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ROOT = "/cgi-bin/"
MOST_BYTES = 4 * 1024 * 1024
JSON, HTML = "application/json; charset=UTF-8", "text/html"


class HungUp(ConnectionAbortedError):  # noqa: N818  on a script, not an error
    """The platform ends the connection without an answer; a server that cannot makes a 500 of it."""


def call_of(environ: WSGIEnvironment) -> Call | None:
    """The call that a request makes; None if it is none."""
    path = environ.get("PATH_INFO", "")
    if not path.startswith(ROOT):
        return None
    return Call(
        method=environ["REQUEST_METHOD"],
        name=path.removeprefix(ROOT),
        query=query_of(environ),
        body=body_of(environ),
        address=environ.get("REMOTE_ADDR", "") or "127.0.0.1",
    )


def query_of(environ: WSGIEnvironment) -> dict[str, str]:
    """The query of a request."""
    return dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))


def body_of(environ: WSGIEnvironment) -> bytes:
    """The body of a request; what is too long for any call is cut, and so is no JSON any more."""
    length = environ.get("CONTENT_LENGTH") or "0"
    wanted = min(int(length), MOST_BYTES) if length.isdecimal() else 0
    return environ["wsgi.input"].read(wanted) if wanted else b""


def send_reply(reply: Reply, ground: Ground, start_response: StartResponse) -> Iterable[bytes]:
    """Answer over HTTP. Raises `HungUp`."""
    way = reply.fault.way if reply.fault else Way.OK
    if way in (Way.HANG_UP_BEFORE, Way.HANG_UP_AFTER):
        raise HungUp
    if way is Way.SLOW and reply.fault:
        ground.stop.wait(reply.fault.number)
    if way in (Way.RUBBISH, Way.RUBBISH_AFTER, Way.STATUS) or reply.status == HTTPStatus.NOT_FOUND:
        return send(start_response, reply.status, RUBBISH, HTML)
    return send_json(start_response, reply.status, reply.answer)


def send_json(start_response: StartResponse, status: int, answer: object) -> Iterable[bytes]:
    """JSON over HTTP."""
    return send(start_response, status, json.dumps(answer, ensure_ascii=False).encode(), JSON)


def send(start_response: StartResponse, status: int, body: bytes, kind: str) -> Iterable[bytes]:
    """Bytes over HTTP."""
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Status"
    start_response(f"{status} {phrase}", [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]
