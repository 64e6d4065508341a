"""The gate of a callback address lets in what is signed, fresh and meant for us, and nothing breaks it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.channel import Received, WireRefused, WireRequest
from bot.channels.wecom_aibot import WeComAiBot
from bot.channels.wecom_app import WeComApp
from bot.channels.wecom_crypto import CallbackCrypto, CryptoError
from bot.channels.wecom_xml import NotXml, read_xml, write_xml
from tests.bot.making import REAL_NOON, Hand
from tests.channels.envelopes import AES_KEY, CORP, TOKEN, Sealer, text_xml, to_bot
from tests.channels.kinds_made import make_aibot, make_app

OURS = Sealer()
BRIEF = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>'


def refused(app: WeComApp | WeComAiBot, request: WireRequest, at: Hand) -> int:
    """With which status a request is refused."""
    with pytest.raises(WireRefused) as refusal:
        app.receive(request, at())
    assert TOKEN not in refusal.value.error
    return refusal.value.status


def test_the_address_is_confirmed_bare(app: WeComApp, hand: Hand) -> None:
    """No quotes, no newline, whatever is in it; a plus may have come as a blank."""
    request = OURS.handshake(hand(), echo=b"7 \xe4\xbd\xa0")
    blanks = {key: value.replace("+", " ") for key, value in request.query.items()}
    for query in (request.query, blanks):
        answer = app.receive(replace(request, query=query), hand()).answer(())
        assert (answer.status, answer.body) == (200, b"7 \xe4\xbd\xa0")


@pytest.mark.parametrize("missing", ["msg_signature", "timestamp", "nonce", "echostr"])
def test_a_check_without_one_of_its_parts_is_403(app: WeComApp, hand: Hand, missing: str) -> None:
    """Nothing is guessed."""
    query = dict(OURS.handshake(hand()).query)
    del query[missing]
    assert refused(app, WireRequest("GET", query), hand) == 403


@pytest.mark.parametrize(
    "sealer",
    [
        Sealer(token="another"),
        Sealer(receive_id="ww-another"),
        Sealer(receive_id=""),
        Sealer(aes_key="z" * 43),
    ],
)
def test_a_check_of_somebody_else_is_403(app: WeComApp, hand: Hand, sealer: Sealer) -> None:
    """Another token, another corporation, another key."""
    assert refused(app, sealer.handshake(hand()), hand) == 403


@pytest.mark.parametrize("sealer", [Sealer(token="another"), Sealer(receive_id="ww-another")])
def test_a_message_of_somebody_else_is_403(app: WeComApp, hand: Hand, sealer: Sealer) -> None:
    """The same for messages."""
    assert refused(app, sealer.xml(hand(), text_xml("待办")), hand) == 403


@pytest.mark.parametrize("max_age", [60, 3600])
def test_a_callback_may_be_as_old_as_is_set(hand: Hand, max_age: int) -> None:
    """By the real clock, to the second; a clock that runs ahead of ours is no reason to refuse."""
    app = make_app(hand, max_age=max_age)
    for age, is_fresh in ((max_age, True), (max_age + 1, False), (-600, True)):
        request = OURS.xml(hand() - timedelta(seconds=age), text_xml("待办"))
        if is_fresh:
            assert len(app.receive(request, hand()).messages) == 1
        else:
            assert refused(app, request, hand) == 403


def test_zero_lets_any_age_in(hand: Hand) -> None:
    """For samples of years ago."""
    app = make_app(hand, max_age=0)
    request = OURS.xml(REAL_NOON - timedelta(days=4000), text_xml("待办"))
    assert len(app.receive(request, hand()).messages) == 1


def test_both_names_of_the_corporation_are_taken(hand: Hand) -> None:
    """`app_id` and `corp_id` are synonyms, and a number is as good as a text."""
    app = make_app(hand, corp_id="", app_id=5823)
    assert app.receive(Sealer(receive_id="5823").handshake(hand()), hand()).answer(()).status == 200


@pytest.mark.parametrize("receive_id", ["", CORP])
def test_a_robot_is_nobodys_or_the_corporations(hand: Hand, receive_id: str) -> None:
    """A corporation's own bot has no receiveid; samples with one exist."""
    aibot = make_aibot(hand, corp_id=CORP)
    request = Sealer(receive_id=receive_id).json(hand(), to_bot("待办"))
    assert len(aibot.receive(request, hand()).messages) == 1
    assert refused(aibot, Sealer(receive_id="ww-another").json(hand(), to_bot("待办")), hand) == 403


def test_either_envelope_is_opened(app: WeComApp, hand: Hand) -> None:
    """XML and JSON around the same ciphertext."""
    assert len(app.receive(OURS.json(hand(), text_xml("待办").encode()), hand()).messages) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<",
        b"<xml>",
        b"<xml></xml>",
        b"<xml><Encrypt></Encrypt></xml>",
        b"{}",
        b'{"encrypt": {}}',
        b'{"encrypt": null}',
        b"[]",
        BOMB,
        b"<a>" * 500,
        b"\xff",
    ],
)
def test_what_is_no_envelope_is_400(app: WeComApp, hand: Hand, body: bytes) -> None:
    """Entities and deep nesting among it."""
    assert refused(app, replace(OURS.xml(hand(), ""), body=body), hand) == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD"])
