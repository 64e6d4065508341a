"""What third parties published about the platform decodes as stated, or is ignored for a stated reason."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from bot.channels.channel import ChannelError, Parcel, WireRefused, WireRequest
from bot.channels.wecom_aibot_message import read_aibot_message
from bot.channels.wecom_app import WeComApp
from bot.channels.wecom_app_events import UNKNOWN
from bot.channels.wecom_app_message import read_app_message
from bot.channels.wecom_crypto import CallbackCrypto, CryptoError, Stamp
from bot.channels.wecom_gate import Gate, Ignored, Said, Unreadable
from bot.channels.wecom_strays import ARCHIVE, ROBOT
from bot.channels.wecom_xml import read_xml, write_xml
from models.outbox import Choice
from tests.bot.making import REAL_NOON
from tests.channels.wecom_server import WeComServer
from tests.published import payloads, vectors

SENT, ANSWERED = "CgibinMessageSendRequest", "CgibinMessageSendResponse"
SENDING = (SENT, ANSWERED, "not-here")
HEARD_FROM_APP = {"ImageMessageEvent"}
HEARD_BY_BOT = {
    "text_group_quote",
    "mixed_group_quote",
    "image_single",
    "voice_single",
    "file_single",
    "video_single",
}


def _crypto(vector: dict[str, Any]) -> CallbackCrypto:
    key = vector.get("encoding_aes_key", "a" * 43)
    return CallbackCrypto(vector.get("token", ""), key, [vector.get("receiveid", "")])


def _query(vector: dict[str, Any]) -> dict[str, str]:
    """As it comes over HTTP: the plus of a base64 text that nobody encoded is a blank here."""
    query = {key: vector[key] for key in ("msg_signature", "timestamp", "nonce")}
    return query | {"echostr": vector.get("echostr", "").replace("+", " ")}


@pytest.mark.parametrize("vector", vectors())
def test_a_published_vector_gives_what_it_states(vector: dict[str, Any]) -> None:
    """Each by its kind."""
    VECTOR_KINDS[vector["kind"]](vector)


def _verify_url(vector: dict[str, Any]) -> None:
    gate = Gate("vector", _crypto(vector), 0)
    answer = gate.handshake(WireRequest("GET", _query(vector)), REAL_NOON).answer(())
    assert (answer.status, answer.body.decode()) == (200, vector["expected_plaintext"])
    encoded = parse_qs(urlencode(_query(vector) | {"echostr": vector["echostr"]}))
    well_encoded = {key: values[0] for key, values in encoded.items()}
    assert gate.handshake(WireRequest("GET", well_encoded), REAL_NOON).answer(()) == answer


def _verify_url_must_fail(vector: dict[str, Any]) -> None:
    with pytest.raises(WireRefused) as refused:
        Gate("vector", _crypto(vector), 0).handshake(WireRequest("GET", _query(vector)), REAL_NOON)
    assert refused.value.status == 403
    with pytest.raises(CryptoError) as error:
        _crypto(vector).check(_stamp(vector), vector["echostr"])
    assert error.value.code == vector["expected_error"]


def _decrypt(vector: dict[str, Any]) -> None:
    heard: list[str] = []

    def read(plain: bytes) -> Ignored:
        heard.append(plain.decode())
        return Ignored("read")

    request = WireRequest("POST", _query(vector), body=vector["post_body"].encode())
    Gate("vector", _crypto(vector), 0).hear(request, REAL_NOON, read)
    assert heard == [vector["expected_plaintext"]]


def _encrypt(vector: dict[str, Any]) -> None:
    crypto = _crypto(vector)
    encrypted = crypto.encrypt(vector["plaintext"].encode(), vector["random16"].encode())
    assert encrypted == vector["expected_encrypt"]
    assert crypto.decrypt(encrypted).decode() == vector["plaintext"]
    if "expected_envelope" in vector:
        signature = crypto.sign(vector["timestamp"], vector["nonce"], encrypted)
        assert signature == vector["expected_msg_signature"]
        fields = {"Encrypt": encrypted, "MsgSignature": signature}
        fields |= {"TimeStamp": vector["timestamp"], "Nonce": vector["nonce"]}
        ours, theirs = read_xml(write_xml(fields)), read_xml(vector["expected_envelope"].encode())
        assert [(one.tag, one.text) for one in ours] == [(one.tag, one.text) for one in theirs]


def _signature_only(vector: dict[str, Any]) -> None:
    _crypto(vector).check(_stamp(vector), vector["encrypt"])


def _bad_key(vector: dict[str, Any]) -> None:
    with pytest.raises(CryptoError) as error:
        _crypto(vector)
    assert error.value.code == vector["expected_error"]


def _stamp(vector: dict[str, Any]) -> Stamp:
    return Stamp(vector["timestamp"], vector["nonce"], vector["msg_signature"])


VECTOR_KINDS = {
    "verify_url": _verify_url,
    "verify_url_must_fail": _verify_url_must_fail,
    "decrypt_message_xml": _decrypt,
    "decrypt_message_json": _decrypt,
    "encrypt_message": _encrypt,
    "signature_only": _signature_only,
    "bad_encoding_aes_key": _bad_key,
}


@pytest.mark.parametrize("sample", payloads("wecom_app"))
def test_a_published_payload_of_an_application(sample: dict[str, Any]) -> None:
    """A message is heard, everything else has a reason for being ignored."""
    heard = read_app_message("app", REAL_NOON, sample["body"].encode())
    if isinstance(heard, Said):
        assert sample["name"] in HEARD_FROM_APP
        assert heard.message.sender_id == "fromUser"
    else:
        assert sample["name"] not in HEARD_FROM_APP
        assert heard.reason != UNKNOWN


@pytest.mark.parametrize("sample", payloads("wecom_aibot"))
def test_a_published_payload_of_an_ai_bot(sample: dict[str, Any]) -> None:
    """The same; what a sample calls group is a group, and the quoted words are there."""
    body = sample["body"]
    heard = read_aibot_message("aibot", REAL_NOON, json.dumps(body).encode())
    if isinstance(heard, Ignored):
        assert sample["name"] not in HEARD_BY_BOT
        assert heard.reason != UNKNOWN
        return
    message = heard.message
    assert sample["name"] in HEARD_BY_BOT
    assert (message.message_id, message.sender_id) == (body["msgid"], "USERID")
    assert message.group_id == body.get("chatid")
    assert message.mentions_bot is ("chatid" in body)
    quoted = body["quote"]["text"]["content"] if "quote" in body else None
    assert (message.quote.text if message.quote else None) == quoted


@pytest.mark.parametrize("sample", payloads("wecom_group_robot"))
def test_a_published_payload_of_a_group_robot(sample: dict[str, Any]) -> None:
    """The AI bot's channel hears what the older robots write, and the application's says where it belongs."""
    plain = sample["body"].encode()
    heard = read_aibot_message("aibot", REAL_NOON, plain)
    if isinstance(heard, Said):
        assert heard.message.text.startswith("@")
        assert heard.message.sender_name == "张三"
    else:
        assert heard.reason != UNKNOWN
    assert read_app_message("app", REAL_NOON, plain) == Ignored(ROBOT, alarming=True)


@pytest.mark.parametrize("sample", payloads("wecom_msgaudit"))
def test_a_published_record_of_the_archive(sample: dict[str, Any]) -> None:
    """It comes by another way, and is nobody's callback."""
    for read in (read_app_message, read_aibot_message):
        told = read("x", REAL_NOON, json.dumps(sample["body"]).encode())
        assert told == Ignored(ARCHIVE, alarming=True)


