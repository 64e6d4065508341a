"""What comes in by the bridge is verified, decoded and answered to the letter of CONTRACT."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from werkzeug.test import Client

from bot.channels.channel import WireRequest
from bot.channels.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign, signed_headers
from bot.parts import Parts
from handlers.message import Message
from models.receipt import receipt_of
from tests.bot.making import SAID, SECRET, Hand, says
from tests.town import Town


def test_a_report_is_accepted_once_and_then_a_duplicate(client: Client, hand: Hand, quiet_town: Town) -> None:
    """The same message twice has one effect."""
    assert says(client, hand, SAID).get_json() == {"status": "accepted"}
    assert says(client, hand, SAID).get_json() == {"status": "duplicate"}
    assert len(quiet_town.tickets()) == 1


def test_talk_is_accepted_and_leaves_no_receipt(client: Client, hand: Hand, quiet_town: Town) -> None:
    """Chit-chat is answered with 200 and is not written down."""
    assert says(client, hand, {**SAID, "text": "今天天气真好"}).status_code == 200
    with quiet_town.database.reading() as session:
        assert receipt_of(session, "bridge", "m1") is None


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_clock_300_seconds_off_is_let_in(client: Client, hand: Hand, seconds: int) -> None:
    """The window has both its ends."""
    body = json.dumps(dict(SAID)).encode()
    headers = signed_headers(SECRET.encode(), body, hand() + timedelta(seconds=seconds))
    assert client.post("/callback/bridge", data=body, headers=headers).status_code == 200


def test_signatures_keep_the_real_clock(client: Client, hand: Hand, parts: Parts) -> None:
    """A rehearsed county clock does not move the window."""
    parts.clock.shift(timedelta(days=400))
    assert says(client, hand, SAID).status_code == 200


def test_hex_digits_may_be_upper_case(client: Client, hand: Hand) -> None:
    """Gateways in other languages print them so."""
    body = json.dumps(dict(SAID)).encode()
    headers = signed_headers(SECRET.encode(), body, hand())
    headers[SIGNATURE_HEADER] = headers[SIGNATURE_HEADER].upper()
    assert client.post("/callback/bridge", data=body, headers=headers).status_code == 200


Forgery = Callable[[str, bytes], dict[str, str]]


def _signed(timestamp: str, body: bytes, secret: str = SECRET) -> dict[str, str]:
    return {TIMESTAMP_HEADER: timestamp, SIGNATURE_HEADER: sign(secret.encode(), timestamp, body)}


def _odd_time(odd: str) -> Forgery:
    return lambda _now, body: _signed(odd, body)


FORGERIES: tuple[Forgery, ...] = (
    lambda _now, _body: {},
    lambda now, _body: {TIMESTAMP_HEADER: now},
    lambda now, body: {SIGNATURE_HEADER: _signed(now, body)[SIGNATURE_HEADER]},
    lambda now, body: _signed(now, body, "another secret"),
    lambda now, body: _signed(now, body + b" "),
    lambda now, body: _signed(now, body) | {TIMESTAMP_HEADER: str(int(now) + 1)},
    lambda now, body: _signed(now, body) | {SIGNATURE_HEADER: "sha256="},
    lambda now, body: _signed(now, body) | {SIGNATURE_HEADER: "sha256=é"},
    lambda now, body: _signed(str(int(now) + 301), body),
    lambda now, body: _signed(str(int(now) - 301), body),
    *(_odd_time(odd) for odd in ("", "abc", "1e9", "-5", "NaN", "9" * 40, "1763784000.5")),
)


@pytest.mark.parametrize("forged", FORGERIES)
def test_a_forged_or_stale_signature_is_401(
    client: Client, hand: Hand, quiet_town: Town, forged: Any
) -> None:
    """Whatever is missing, wrong or stale: 401 and nothing happens."""
    body, now = json.dumps(dict(SAID)).encode(), str(int(hand().timestamp()))
    answer = client.post("/callback/bridge", data=body, headers=forged(now, body))
    assert (answer.status_code, set(answer.get_json())) == (401, {"error", "field"})
    assert SECRET not in answer.get_data(as_text=True)
    assert quiet_town.tickets() == []


def test_the_longest_body_is_taken_and_one_byte_more_is_413(client: Client, hand: Hand) -> None:
    """64 KiB is the limit, and a longer body is not judged further."""
    body = json.dumps({**SAID, "text": "哈"}).encode()
    full = body + b" " * (64 * 1024 - len(body))
    assert says(client, hand, full).status_code == 200
    assert says(client, hand, full + b" ").status_code == 413


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"message_id": None}, "message_id"),
        ({"message_id": ""}, "message_id"),
        ({"message_id": " "}, "message_id"),
        ({"message_id": 7}, "message_id"),
        ({"message_id": "m" * 129}, "message_id"),
        ({"message_id": "m\x00"}, "message_id"),
        ({"sender_id": "u\n1"}, "sender_id"),
        ({"sender_id": "\ud800"}, "sender_id"),
        ({"sender_id": True}, "sender_id"),
        ({"text": None}, "text"),
        ({"text": ["a"]}, "text"),
        ({"sent_at": "yesterday"}, "sent_at"),
        ({"sent_at": 1763784000}, "sent_at"),
        ({"sent_at": "0001-01-01T00:00:00+14:00"}, "sent_at"),
        ({"sent_at": "9999-12-31T23:59:59-14:00"}, "sent_at"),
        ({"group_id": 3}, "group_id"),
        ({"group_id": "\x7f"}, "group_id"),
        ({"sender_name": {}}, "sender_name"),
        ({"mentions_bot": "yes"}, "mentions_bot"),
        ({"mentions_bot": 1}, "mentions_bot"),
        ({"quote": "m0"}, "quote"),
        ({"quote": {"message_id": 1}}, "quote.message_id"),
        ({"quote": {"text": 1}}, "quote.text"),
        ({"attachments": {}}, "attachments"),
        ({"attachments": ["x"]}, "attachments[0]"),
        ({"attachments": [{"kind": "image"}]}, "attachments[0].url"),
        ({"attachments": [{"kind": "image", "url": "u"}] * 101}, "attachments"),
        ({"recall_of": 9}, "recall_of"),
    ],
)
def test_a_wrong_field_is_named(client: Client, hand: Hand, change: dict[str, Any], field: str) -> None:
    """400 says which field in one English sentence."""
    answer = says(client, hand, {**SAID, **change})
    assert (answer.status_code, answer.get_json()["field"]) == (400, field)
    assert answer.get_json()["error"].isascii()


@pytest.mark.parametrize("missing", ["message_id", "sender_id", "text", "sent_at"])
def test_a_missing_field_is_named(client: Client, hand: Hand, missing: str) -> None:
    """The four that must be there."""
    answer = says(client, hand, {key: value for key, value in SAID.items() if key != missing})
    assert (answer.status_code, answer.get_json()["field"]) == (400, missing)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b"\xff\xfe{}",
        b'{"text": "\xff"}',
        b"[" * 60_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"n": NaN}',
        b'{"n": -Infinity}',
        json.dumps({**SAID}).encode()[:-1] + b', "text": "twice"}',
    ],
)
def test_what_is_no_json_object_is_400(client: Client, hand: Hand, body: bytes) -> None:
    """The parser's traps end in a sentence."""
    answer = says(client, hand, body)
    assert (answer.status_code, set(answer.get_json())) == (400, {"error", "field"})


