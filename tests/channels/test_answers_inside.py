"""The AI bot's first answer goes back inside the callback; what comes later goes by the one-time address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlmodel import select
from werkzeug.test import Client

from bot.channels.channel import WireAnswer, WireRequest
from bot.delivery import deliver_due
from bot.parts import Parts
from bot.web.app import build_application
from models.database import Database
from models.group import OWNER, ChatGroup, GroupKeeper
from models.outbox import DeliveryAttempt
from models.person import Identity
from models.replies import INSIDE
from models.space import Space
from tests.bot.making import Hand, make_parts
from tests.channels.envelopes import Sealer, to_bot
from tests.channels.kinds_made import make_aibot
from tests.channels.wecom_server import WeComServer
from tests.town import Town

NOBODYS = Sealer(receive_id="")
ROOM: dict[str, Any] = {"chattype": "group", "chatid": "wr1"}
_INSIDE = select(DeliveryAttempt).where(DeliveryAttempt.outcome == INSIDE)
STAFF = {"赵网格员": "zhao", "李群主": "li"}


class Members:
    """Members who speak with the bot over HTTP."""

    def __init__(self, parts: Parts, hand: Hand, platform: WeComServer) -> None:
        """`platform` takes what goes by one-time addresses."""
        self.parts, self.hand, self.platform = parts, hand, platform
        self._client = Client(build_application(parts))
        self._count = 0

    def says(self, words: str, **rest: Any) -> Any:
        """Say something to the bot; its answer inside the callback, None if it has none."""
        self._count += 1
        url = self.platform.response_url(f"r{self._count}")
        return self.brings(to_bot(words, **{"msgid": f"m{self._count}", "response_url": url} | rest))

    def brings(self, told: dict[str, Any]) -> Any:
        """The platform brings something, perhaps again."""
        request: WireRequest = NOBODYS.json(self.hand(), told)
        answer = self._client.post(f"/callback/aibot?{urlencode(request.query)}", data=request.body)
        assert answer.status_code == 200
        return NOBODYS.reply_in_json(WireAnswer(200, answer.data)) if answer.data else None

    def later(self) -> list[dict[str, Any]]:
        """What goes by one-time addresses afterwards."""
        deliver_due(self.parts, self.hand())
        taken, self.platform.taken = self.platform.taken, []
        return taken


@pytest.fixture(name="members")
def _members(
    database: Database, make_town: Callable[[Database], Town], hand: Hand, platform: WeComServer
) -> Members:
    """The town's staff in a room of their own with the bot, on both databases."""
    town = make_town(database)
    with database.session() as session:
        home = session.exec(select(ChatGroup)).one()
        room = ChatGroup(channel="aibot", group_id="wr1", node_id=home.node_id)
        session.add(room)
        session.flush()
        owner = town.person("李群主").id or 0
        session.add(GroupKeeper(group_id=room.id or 0, person_id=owner, kind=OWNER, since=town.now))
        for name, account in STAFF.items():
            session.add(Identity(channel="aibot", account=account, person_id=town.person(name).id))
    aibot = make_aibot(hand)
    spaces = {"aibot": Space(("aibot",), caseless=True)}
    office = replace(town.office, reach={"aibot": aibot.reach}, spaces=spaces)
    return Members(replace(make_parts(office, hand), channels={"aibot": aibot}), hand, platform)


def _stream(answer: Any) -> str:
    assert answer["msgtype"] == "stream"
    assert answer["stream"]["finish"] is True
    return str(answer["stream"]["content"])


def test_an_answer_comes_at_once(members: Members) -> None:
    """The asker sees it in the callback's own answer, and it is not said again."""
    assert _stream(members.says("待办")) == "您现在没有待办"
    assert members.later() == []


def test_capitals_are_answered_at_once_too(members: Members) -> None:
    """However the platform spells the member this time."""
    assert _stream(members.says("待办", **{"from": {"userid": "ZhaO"}})) == "您现在没有待办"
    assert members.later() == []


def test_a_lost_answer_is_the_same_again(members: Members) -> None:
    """The platform brings the message again, and the stream has the same name."""
    told = to_bot("帮助", msgid="again", response_url=members.platform.response_url("r"))
    first = members.brings(told)
    assert members.brings(told) == first
    assert members.later() == []


def test_silence_is_an_empty_answer(members: Members) -> None:
    """Talk is not answered, and leaves nothing."""
    assert members.says("今天天气真好") is None
    with members.parts.database.reading() as session:
        assert session.exec(_INSIDE).all() == []


def test_a_refusal_comes_at_once_too(members: Members) -> None:
    """Said to the bot in the room, so it is answered there."""
    assert _stream(members.says("@助手 办结 99 好了", **ROOM)) == "没有【99号】工单，请核对编号。"


def test_what_the_courier_has_taken_is_not_said_inside(members: Members) -> None:
    """The reply of a message whose callback was answered before goes one way only."""
    told = to_bot("帮助", msgid="m", response_url=members.platform.response_url("r"))
    members.brings(told)
    with members.parts.database.session() as session:
        attempt = session.exec(_INSIDE).one()
        attempt.outcome = "sent"
        session.add(attempt)
    assert members.brings(told) is None


def test_a_choice_comes_as_a_card_and_gives_way_to_the_click(members: Members) -> None:
    """The clicked card says what was chosen; the reply to the click has its own address."""
    card = members.says("村口的路灯坏了三天了，没人来修", **{"from": {"userid": "li"}}, **ROOM)
    assert card["msgtype"] == "template_card"
    button = card["template_card"]["button_list"][0]
    clicked = {"event_key": button["key"], "task_id": card["template_card"]["task_id"]}
    event = {"eventtype": "template_card_event", "template_card_event": clicked}
    answer = members.says(
        "", msgtype="event", event=event, create_time=1795320000, **{"from": {"userid": "li"}}, **ROOM
    )
    assert answer["response_type"] == "update_template_card"
    assert answer["userids"] == ["li"]
    assert answer["template_card"]["task_id"] == clicked["task_id"]
    assert answer["template_card"]["sub_title_text"] == "确认 1"
    (reply,) = members.later()
    assert reply["markdown"]["content"].startswith("【1号】")