@pytest.mark.parametrize("sample", payloads("wecom_api"))
def test_a_published_call_is_no_callback(sample: dict[str, Any]) -> None:
    """What passes between a program and the API says nothing to us if it comes in by mistake."""
    for read in (read_app_message, read_aibot_message):
        with suppress(Unreadable):
            assert isinstance(read("x", REAL_NOON, json.dumps(sample["body"]).encode()), Ignored)


@pytest.mark.parametrize("sample", [one for one in payloads("wecom_api") if str(one.id).endswith(SENDING)])
def test_what_we_send_has_the_published_shape(
    sample: dict[str, Any], app: WeComApp, platform: WeComServer
) -> None:
    """No key of ours is unknown there, and the published answer with unreachable members is a failure."""
    choices = (Choice("是", "确认 17"), Choice("误报", "误报 17"))
    if sample["name"] == SENT:
        app.send(Parcel("d-1", "请确认【17号】", user_id="li", attempt=2))
        app.send(Parcel("d-2", "请确认【17号】", user_id="li", choices=choices))
        for sent in platform.taken:
            assert set(sent) <= set(sample["body"])
        text, card = (sent[sent["msgtype"]] for sent in platform.taken)
        assert set(text) <= set(sample["body"]["text"])
        assert set(card) - {"button_list"} <= set(sample["body"]["template_card"])
    else:
        platform.script.append(sample["body"])
        with pytest.raises(ChannelError) as error:
            app.send(Parcel("d-1", "请确认【17号】", user_id="userid1"))
        assert (error.value.code, error.value.permanent) == ("invaliduser", True)
