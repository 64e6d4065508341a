"""Whatever comes rightly signed, or nearly, breaks neither a channel nor the house behind it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from bot.channels.channel import WireRefused, WireRequest
from bot.channels.wecom_aibot import WeComAiBot
from bot.channels.wecom_app import WeComApp
from bot.channels.wecom_tree import Node, NotATree, read_tree
from bot.web.app import build_application
from tests.bot.making import REAL_NOON, Hand, make_parts
from tests.channels.envelopes import Sealer, click_xml, text_xml, to_bot
from tests.town import Town

BRIEF = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
XML_SAMPLES = (text_xml("待办 17"), click_xml("say:确认 17", ("say:误报 17",)))
JSON_SAMPLES: tuple[dict[str, Any], ...] = (
    to_bot(
        "@助手 接单 17", chattype="group", chatid="wr1", quote={"msgtype": "text", "text": {"content": "甲"}}
    ),
    to_bot("", msgtype="mixed", mixed={"msg_item": [{"msgtype": "text", "text": {"content": "甲"}}]}),
    to_bot(
        "", msgtype="event", event={"eventtype": "template_card_event", "event_key": "say:1", "task_id": "t"}
    ),
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def broken_text(draw: st.DrawFn) -> bytes:
    """A callback of ours with a piece taken out and another put in."""
    samples = [one.encode() for one in XML_SAMPLES] + [json.dumps(one).encode() for one in JSON_SAMPLES]
    plain = draw(st.sampled_from(samples))
    start, length = draw(st.integers(0, len(plain))), draw(st.integers(0, 40))
    return plain[:start] + draw(st.binary(max_size=12)) + plain[start + length :]


@st.composite
def odd_values(draw: st.DrawFn) -> bytes:
    """A callback of ours with a value of another type somewhere in it."""
    fields = json.loads(json.dumps(draw(st.sampled_from(JSON_SAMPLES))))
    table = fields
    while True:
        key = draw(st.sampled_from(sorted(table)))
        if not isinstance(table[key], dict) or not table[key] or draw(st.booleans()):
            break
        table = table[key]
    table[key] = draw(ODD)
    return json.dumps(fields).encode()


@BRIEF
@given(plain=broken_text() | odd_values())
def test_no_callback_breaks_a_channel(app: WeComApp, aibot: WeComAiBot, plain: bytes) -> None:
    """Rightly signed, it is heard or ignored, and answered with 200."""
    assert app.receive(Sealer().xml(REAL_NOON, plain), REAL_NOON).answer(()).status == 200
    assert aibot.receive(Sealer(receive_id="").json(REAL_NOON, plain), REAL_NOON).answer(()).status == 200


@BRIEF
@given(data=st.data())
def test_no_envelope_breaks_a_channel(app: WeComApp, data: st.DataObject) -> None:
    """Broken anywhere, it is let in or refused in order."""
    whole = data.draw(
        st.sampled_from([Sealer().xml(REAL_NOON, text_xml("a")), Sealer().json(REAL_NOON, b"{}")])
    )
    at = data.draw(st.integers(0, len(whole.body)))
    body = (
        whole.body[:at] + data.draw(st.binary(max_size=8)) + whole.body[at + data.draw(st.integers(0, 8)) :]
    )
    query = dict(whole.query) | data.draw(
        st.dictionaries(st.sampled_from(sorted(whole.query)), st.text(), max_size=1)
    )
    try:
        status = app.receive(WireRequest("POST", query, body=body), REAL_NOON).answer(()).status
    except WireRefused as refusal:
        status = refusal.status
    assert status in (200, 400, 403)


@settings(BRIEF, max_examples=40)
@given(plain=broken_text() | odd_values())
def test_no_callback_breaks_the_house(hand: Hand, app: WeComApp, quiet_town: Town, plain: bytes) -> None:
    """Over HTTP, with everything behind it: 200, and nothing goes into quarantine."""
    parts = make_parts(quiet_town.office, hand, county=quiet_town.now)
    client = Client(build_application(replace(parts, channels={app.name: app})))
    request = Sealer().xml(hand(), plain)
    answer = client.post(f"/callback/{app.name}", query_string=dict(request.query), data=request.body)
    assert answer.status_code == 200
    assert quiet_town.alarms == []


@given(body=st.binary(max_size=300))
def test_a_tree_is_read_or_refused(body: bytes) -> None:
    """Nothing else comes out of any bytes."""
    with suppress(NotATree):
        assert isinstance(read_tree(body), Node)
