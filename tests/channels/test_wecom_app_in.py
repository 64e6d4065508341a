"""What members tell an application: words, pictures and clicks are heard, and the rest has a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from werkzeug.test import Client, TestResponse

from bot.channels.channel import WireRequest
from bot.channels.wecom_app import WeComApp
from bot.channels.wecom_app_events import ALARMING_EVENTS, SILENT_EVENTS, UNKNOWN
from bot.channels.wecom_app_message import read_app_message
from bot.channels.wecom_gate import Ignored, Said
from bot.delivery import deliver_due
from bot.parts import Parts
from bot.web.app import build_application
from handlers.inbox import Reception
from handlers.message import Attachment, Message
from tests.bot.making import REAL_NOON, Hand, make_parts
from tests.channels.envelopes import CORP, Sealer, click_xml, text_xml
from tests.channels.kinds_made import make_app
from tests.channels.wecom_server import WeComServer
from tests.town import CHANNEL, Town

OURS = Sealer()


def heard(plain: str) -> Message:
    """The message of a callback's XML."""
    said = read_app_message("app", REAL_NOON, plain.encode())
    assert isinstance(said, Said)
    return said.message


def ignored(plain: str) -> Ignored:
    """Why a callback's XML is not acted on."""
    reason = read_app_message("app", REAL_NOON, plain.encode())
    assert isinstance(reason, Ignored)
    return reason


def event_xml(event: str) -> str:
    """An event without anything that would be needed."""
    return f"<xml><FromUserName>sys</FromUserName><MsgType>event</MsgType><Event>{event}</Event></xml>"


def test_words_of_a_member_are_a_private_message() -> None:
    """Ids as they come, the time in seconds; no application is in a group."""
    assert heard(text_xml("3栋楼上半夜放音响", sender="Zhao", at=1795320000)) == Message(
        channel="app",
        message_id="7000000000000000001",
        sender_id="Zhao",
        text="3栋楼上半夜放音响",
        sent_at=datetime.fromtimestamp(1795320000, UTC),
    )


def test_words_without_cdata_and_with_entities_are_the_same() -> None:
    """Some platforms' libraries write it so."""
    plain = text_xml("a").replace("<![CDATA[a]]>", "3 &lt; 5 &amp;&#x4e2d;")
    assert heard(plain).text == "3 < 5 &中"


@pytest.mark.parametrize("seconds", ["", "soon", "-1", "9" * 30, "0"])
def test_a_time_that_is_none_becomes_that_of_the_request(seconds: str) -> None:
    """A message is not lost for its time."""
    assert heard(text_xml("待办").replace("1795320000", seconds)).sent_at == REAL_NOON


def test_a_message_without_an_id_gets_the_same_one_each_time() -> None:
    """So that a repetition is known."""
    bare = text_xml("待办").replace("<MsgId>7000000000000000001</MsgId>", "")
    assert heard(bare).message_id == heard(bare).message_id != heard(bare.replace("待办", "帮助")).message_id


def test_a_picture_comes_with_its_address() -> None:
    """And without words."""
    plain = text_xml("").replace("[text]", "[image]").replace("<MsgId>", "<PicUrl>http://p/1</PicUrl><MsgId>")
    assert (heard(plain).text, heard(plain).attachments) == ("", (Attachment("image", "http://p/1"),))


@pytest.mark.parametrize("kind", ["voice", "video", "location", "link"])
def test_what_has_no_words_is_ignored_for_a_reason(kind: str) -> None:
    """Each by its own."""
    assert ignored(text_xml("").replace("[text]", f"[{kind}]")).reason != UNKNOWN


@pytest.mark.parametrize("event", SILENT_EVENTS)
def test_events_say_nothing(event: str) -> None:
    """In whatever case the platform spells them."""
    for spelled in (event, event.upper()):
        assert ignored(event_xml(spelled)).reason != UNKNOWN


