"""What every channel does, whatever it speaks: one class, each kind of channel through it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from bot.channels.channel import Channel, ChannelError, Parcel, WireRefused, WireRequest
from bot.channels.signature import signed_headers
from bot.web.app import build_application
from handlers.inbox import Reception
from handlers.message import Message
from tests.bot.making import SECRET, Hand, make_parts
from tests.channels.envelopes import Sealer, text_xml, to_bot
from tests.channels.kinds_made import make_aibot, make_app, make_channel
from tests.channels.wecom_server import HANG_UP, WeComServer
from tests.gateway import DROP, Gateway
from tests.town import Town


@dataclass(frozen=True)
class Rig:
    """A channel with its platform around it, and what differs from kind to kind."""

    channel: Channel
    says: Callable[[datetime, str, str], WireRequest]
    """At a time, under a message id, these words of zhao's, in the chat of `parcel`."""
    forge: Callable[[WireRequest], WireRequest]
    forged_status: int
    parcel: Parcel
    heard: Callable[[], list[str]]
    """The words that arrived outside."""
    lose_next_answer: Callable[[], None]
    quotes: bool = False
    in_group: bool = False
    opens: bool = False
    """Whether somebody must have spoken before the bot may."""
    shakes_hands: bool = True


def bridge_rig(hand: Hand, stack: ExitStack) -> Rig:
    """A gateway's bridge."""
    gateway = stack.enter_context(Gateway())
    table = {"name": "bridge", "kind": "bridge", "secret": SECRET, "deliver_url": gateway.url}

    def says(at: datetime, message_id: str, words: str) -> WireRequest:
        fields = {"message_id": message_id, "sender_id": "zhao", "text": words, "group_id": "g1"}
        fields["sent_at"] = at.isoformat()
        body = json.dumps(fields | {"quote": {"text": "【17号】"}}).encode()
        headers = signed_headers(SECRET.encode(), body, at)
        return WireRequest("POST", headers={key.lower(): value for key, value in headers.items()}, body=body)

    return Rig(
        channel=make_channel(hand, table),
        says=says,
        forge=lambda request: replace(request, body=request.body + b" "),
        forged_status=401,
        parcel=Parcel("d-1", "【17号】已受理", group_id="g1"),
        heard=lambda: [one["text"] for one in {p["delivery_id"]: p for p in gateway.seen}.values()],
        lose_next_answer=lambda: gateway.script.append(DROP),
        quotes=True,
        in_group=True,
        shakes_hands=False,
    )


def app_rig(hand: Hand, stack: ExitStack) -> Rig:
    """An application."""
    platform, sealer = stack.enter_context(WeComServer()), Sealer()
    return Rig(
        channel=make_app(hand, api_base_url=platform.url),
        says=lambda at, message_id, words: sealer.xml(at, text_xml(words, message_id=message_id)),
        forge=_with_another_nonce,
        forged_status=403,
        parcel=Parcel("d-1", "【17号】已受理", user_id="zhao"),
        heard=lambda: [one["text"]["content"] for one in platform.taken],
        lose_next_answer=lambda: platform.script.append(HANG_UP),
    )


def aibot_rig(hand: Hand, stack: ExitStack) -> Rig:
    """An AI bot in a group."""
    platform, sealer = stack.enter_context(WeComServer()), Sealer(receive_id="")

    def says(at: datetime, message_id: str, words: str) -> WireRequest:
        rest: dict[str, Any] = {"msgid": message_id, "chattype": "group", "chatid": "wr1"}
        rest |= {"quote": {"msgtype": "text", "text": {"content": "【17号】"}}}
        rest |= {"response_url": platform.response_url(message_id)}
        return sealer.json(at, to_bot(f"@网格助手 {words}", **rest))

    return Rig(
        channel=make_aibot(hand),
        says=says,
        forge=_with_another_nonce,
        forged_status=403,
        parcel=Parcel("d-1", "【17号】已受理", group_id="wr1"),
        heard=lambda: [one["markdown"]["content"] for one in platform.taken],
        lose_next_answer=lambda: platform.script.append(HANG_UP),
        quotes=True,
        in_group=True,
        opens=True,
    )


def _with_another_nonce(request: WireRequest) -> WireRequest:
    return replace(request, query=dict(request.query) | {"nonce": "another"})


RIGS: Mapping[str, Callable[[Hand, ExitStack], Rig]] = {
    "bridge": bridge_rig,
    "wecom_app": app_rig,
    "wecom_aibot": aibot_rig,
}


@pytest.fixture(params=RIGS)
def rig(request: pytest.FixtureRequest, hand: Hand) -> Iterator[Rig]:
    """Each kind in turn."""
    with ExitStack() as stack:
        yield RIGS[request.param](hand, stack)


@pytest.fixture(name="client")
def _client(rig: Rig, hand: Hand, quiet_town: Town) -> Client:
    """The whole house behind the channel."""
    parts = make_parts(quiet_town.office, hand, county=quiet_town.now)
    return Client(build_application(replace(parts, channels={rig.channel.name: rig.channel})))


def heard_by(rig: Rig, hand: Hand, message_id: str = "m1", words: str = "待办") -> Message:
    """What the channel makes of a request."""
    (message,) = rig.channel.receive(rig.says(hand(), message_id, words), hand()).messages
    return message


