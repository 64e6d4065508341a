"""The callback path takes anything that HTTP can carry, and promises only what it can keep."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import Headers
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app

from bot.channels.channel import Channel, ChannelError, Received, WireRequest
from bot.channels.signature import signed_headers
from bot.parts import Parts
from bot.web.app import build_application
from handlers.office import Reach
from models.crypto import KeyRing
from models.database import Database
from tests.bot.making import SAID, SECRET, Hand, make_parts, says
from tests.town import Town

NOBODY_HOME = "postgresql+psycopg://nobody@127.0.0.1:1/none"
BRIEF = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEADER_NAMES = st.sampled_from(
    ["X-Gridbot-Timestamp", "X-Gridbot-Signature", "Content-Type", "X-Other", "Transfer-Encoding"]
)
HEADERS = st.dictionaries(
    HEADER_NAMES, st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80)
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=200),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=12,
)


@BRIEF
@given(body=st.binary(max_size=70_000), headers=HEADERS)
def test_bytes_of_a_stranger_never_break_it(client: Client, body: bytes, headers: dict[str, str]) -> None:
    """Any bytes under any headers are refused in order."""
    assert client.post("/callback/bridge", data=body, headers=headers).status_code in (401, 413)


@BRIEF
@given(body=st.binary(max_size=2_000))
def test_signed_bytes_never_break_it(client: Client, hand: Hand, body: bytes) -> None:
    """A gateway that signs rubbish is told so."""
    assert says(client, hand, body).status_code == 400


@BRIEF
@given(fields=st.dictionaries(st.sampled_from([*SAID, "quote", "attachments", "recall_of"]), JSON_VALUES))
def test_signed_json_of_any_shape_never_breaks_it(client: Client, hand: Hand, fields: dict[str, Any]) -> None:
    """Each field with each kind of value is taken or named."""
    assert says(client, hand, {**SAID, **fields}).status_code in (200, 400)


@BRIEF
@given(text=st.text(st.characters(codec=None), max_size=500), size=st.sampled_from([1, 1, 1, 40]))
def test_words_of_any_script_never_break_it(
    client: Client, hand: Hand, quiet_town: Town, text: str, size: int
) -> None:
    """Whatever somebody types is accepted, and no fault of ours is hidden in quarantine."""
    said = {**SAID, "message_id": f"m{hash((text, size))}", "text": text * size}
    assert says(client, hand, json.dumps(said).encode()[: 64 * 1024]).status_code in (200, 400)
    assert quiet_town.alarms == []


def test_the_largest_text_is_taken(client: Client, hand: Hand) -> None:
    """64 KiB of one report are handled within the request."""
    text = "漏水" * ((64 * 1024 - 400) // 6)
    body = json.dumps({**SAID, "text": text}, ensure_ascii=False).encode()
    assert says(client, hand, body).status_code == 200


@pytest.mark.parametrize("path", ["/callback/", "/callback/other", "/callback/bridge/x", "/callback/%00"])
def test_an_unknown_channel_is_404(client: Client, path: str) -> None:
    """In JSON, whatever the method."""
    assert client.post(path).status_code == 404
    assert "error" in client.get(path).get_json()


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "BREW"])
def test_the_bridge_takes_post_only(client: Client, method: str) -> None:
    """Other methods are 405."""
    assert client.open("/callback/bridge", method=method).status_code == 405


@pytest.mark.parametrize("length", ["", "abc", "-1", "5", "70000", "1e3"])
def test_a_lying_content_length_is_refused(parts: Parts, hand: Hand, length: str) -> None:
    """Too short, too long or nonsense: a refusal and no fault."""
    environ = _signed_environ(hand)
    environ["CONTENT_LENGTH"] = length
    assert _status(parts, environ) in (400, 401)


def test_a_chunked_body_is_read_to_its_end(parts: Parts, hand: Hand) -> None:
    """Without a Content-Length, when the server says that the input ends by itself."""
    environ = _signed_environ(hand)
    del environ["CONTENT_LENGTH"]
    environ["wsgi.input_terminated"] = True
    assert _status(parts, environ) == 200


def test_no_more_than_the_limit_is_read(parts: Parts) -> None:
    """A body without end is judged after 64 KiB and one byte."""
    endless = _Endless()
    environ = EnvironBuilder("/callback/bridge", method="POST").get_environ()
    environ |= {"wsgi.input": endless, "wsgi.input_terminated": True}
    assert _status(parts, environ) == 413
    assert endless.given <= 64 * 1024 + 1


def test_a_message_that_cannot_be_kept_is_503(quiet_town: Town, hand: Hand) -> None:
    """With the database away a report is not promised, and talk is still answered."""
    away = Database(NOBODY_HOME, KeyRing("key", [bytes(32)]))
    parts = make_parts(replace(quiet_town.office, database=away), hand)
    client = Client(build_application(parts))
    answer = says(client, hand, SAID)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert says(client, hand, {**SAID, "text": "今天天气真好"}).status_code == 200


def test_a_fault_of_ours_is_503_and_tells_nothing(parts: Parts, hand: Hand) -> None:
    """What was not made durable is sent again; the answer has no inside of the program."""
    channels: dict[str, Channel] = {"bridge": _Faulty()}
    answer = says(Client(build_application(replace(parts, channels=channels))), hand, SAID)
    assert answer.status_code == 503
    assert "secret words" not in answer.get_data(as_text=True)


def test_delivery_is_woken_by_what_was_accepted(client: Client, parts: Parts, hand: Hand) -> None:
    """Nobody waits for the next look at the outbox."""
    says(client, hand, b"{}")
    assert not parts.wake.is_set()
    says(client, hand, SAID)
    assert parts.wake.is_set()


class _Endless(BytesIO):
    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    def read(self, size: int | None = -1) -> bytes:
        assert size is not None
        assert size > 0
        self.given += size
        return b"x" * size


class _Faulty:
    name, kind, body_limit, reach = "bridge", "bridge", 1000, Reach.GATEWAY

    def receive(self, request: WireRequest, now: object) -> Received:
        raise KeyError("secret words")

    def send(self, parcel: object) -> None:
        raise ChannelError("never")


def _signed_environ(hand: Hand) -> dict[str, Any]:
    body = json.dumps(dict(SAID)).encode()
    headers = Headers(signed_headers(SECRET.encode(), body, hand()))
    return EnvironBuilder("/callback/bridge", method="POST", data=body, headers=headers).get_environ()


def _status(parts: Parts, environ: dict[str, Any]) -> int:
    _, status, _ = run_wsgi_app(build_application(parts), environ)
    return int(status.split()[0])