def test_other_methods_are_405(app: WeComApp, hand: Hand, method: str) -> None:
    """A platform uses two."""
    assert refused(app, WireRequest(method), hand) == 405


def nothing(received: Received) -> bool:
    """Whether nobody is heard and the platform is told that all is well."""
    answer = received.answer(())
    return received.messages == () and (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"hello",
        b"<xml>",
        BOMB,
        b"<xml><MsgType>text</MsgType></xml>",
        b"\xff\xfe",
        b"<xml><A>1</A></xml>",
    ],
)
def test_what_is_signed_but_makes_no_sense_is_taken_and_alarmed(
    app: WeComApp, hand: Hand, plain: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sending it again would not help; the operator is told, without its words."""
    assert nothing(app.receive(OURS.xml(hand(), plain), hand()))
    assert "callback_unreadable" in capsys.readouterr().out


def test_what_our_key_does_not_open_is_taken_and_alarmed(
    app: WeComApp, hand: Hand, capsys: pytest.CaptureFixture[str]
) -> None:
    """Signed with our token, sealed with another key: a mistake in the configuration."""
    assert nothing(app.receive(Sealer(aes_key="z" * 43).xml(hand(), text_xml("待办")), hand()))
    assert "EncodingAESKey" in capsys.readouterr().out


@BRIEF
@given(plain=st.binary(max_size=500))
def test_signed_bytes_never_break_a_channel(app: WeComApp, aibot: WeComAiBot, plain: bytes) -> None:
    """Whatever the platform may come to send."""
    assert app.receive(OURS.xml(REAL_NOON, plain), REAL_NOON).answer(()).status == 200
    assert aibot.receive(Sealer(receive_id="").json(REAL_NOON, plain), REAL_NOON).answer(()).status == 200


@BRIEF
@given(body=st.binary(max_size=500), query=st.dictionaries(st.sampled_from(["nonce", "echostr"]), st.text()))
def test_bytes_of_a_stranger_never_break_a_channel(app: WeComApp, body: bytes, query: dict[str, str]) -> None:
    """They are refused in order."""
    for method in ("GET", "POST"):
        with pytest.raises(WireRefused):
            app.receive(WireRequest(method, query, body=body), REAL_NOON)


@pytest.mark.parametrize("key", ["", "a" * 42, "a" * 44, "a" * 42 + "$", "a" * 42 + "é", "a" * 42 + "\n"])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    """43 letters and digits, exactly."""
    with pytest.raises(CryptoError) as error:
        CallbackCrypto(TOKEN, key, [""])
    assert error.value.code == -40004


@given(plain=st.binary(max_size=200), salt=st.binary(min_size=16, max_size=16))
def test_what_we_seal_opens_again(plain: bytes, salt: bytes) -> None:
    """With our own opener and with the one of the tests, at every length."""
    crypto = CallbackCrypto(TOKEN, AES_KEY, [CORP])
    assert crypto.decrypt(crypto.encrypt(plain, salt)) == plain
    assert OURS.opened(crypto.encrypt(plain, salt)) == plain
    assert crypto.decrypt(OURS.sealed(plain)) == plain


@pytest.mark.parametrize("encrypted", ["", "a", "====", "YWJj", "A" * 43 + "=", "é"])
def test_what_is_no_ciphertext_is_named(encrypted: str) -> None:
    """By the code of the platform's own library."""
    with pytest.raises(CryptoError) as error:
        CallbackCrypto(TOKEN, AES_KEY, [CORP]).decrypt(encrypted)
    assert error.value.code in (-40007, -40010)


@given(words=st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"])))
def test_what_we_write_in_xml_is_read_again(words: str) -> None:
    """Brackets, ampersands and the end of a CDATA section among it."""
    try:
        assert read_xml(write_xml({"A": {"B": words}, "N": 7})).findtext("A/B") == words
    except NotXml:
        assert not words.isprintable()


def test_the_envelope_of_a_robot_is_json_with_small_letters(aibot: WeComAiBot, hand: Hand) -> None:
    """An answer inside the callback is signed with the nonce of the request, its time a number."""
    sealer = Sealer(receive_id="")
    refresh = {"msgid": "m", "msgtype": "stream", "stream": {"id": "S1"}, "from": {"userid": "zhao"}}
    received = aibot.receive(sealer.json(hand(), refresh), hand())
    assert received.messages == ()
    told = sealer.reply_in_json(received.answer(()))
    assert told == {"msgtype": "stream", "stream": {"id": "S1", "finish": True, "content": ""}}
    assert set(json.loads(received.answer(()).body)) == {"encrypt", "msgsignature", "timestamp", "nonce"}
