"""Downloading from a real server that misbehaves: sizes, times, redirects, statuses."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from bot.fetch.download import Limits, download
from bot.fetch.failure import FetchError
from tests.fetch.photo_server import PhotoServer

MOST = 50_000


@pytest.fixture(name="server")
def _server() -> Iterator[PhotoServer]:
    """A server that listens."""
    with PhotoServer() as server:
        yield server


def _limits(server: PhotoServer, seconds: float = 5.0) -> Limits:
    return Limits(MOST, seconds, (server.host,))


def _failure(url: str, limits: Limits) -> FetchError:
    with pytest.raises(FetchError) as refused:
        download(url, limits, time.monotonic)
    return refused.value


def test_a_file_comes_whole(server: PhotoServer) -> None:
    """Its bytes, to the last that is allowed."""
    for content in (b"", b"x", b"y" * MOST):
        assert download(server.lay("/a", content), _limits(server), time.monotonic) == content


def test_a_file_may_come_in_chunks(server: PhotoServer) -> None:
    """Without a length, to the end."""

    def chunks(request: BaseHTTPRequestHandler) -> None:
        request.protocol_version = "HTTP/1.1"
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        request.wfile.write(b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n")

    server.answers["/c"] = chunks
    assert download(f"http://{server.host}/c", _limits(server), time.monotonic) == b"abcdefg"


def test_too_long_is_not_read_to_the_end(server: PhotoServer) -> None:
    """By what the length says, and by what comes if it says nothing."""
    assert _failure(server.lay("/a", b"x" * (MOST + 1)), _limits(server)).code == "too_long"

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        try:
            while True:
                request.wfile.write(b"x" * 10_000)
        except OSError:
            return

    server.answers["/endless"] = endless
    refused = _failure(f"http://{server.host}/endless", _limits(server))
    assert (refused.code, refused.permanent) == ("too_long", True)


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_slow_sender_does_not_hold_us(server: PhotoServer, part: str) -> None:
    """A byte now and then, in head or body, ends with the time in all."""

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"\r\n" if part == "body" else b"X-A: "))
        try:
            while True:
                request.wfile.write(b"x")
                gap.wait(0.05)
        except OSError:
            return

    gap = threading.Event()
    server.answers["/drip"] = drip
    began = time.monotonic()
    refused = _failure(f"http://{server.host}/drip", _limits(server, 0.4))
    assert (refused.code, refused.permanent) == ("timeout", False)
    assert time.monotonic() - began < 2


def test_redirects_are_followed_and_each_is_judged(server: PhotoServer) -> None:
    """To where it may go; never to a private address, another scheme, or round and round."""
    server.lay("/end", b"here")
    server.lay("/one", b"", 302, Location="/end")
    assert download(f"http://{server.host}/one", _limits(server), time.monotonic) == b"here"
    for where, code in (
        ("http://127.0.0.1:1/", "private_address"),
        ("http://169.254.169.254/latest", "private_address"),
        ("http://[::ffff:127.0.0.1]/", "private_address"),
        ("file:///etc/passwd", "bad_url"),
        ("http://a@127.0.0.1/", "bad_url"),
        ("/loop", "too_many_redirects"),
    ):
        url = server.lay("/loop", b"", 301, Location=where)
        assert _failure(url, _limits(server)).code == code
    server.asked.clear()
    server.lay("/loop", b"", 307, Location="/loop")
    assert _failure(f"http://{server.host}/loop", _limits(server)).code == "too_many_redirects"
    assert len(server.asked) == 4


def test_what_is_worth_another_try(server: PhotoServer) -> None:
    """A server in trouble is; a file that is gone or forbidden is not."""
    for status in (404, 410, 403, 429, 500, 503):
        refused = _failure(server.lay("/a", b"", status), _limits(server))
        assert (refused.code, refused.permanent) == (f"http_{status}", status < 429)
    refused = _failure("http://127.0.0.1:9/", Limits(MOST, 2, ("127.0.0.1",)))
    assert (refused.code, refused.permanent) == ("unreachable", False)
    refused = _failure("http://nobody.invalid/", Limits(MOST, 2))
    assert (refused.code, refused.permanent) == ("no_such_host", False)


def test_packed_bytes_are_not_unpacked(server: PhotoServer) -> None:
    """Nothing is asked for packed, and what comes so is refused: it could grow without end."""
    assert _failure(server.lay("/a", b"x", Content_Encoding="gzip"), _limits(server)).code == "encoded"


def test_the_judged_address_is_the_one_connected_to(server: PhotoServer) -> None:
    """A name is looked up once, and asked for by its name: what it means a moment later cannot matter."""
    answers = iter([["127.0.0.1"]])
    server.lay("/a", b"here")
    limits = Limits(MOST, 5, ("photos.example.cn",), lambda _host, _port: next(answers))
    url = f"http://photos.example.cn:{server.port}/a"
    assert download(url, limits, time.monotonic) == b"here"
    assert server.hosts == [f"photos.example.cn:{server.port}"]