@pytest.mark.parametrize("event", ALARMING_EVENTS)
def test_an_application_about_to_be_switched_off_alarms(
    app: WeComApp, hand: Hand, event: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The platform ends unused ones."""
    assert ignored(event_xml(event)).alarming
    app.receive(OURS.xml(hand(), event_xml(event)), hand())
    assert "callback_ignored" in capsys.readouterr().out


def test_what_nobody_knows_is_ignored_too() -> None:
    """The platform adds events now and then."""
    assert ignored(event_xml("something_new")).reason == UNKNOWN
    assert ignored(text_xml("").replace("[text]", "[hologram]")).reason == UNKNOWN
    assert "代开发" in ignored("<xml><InfoType>suite_ticket</InfoType></xml>").reason


@pytest.mark.parametrize("spelled", ["Option", "Opiton"])
def test_a_click_says_what_is_on_its_button(spelled: str) -> None:
    """An option chosen before outweighs the button; the platform has spelled options in two ways."""
    assert heard(click_xml("say:确认 17", spelled=spelled)).text == "确认 17"
    chosen = heard(click_xml("submit", ("say:误报 17",), spelled))
    assert (chosen.text, chosen.sender_id, chosen.group_id) == ("误报 17", "li", None)


def test_two_clicks_in_one_second_are_two_messages() -> None:
    """On different buttons; the same click sent again is the same message."""
    first, other = heard(click_xml("say:确认 17")), heard(click_xml("say:误报 17"))
    assert first.message_id == heard(click_xml("say:确认 17")).message_id != other.message_id


def test_a_card_of_another_program_says_nothing() -> None:
    """Its keys are not words."""
    assert "not ours" in ignored(click_xml("key111", ("O1",))).reason


def test_a_click_is_answered_so_that_nobody_clicks_twice(app: WeComApp, hand: Hand) -> None:
    """The buttons give way to a word, for the one who clicked."""
    received = app.receive(OURS.xml(hand(), click_xml("say:确认 17")), hand())
    reply = OURS.reply_in_xml(received.answer([Reception.ACCEPTED]))
    assert "<MsgType>update_button</MsgType><Button><ReplaceName>已收到</ReplaceName></Button>" in reply
    assert f"<ToUserName>li</ToUserName><FromUserName>{CORP}</FromUserName>" in reply


def test_a_message_is_answered_with_nothing(app: WeComApp, hand: Hand) -> None:
    """What is to be said comes by message/send, once, whatever becomes of this connection."""
    received = app.receive(OURS.xml(hand(), text_xml("待办")), hand())
    assert received.answer([Reception.DUPLICATE]).body == b""


@pytest.fixture(name="parts")
def _parts(hand: Hand, platform: WeComServer, quiet_town: Town) -> Parts:
    """The whole house behind an application by the name under which the town's people are known."""
    parts = make_parts(quiet_town.office, hand, county=quiet_town.now)
    return replace(parts, channels={CHANNEL: make_app(hand, name=CHANNEL, api_base_url=platform.url)})


@pytest.fixture(name="post")
def _post(parts: Parts) -> Callable[[WireRequest], TestResponse]:
    """Posts a callback over HTTP."""
    client = Client(build_application(parts))

    def post(request: WireRequest) -> TestResponse:
        query = dict(request.query)
        return client.open(
            f"/callback/{CHANNEL}", method=request.method, query_string=query, data=request.body
        )

    return post


def test_from_a_members_words_to_an_answer(
    parts: Parts, post: Callable[[WireRequest], TestResponse], hand: Hand, platform: WeComServer
) -> None:
    """Sealed words in, nothing back, and the answer by message/send, once."""
    request = OURS.xml(hand(), text_xml("待办", sender="u-zhao"))
    answer = post(request)
    assert (answer.status_code, answer.get_data()) == (200, b"")
    deliver_due(parts, hand())
    (sent,) = platform.taken
    assert (sent["touser"], sent["msgtype"]) == ("u-zhao", "text")


def test_the_address_is_confirmed_over_http(post: Callable[[WireRequest], TestResponse], hand: Hand) -> None:
    """As the admin console does it when the address is entered."""
    answer = post(OURS.handshake(hand()))
    assert (answer.status_code, answer.get_data(as_text=True)) == (200, "1288432023552776189")
