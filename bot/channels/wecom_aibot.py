"""An AI bot (智能机器人) in URL mode: members of internal groups who @ it, and members in private."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import requests
import structlog

from bot.channels.channel import ChannelError, Parcel, Received, WireAnswer, WireRequest
from bot.channels.pace import Pace
from bot.channels.plain_http import WAITS, plain_session
from bot.channels.reply_paths import LIFE, ReplyPath, ReplyPaths
from bot.channels.together import Together
from bot.channels.wecom_aibot_message import read_aibot_message
from bot.channels.wecom_cards import card_of, clicked_card
from bot.channels.wecom_codes import Reaction, code_of
from bot.channels.wecom_crypto import CallbackCrypto, CryptoError
from bot.channels.wecom_gate import BODY_LIMIT, JSON, NOTHING, Gate, Ignored, Said
from bot.channels.wecom_words import MARKDOWN_BYTES, as_markdown, shortened
from handlers.office import Reach

KIND = "wecom_aibot"
MOST_A_MINUTE = 25
"""To one chat; the platform refuses beyond 30."""
LATER = (-1, 45009, 45033)
"""Error codes after which the same way is still good."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class BotKeys:
    """What an AI bot is told by the configuration. `receive_ids`: "" for a corporation's own bot."""

    name: str
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    receive_ids: tuple[str, ...]
    max_age: int
    waits: tuple[float, float] = WAITS


class WeComAiBot:
    """One AI bot. It hears what is said to it, and may answer each message once, within the hour."""

    kind = KIND
    body_limit = BODY_LIMIT
    reach = Reach.ANSWERS_ONLY

    def __init__(
        self,
        keys: BotKeys,
        paths: ReplyPaths,
        real_time: Callable[[], datetime],
        together: Together | None = None,
    ) -> None:
        """`paths` keeps the ways to answer until they are used. Raises `CryptoError`."""
        self.name = keys.name
        self._keys = keys
        self._paths = paths
        self._real_time = real_time
        self._crypto = CallbackCrypto(keys.token, keys.aes_key, keys.receive_ids)
        self._gate = Gate(keys.name, self._crypto, keys.max_age)
        self._pace = Pace(MOST_A_MINUTE, together)

    def receive(self, request: WireRequest, now: datetime) -> Received:
        """The check of the address, something said to the bot, or a click on its card."""
        if request.method == "GET":
            return self._gate.handshake(request, now)
        heard = self._gate.hear(request, now, partial(read_aibot_message, self.name, now))
        answered = partial(self._gate.answer_json, request=request, now=now)
        if isinstance(heard, Ignored):
            ended = _stream(heard.stream_id or "")
            return NOTHING if heard.stream_id is None else Received((), lambda _: answered(ended))
        self._keep_path(heard)
        messages = (heard.message,)
        if heard.card is not None:  # the reply to a click has the address that came with it
            chosen = clicked_card(heard.card, heard.message)
            return Received(messages, lambda _: answered(chosen))
        chat = _chat(self.name, heard.message.group_id, heard.message.sender_id)

        def reply(parcel: Parcel) -> WireAnswer:
            self._pace.take(chat, 1, self._real_time())
            return answered(_inside(parcel))

        return Received(messages, NOTHING.answer, reply, self._pace.has_room(chat, self._real_time()))

    def send(self, parcel: Parcel) -> None:
        """Answer by a way that somebody's message opened; without one the platform lets nobody speak."""
        chat = _chat(self.name, parcel.group_id, parcel.user_id)
        if not self._pace.take(chat, 1, self._real_time()):
            raise ChannelError("too_many_a_minute")
        path = self._paths.take(chat, parcel.delivery_id, parcel.in_reply_to)
        if path is None:
            raise ChannelError("no_way_to_speak", permanent=True)
        number = self._answer_by(path.url, _content(parcel))
        code = code_of(number)
        if number == 0 or (path.tried and code.reaction is Reaction.DONE):
            self._paths.spend(parcel.delivery_id)
            return
        log.error("platform_refused", channel=self.name, code=number, remedy=code.remedy)
        if number not in LATER:
            self._paths.spend(parcel.delivery_id)  # the next try takes another way, if there is one
        raise ChannelError(str(number), permanent=code.reaction is Reaction.GIVE_UP)

    def open_file(self, content: bytes) -> bytes:
        """The picture or file inside what the platform keeps encrypted at the address that it told."""
        try:
            return self._crypto.open_file(content)
        except CryptoError:
            return content

    def _answer_by(self, url: str, content: Mapping[str, object]) -> int:
        """Post an answer in plain JSON: the platform's error code. Raises `ChannelError` if none came."""
        body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        try:
            with plain_session(self._keys.waits) as session:
                response = session.post(url, data=body, headers={"Content-Type": JSON})
        except requests.Timeout:
            raise ChannelError("timeout") from None
        except (requests.RequestException, ValueError):  # the URL parsers raise plain ValueError now and then
            raise ChannelError("unreachable") from None
        if response.status_code // 100 != 2:
            raise ChannelError(f"http_{response.status_code}")
        return _error_code(response)

    def _keep_path(self, heard: Said) -> None:
        message, url = heard.message, heard.response_url
        if url.startswith(("https://", "http://")):
            chat = _chat(self.name, message.group_id, message.sender_id)
            self._paths.keep(chat, ReplyPath(url, message.message_id, self._real_time() + LIFE))


def _chat(channel: str, group_id: str | None, user_id: str | None) -> str:
    return f"{channel}/g/{group_id}" if group_id else f"{channel}/u/{(user_id or '').lower()}"


def _content(parcel: Parcel) -> dict[str, object]:
    card = card_of(parcel)
    if card is not None:
        return {"msgtype": "template_card", "template_card": card}
    words = shortened(as_markdown(parcel.text), MARKDOWN_BYTES)
    return {"msgtype": "markdown", "markdown": {"content": words}}


def _inside(parcel: Parcel) -> dict[str, object]:
    """A reply as the answer of the callback: a card, or a stream that ends with its first piece."""
    content = _content(parcel)
    words = content.get("markdown")
    return _stream(parcel.delivery_id, words["content"]) if isinstance(words, dict) else content


def _stream(stream_id: str, words: str = "") -> dict[str, object]:
    """The end of a streamed answer; what is said later comes from the outbox."""
    return {"msgtype": "stream", "stream": {"id": stream_id, "finish": True, "content": words}}


def _error_code(response: requests.Response) -> int:
    try:
        answer: Any = response.json()
        return int(answer.get("errcode", 0))
    except (ValueError, TypeError, AttributeError):
        # A page of something in between: the next try by the same way tells whether this one went through.
        raise ChannelError("bad_answer") from None