def over_http(client: Client, rig: Rig, request: WireRequest) -> TestResponse:
    """The request as it comes over the wire."""
    path, headers = f"/callback/{rig.channel.name}", dict(request.headers)
    kwargs: dict[str, Any] = {"query_string": dict(request.query), "headers": headers, "data": request.body}
    return client.open(path, method=request.method, **kwargs)


class TestEveryChannel:
    """The contract between a channel and the house."""

    def test_it_has_a_name_a_kind_and_a_limit(self, rig: Rig) -> None:
        """By which it is mounted, built and bounded."""
        assert rig.channel.name
        assert rig.channel.kind in RIGS
        assert rig.channel.body_limit > 0

    def test_ids_and_words_come_through(self, rig: Rig, hand: Hand) -> None:
        """Unchanged, and with a time that knows its zone."""
        message = heard_by(rig, hand, words="待办 17")
        assert (message.channel, message.message_id, message.sender_id) == (rig.channel.name, "m1", "zhao")
        assert message.text.endswith("待办 17")
        assert message.sent_at.tzinfo is not None
        assert message.group_id == (rig.parcel.group_id if rig.in_group else None)

    def test_the_same_request_makes_the_same_message(self, rig: Rig, hand: Hand) -> None:
        """That is how the inbox knows it again."""
        assert heard_by(rig, hand) == heard_by(rig, hand)

    def test_a_quote_comes_through_where_there_is_one(self, rig: Rig, hand: Hand) -> None:
        """With the words, whose number the house looks for."""
        quote = heard_by(rig, hand).quote
        assert (quote is not None and quote.text == "【17号】") is rig.quotes

    def test_a_duplicate_is_answered_with_200(self, rig: Rig, hand: Hand) -> None:
        """Repeats are harmless, and never an error."""
        received = rig.channel.receive(rig.says(hand(), "m1", "待办"), hand())
        assert received.answer([Reception.ACCEPTED]).status == 200
        assert received.answer([Reception.DUPLICATE]).status == 200

    def test_a_forged_request_is_refused(self, rig: Rig, hand: Hand) -> None:
        """In one sentence that holds no secret."""
        with pytest.raises(WireRefused) as refused:
            rig.channel.receive(rig.forge(rig.says(hand(), "m1", "待办")), hand())
        assert refused.value.status == rig.forged_status
        assert SECRET not in refused.value.error

    def test_an_old_request_is_refused(self, rig: Rig, hand: Hand) -> None:
        """Whoever recorded one can do nothing with it the next day."""
        request = rig.says(hand(), "m1", "待办")
        hand.move(days=1)
        with pytest.raises(WireRefused):
            rig.channel.receive(request, hand())

    def test_what_is_too_long_is_413(self, rig: Rig, hand: Hand) -> None:
        """One byte over the limit."""
        body = b" " * (rig.channel.body_limit + 1)
        with pytest.raises(WireRefused) as refused:
            rig.channel.receive(replace(rig.says(hand(), "m1", "待办"), body=body), hand())
        assert refused.value.status == 413

    def test_a_handshake_is_answered_only_by_those_who_have_one(self, rig: Rig, hand: Hand) -> None:
        """A GET that is none is refused in any case."""
        with pytest.raises(WireRefused):
            rig.channel.receive(WireRequest("GET"), hand())
        if rig.shakes_hands:
            sealer = Sealer(receive_id="") if rig.opens else Sealer()
            received = rig.channel.receive(sealer.handshake(hand()), hand())
            assert received.messages == ()
            assert received.answer(()).body == b"1288432023552776189"

    def test_a_parcel_arrives(self, rig: Rig, hand: Hand) -> None:
        """With its words as they are."""
        _open(rig, hand)
        rig.channel.send(rig.parcel)
        assert rig.heard() == [rig.parcel.text]

    def test_a_lost_answer_does_not_double_the_words(self, rig: Rig, hand: Hand) -> None:
        """The parcel is sent again under the same id, and read once."""
        _open(rig, hand)
        rig.lose_next_answer()
        with pytest.raises(ChannelError) as error:
            rig.channel.send(rig.parcel)
        assert not error.value.permanent
        rig.channel.send(replace(rig.parcel, attempt=2))
        assert rig.heard() == [rig.parcel.text]

    def test_an_error_says_no_word_of_the_message(self, rig: Rig, hand: Hand) -> None:
        """It goes into metrics and logs."""
        _open(rig, hand)
        rig.lose_next_answer()
        with pytest.raises(ChannelError) as error:
            rig.channel.send(rig.parcel)
        assert error.value.code.isascii()
        assert rig.parcel.text not in repr(rig.parcel)

    def test_silence_outside_means_silence(self, rig: Rig, hand: Hand, client: Client) -> None:
        """A stranger's small talk in the whole house: 200, and no word back."""
        answer = over_http(client, rig, rig.says(hand(), "m9", "今天天气真好"))
        assert answer.status_code == 200
        assert "天气" not in answer.get_data(as_text=True)

    def test_a_forgery_over_http_has_its_status(self, rig: Rig, hand: Hand, client: Client) -> None:
        """401 on the bridge, 403 on platforms."""
        forged = rig.forge(rig.says(hand(), "m1", "待办"))
        assert over_http(client, rig, forged).status_code == rig.forged_status


def _open(rig: Rig, hand: Hand) -> None:
    if rig.opens:
        heard_by(rig, hand)
