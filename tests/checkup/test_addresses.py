"""What stands at an address is told apart, each with its own remedy."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.channels.probe import Asked, Came, Look, look_at
from bot.checkup.address import OUTSIDE, judge
from bot.checkup.platform import PLATFORM, clock
from bot.checkup.step import State
from bot.wiring import real_time
from tests.bot.making import REAL_NOON

ECHO = b"5a0f"


@contextmanager
def answering(status: int, body: bytes, **headers: str) -> Iterator[str]:
    """A server that gives one answer to everything; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/callback/cadres"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (200, ECHO + b"\n", "not bare"),
        (200, b'"' + ECHO + b'"', "not bare"),
        (200, b"\xef\xbb\xbf" + ECHO, "not bare"),
        (200, b"<html>", "another text"),
        (301, b"", "redirect"),
        (403, b'{"error": "e", "field": "msg_signature"}', "another token"),
        (403, b'{"error": "e", "field": "echostr"}', "another aes_key"),
        (403, b"<html>", "something in front"),
        (401, b"", "login"),
        (404, b'{"error": "there is no channel of this name"}', "no channel of this name"),
        (404, b"<html>", "nothing is found"),
        (405, b'{"error": "e"}', "another kind"),
        (502, b"", "no gridbot behind"),
        (500, b"", "answers 500"),
    ],
)
def test_each_wrong_answer_is_told_apart(status: int, body: bytes, says: str) -> None:
    """Over real HTTP, and each has something to do."""
    with answering(status, body, Location="https://elsewhere.example/x?secret=1") as url:
        step = judge(OUTSIDE, look_at(Asked(url), real_time), ECHO)
    assert step.state is State.WRONG
    assert says in step.says
    assert step.do
    assert "secret" not in step.do


def test_the_bare_text_in_time_is_right() -> None:
    """And the same too late is not."""
    with answering(200, ECHO) as url:
        look = look_at(Asked(url), real_time)
    assert judge(OUTSIDE, look, ECHO).state is State.DONE
    slow = Look(Came.ANSWER, 200, ECHO, 1.4)
    assert "1.4 s" in judge(OUTSIDE, slow, ECHO).says


def test_what_does_not_answer_is_told_apart() -> None:
    """Nobody there, no such name, no TLS on that port, no answer, a line cut."""
    assert look_at(Asked("http://127.0.0.1:9/"), real_time).came is Came.REFUSED
    assert look_at(Asked("http://no-such-host.invalid/"), real_time).came is Came.NO_HOST
    with answering(200, b"") as url:
        assert look_at(Asked(url.replace("http:", "https:")), real_time).came is Came.NO_TLS
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert look_at(Asked(address, waits=(1.0, 0.2)), real_time).came is Came.TIMEOUT
    assert look_at(Asked("http://[::1/"), real_time).came is Came.BROKEN
    for came in Came:
        if came is not Came.ANSWER:
            step = judge(OUTSIDE, Look(came), ECHO)
            assert (step.state, bool(step.do)) == (State.WRONG, True)


@pytest.mark.parametrize(
    ("seconds", "says"),
    [(0, "agree"), (-29, "agree"), (90, "90 seconds ahead"), (-4000, "4000 seconds behind")],
)
def test_two_clocks_are_compared(seconds: int, says: str) -> None:
    """Ours with the other side's, as its answer tells it."""
    look = Look(Came.ANSWER, 200, date=REAL_NOON)
    step = clock(PLATFORM, look, REAL_NOON + timedelta(seconds=seconds))
    assert says in step.says
    assert step.is_open is (abs(seconds) > 30)
    assert clock(PLATFORM, Look(Came.ANSWER, 200), REAL_NOON).state is State.LOOK