@pytest.mark.parametrize(
    "extra",
    [
        {"unknown": {"deep": [1, 2, 3]}},
        {"group_id": None, "sender_name": None, "quote": None, "attachments": None, "mentions_bot": None},
        {"group_id": "", "sender_name": "", "recall_of": "", "quote": {}, "attachments": []},
        {"sent_at": "2026-11-22T12:00:00"},
        {"sent_at": "2026-11-22T04:00:00Z"},
        {"text": "半个\ud83d字"},
        {"text": "\x00\x07"},
        {"text": ""},
        {"recall_of": "m0", "text": ""},
    ],
)
def test_what_a_gateway_may_leave_open_is_taken(client: Client, hand: Hand, extra: dict[str, Any]) -> None:
    """Nulls, empty strings, unknown keys and odd characters are no reason to refuse."""
    assert says(client, hand, {**SAID, **extra}).status_code == 200


def test_a_number_of_any_length_is_no_trap(client: Client, hand: Hand) -> None:
    """Digits beyond what Python would turn into an integer are taken in an unknown key."""
    body = json.dumps(dict(SAID)).encode()[:-1] + b', "n": ' + b"9" * 9_000 + b"}"
    assert says(client, hand, body).status_code == 200


def test_half_a_surrogate_pair_is_replaced(parts: Parts, hand: Hand) -> None:
    """What is no character becomes one that can be stored; a naive time is the county's."""
    fields = {**SAID, "text": "半个\ud83d字", "sent_at": "2026-11-22T12:00:00"}
    message = _received(parts, hand, fields)
    assert message.text == "半个�字"
    assert message.sent_at == datetime.fromisoformat("2026-11-22T12:00:00+08:00")


def test_a_whole_message_is_decoded(parts: Parts, hand: Hand) -> None:
    """Every field arrives where it belongs."""
    message = _received(
        parts,
        hand,
        {
            **SAID,
            "mentions_bot": True,
            "quote": {"message_id": "m0", "text": "【17号】"},
            "attachments": [{"kind": "image", "url": "http://x/1.jpg"}],
        },
    )
    assert (message.channel, message.message_id, message.sender_id) == ("bridge", "m1", "u-wang")
    assert (message.group_id, message.sender_name, message.mentions_bot) == ("g3", "王大妈", True)
    assert message.quote is not None
    assert (message.quote.message_id, message.quote.text) == ("m0", "【17号】")
    assert [(one.kind, one.url) for one in message.attachments] == [("image", "http://x/1.jpg")]


def _received(parts: Parts, hand: Hand, fields: dict[str, Any]) -> Message:
    body = json.dumps(fields).encode()
    headers = {name.lower(): value for name, value in signed_headers(SECRET.encode(), body, hand()).items()}
    request = WireRequest("POST", headers=headers, body=body)
    return parts.channels["bridge"].receive(request, hand()).messages[0]
