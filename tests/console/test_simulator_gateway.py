"""The simulator as a gateway: it signs and checks as the bridge does, and shows every delivery once."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot.channels.signature import signed_headers
from bot.demo.cast import CHANNEL, the_cast
from bot.demo.transcript import Spoken, read_transcript, write_transcript
from bot.web.simulator.bridge import BridgeWire
from bot.web.simulator.gateway import Bridge, Gateway
from bot.web.simulator.posts import BOT, State, group_room, private_room
from bot.web.simulator.theatre import Theatre
from bot.web.simulator.wires import Words
from tests.console.moments import NOON
from tests.gateway import Gateway as Listener

SECRET = "between the two of us"
GROUP = "xingfu-3"


def gateway(url: str = "http://127.0.0.1:9/callback/demo", now: datetime = NOON) -> Gateway:
    """Our end of a bridge; by default nobody listens at the other."""
    return Gateway(Bridge(url, SECRET, lambda: now))


def theatre(gate: Gateway | None = None) -> Theatre:
    """A stage at noon, on the bridge alone."""
    return Theatre(the_cast(), {CHANNEL: wire(gate)}, lambda: NOON, Event())


def wire(gate: Gateway | None = None) -> BridgeWire:
    """The bridge's wire."""
    return BridgeWire(gate or gateway(), the_cast())


def test_it_trusts_only_fresh_words_signed_with_the_secret() -> None:
    """A delivery signed by the product is genuine; changed, stale, foreign or unsigned it is not."""
    body = b'{"delivery_id": "d1"}'
    signed = signed_headers(SECRET.encode(), body, NOON)
    assert gateway().is_genuine(signed, body)
    assert not gateway().is_genuine(signed, body + b" ")
    assert not gateway(now=NOON + timedelta(seconds=301)).is_genuine(signed, body)
    assert not gateway().is_genuine(signed_headers(b"another", body, NOON), body)
    assert not gateway().is_genuine({}, body)


def test_what_is_said_is_handed_in_as_the_contract_says() -> None:
    """A message carries who, where, when and what was quoted, under a signature that the product accepts."""
    wang = the_cast().players["wang"]
    with Listener() as listener:
        stage = theatre(gateway(listener.url))
        quoted = stage.say(wang, group_room(GROUP), Words("路灯坏了"))
        stage.say(wang, group_room(GROUP), Words("就是这个", mentions_bot=True, quote=quoted.id))
        headers, body = listener.requests[-1]
        assert gateway().is_genuine({name.title(): value for name, value in headers.items()}, body)
    first, second = listener.taken
    assert (first["group_id"], first["sender_id"], first["sender_name"]) == (GROUP, "wang", "王大妈")
    assert first["sent_at"] == "2026-11-18T12:00:00+08:00"
    assert second["quote"] == {"message_id": quoted.id, "text": "路灯坏了"}
    assert second["mentions_bot"] is True


def test_words_that_nobody_took_say_so() -> None:
    """If the product does not answer, the bubble shows that it was not delivered."""
    stage = theatre()
    stage.say(the_cast().players["wang"], private_room("wang"), Words("帮助"))
    (post,) = stage.chats.posts(private_room("wang"))
    assert post.state is State.FAILED


def test_a_delivery_is_shown_once() -> None:
    """The same delivery may come again; one for a chat off the stage is taken and shown nowhere."""
    stage, bridge = theatre(), wire()
    parcel: dict[str, Any] = {
        "delivery_id": "d1",
        "group_id": None,
        "user_id": "wang",
        "text": "已登记【7号】",
        "mentions": [],
    }
    posts = [bridge.read(parcel, NOON), bridge.read(parcel, NOON)]
    posts.append(bridge.read(parcel | {"delivery_id": "d2", "user_id": "somebody else"}, NOON))
    for post in filter(None, posts):
        stage.show(post)
    assert [post.text for post in stage.chats.posts(private_room("wang"))] == ["已登记【7号】"]
    assert stage.chats.unread("wang") == 1
    with pytest.raises(ValueError, match="no delivery"):
        bridge.read({"text": "no id"}, NOON)


def test_only_ones_own_words_are_recalled() -> None:
    """Recalled words are gone from the chat; nobody takes back what another said."""
    with Listener() as listener:
        stage = theatre(gateway(listener.url))
        room, players = group_room(GROUP), the_cast().players
        post = stage.say(players["wang"], room, Words("说错了"))
        assert not stage.recall(players["li"], room, post.id)
        assert stage.recall(players["wang"], room, post.id)
        assert not stage.recall(players["wang"], room, post.id)
    assert [kept.text for kept in stage.chats.posts(room)] == [""]
    assert listener.taken[-1]["recall_of"] == post.id


def test_the_transcript_is_recollected(tmp_path: Path) -> None:
    """What was said before the start stands in the chats, in order, and counts as read."""
    file = tmp_path / "transcript.json"
    asked = Spoken("m1", "wang", "路灯坏了", NOON, group=GROUP)
    told = Spoken("d1", BOT, "请确认", NOON, group=GROUP, mentions=("li",), ticket=7, reply_to="m1")
    write_transcript(file, [asked, told])
    stage = theatre()
    stage.recollect(read_transcript(file))
    assert [post.id for post in stage.chats.posts(group_room(GROUP))] == ["m1", "d1"]
    assert stage.chats.unread("li") == 0
