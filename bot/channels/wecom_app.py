"""A self-built application (自建应用) of a corporation: members in private, in and out; never a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.channels.channel import ChannelError, Parcel, Received, WireRequest
from bot.channels.doubts import Doubts
from bot.channels.pace import Pace
from bot.channels.together import Together
from bot.channels.wecom_app_message import read_app_message
from bot.channels.wecom_cards import CLICKED, card_of
from bot.channels.wecom_client import ApiAccount, WeComApi
from bot.channels.wecom_crypto import CallbackCrypto
from bot.channels.wecom_gate import BODY_LIMIT, NOTHING, Gate, Ignored
from bot.channels.wecom_ids import is_id
from bot.channels.wecom_words import TEXT_BYTES, as_text, halved, pieces, text_message
from bot.channels.wecom_xml import Fields, write_xml
from handlers.message import Message
from handlers.office import Reach

KIND = "wecom_app"
SEND = "message/send"
TOO_LONG = "45002"
MISSED = ("invaliduser", "unlicenseduser")
"""Keys of an answer that name members whom the message did not reach."""
MOST_A_MINUTE = 25
"""To one member; beyond 30 the platform drops messages without a word."""
TOO_MANY = "too_many_a_minute"


@dataclass(frozen=True, slots=True)
class AppKeys:
    """What an application is told by the configuration."""

    account: ApiAccount
    receive_ids: tuple[str, ...]
    agent_id: int
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    max_age: int


class WeComApp:
    """One application: its callbacks bring what members write to it, message/send carries our words."""

    kind = KIND
    body_limit = BODY_LIMIT
    reach = Reach.MEMBER

    def __init__(
        self, keys: AppKeys, real_time: Callable[[], datetime], together: Together | None = None
    ) -> None:
        """`real_time` counts tokens and pauses; a rehearsed clock must not. Raises `CryptoError`."""
        self.name = keys.account.channel
        self._keys = keys
        self._real_time = real_time
        crypto = CallbackCrypto(keys.token, keys.aes_key, keys.receive_ids)
        self._gate = Gate(self.name, crypto, keys.max_age)
        self._api = WeComApi(keys.account, real_time, together=together)
        self._pace = Pace(MOST_A_MINUTE, together)
        self._doubts = Doubts()

    def receive(self, request: WireRequest, now: datetime) -> Received:
        """The check of the address, a member's message, or a click on a card."""
        if request.method == "GET":
            return self._gate.handshake(request, now)
        heard = self._gate.hear(request, now, partial(read_app_message, self.name, now))
        if isinstance(heard, Ignored):
            return NOTHING
        message = heard.message
        if heard.card is None:
            return Received((message,), NOTHING.answer)
        return Received((message,), lambda _: self._gate.answer_xml(self._clicked(message), now))

    def send(self, parcel: Parcel) -> None:
        """Say something to one member; a card if there are choices, else text in as many parts as needed."""
        if parcel.group_id is not None:
            raise ChannelError("no_groups_here", permanent=True)
        member = parcel.user_id or ""
        if not is_id(member) or "|" in member or member.startswith("@"):
            raise ChannelError("no_such_member", permanent=True)  # @all and a|b would reach others as well
        contents, began, taken = _contents(parcel), self._real_time(), 0
        within = self._doubts.look_back(parcel.delivery_id, parcel.attempt, began)
        try:
            if not self._pace.take(member.lower(), len(contents), began):
                raise ChannelError(TOO_MANY)
            for content in contents:
                self._send_one(member, content, within)
                taken += 1
        except ChannelError as error:
            self._doubts.note(parcel.delivery_id, began, is_sure=not taken and _is_refusal(error))
            raise
        self._doubts.forget(parcel.delivery_id)

    def _send_one(self, member: str, content: Mapping[str, object], within: timedelta | None) -> None:
        """In halves, if the platform finds it longer than we do."""
        try:
            self._carry(member, content, within)
        except ChannelError as error:
            halves = halved(content) if error.code == TOO_LONG else []
            if not halves:
                raise
            for half in halves:
                self._send_one(member, half, within)

    def _carry(self, member: str, content: Mapping[str, object], within: timedelta | None) -> None:
        request: dict[str, object] = {"touser": member, "agentid": self._keys.agent_id, **content}
        if within is not None:
            seconds = int(within.total_seconds())
            request |= {"enable_duplicate_check": 1, "duplicate_check_interval": seconds}
        answer = self._api.post(SEND, request)
        for missed in MISSED:
            if answer.get(missed):  # errcode is 0 all the same: the platform calls it a success
                raise ChannelError(missed, permanent=True)

    def _clicked(self, message: Message) -> bytes:
        """The buttons of a clicked card give way to a word, so that nobody clicks twice."""
        fields: Fields = {
            "ToUserName": message.sender_id,
            "FromUserName": self._keys.receive_ids[0],
            "CreateTime": int(message.sent_at.timestamp()),
            "MsgType": "update_button",
            "Button": {"ReplaceName": CLICKED},
        }
        return write_xml(fields)


def _is_refusal(error: ChannelError) -> bool:
    """Whether it was surely not taken: by an error code, but for -1 (busy), or because we did not ask."""
    return error.code == TOO_MANY or error.code.isdecimal()


def _contents(parcel: Parcel) -> list[Mapping[str, object]]:
    card = card_of(parcel)
    if card is not None:
        return [{"msgtype": "template_card", "template_card": card}]
    return [text_message(one) for one in pieces(as_text(parcel.text), TEXT_BYTES)]
