"""What an AI bot answers inside a callback: a stream, a card, both; a greeting; another state of a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from bot.sandbox.answers import BadAnswer, json_answer
from bot.sandbox.calling import Door, Given
from bot.sandbox.cards import read_card
from bot.sandbox.contents import BOT_BYTES, Content, card_content
from bot.sandbox.ground import Ground
from bot.sandbox.posts import Card, Post
from bot.sandbox.reading import Fields, feedback, part, text, texts
from bot.sandbox.refusals import Refused
from bot.sandbox.responses import Responses, Turn
from bot.sandbox.streams import Stream

PASSIVE = "passive answer"
"""In the tally: what became of answers inside callbacks."""
UPDATE = "update_template_card"
MOST_IDS = 2000


class Occasion(StrEnum):
    """What a callback was about; it decides what may be answered."""

    SAID = "said"
    ENTERED = "entered"
    CLICKED = "clicked"
    JUDGED = "judged"
    STREAM = "stream"


ALLOWED: Mapping[Occasion, frozenset[str]] = {
    Occasion.SAID: frozenset({"stream", "template_card", "stream_with_template_card"}),
    Occasion.ENTERED: frozenset({"text", "template_card"}),
    Occasion.CLICKED: frozenset({UPDATE}),
    Occasion.JUDGED: frozenset(),
    Occasion.STREAM: frozenset({"stream", "stream_with_template_card"}),
}


class BotReplies:
    """Opens answers and shows what they hold."""

    def __init__(self, ground: Ground, responses: Responses) -> None:
        """`responses`: how a bot's words get into a chat."""
        self._ground = ground
        self._responses = responses

    def take(
        self, given: Given, door: Door, turn: Turn, occasion: Occasion, clicked: Post | None
    ) -> Stream | None:
        """Show an answer: the stream that it begins, if it does not end at once. What is wrong is counted."""
        try:
            fields = self._opened(given, door, occasion)
            if fields is None:
                return None
            if occasion is Occasion.CLICKED:
                self._update(fields, clicked)
                return None
            return self._shown(fields, turn)
        except (BadAnswer, Refused) as error:
            self._thrown_away(error)
            return None

    def go_on(self, given: Given, door: Door, stream: Stream) -> Stream | None:
        """Show how a stream goes on; None once it has ended."""
        try:
            fields = self._opened(given, door, Occasion.STREAM)
            if fields is None:
                return stream
            inner = part(fields, "stream", need=True)
            if text(inner, "id", need=True) != stream.id:
                raise BadAnswer("stream.id is another one")
            words = text(inner, "content", most=BOT_BYTES)
            after = self._replaced(stream, words) if words else stream
            self._show_card(fields, stream.turn)
            return None if _is_finished(inner) else after
        except (BadAnswer, Refused) as error:
            self._thrown_away(error)
            return stream

    def _opened(self, given: Given, door: Door, occasion: Occasion) -> dict[str, Any] | None:
        fields = json_answer(given, door.seal)
        if fields is None:
            return None
        kind = fields.get("response_type" if occasion is Occasion.CLICKED else "msgtype")
        if kind not in ALLOWED[occasion]:
            raise BadAnswer("not a kind of answer that can be given here")
        self._ground.tally.add(PASSIVE, str(kind))
        return fields

    def _shown(self, fields: Fields, turn: Turn) -> Stream | None:
        kind = fields["msgtype"]
        if kind == "text":
            words = text(part(fields, "text", need=True), "content", need=True)
            self._responses.show_inside(turn, Content("text", words))
        stream = self._begun(fields, turn) if "stream" in kind else None
        self._show_card(fields, turn)
        return stream

    def _begun(self, fields: Fields, turn: Turn) -> Stream | None:
        inner = part(fields, "stream", need=True)
        words = text(inner, "content", most=BOT_BYTES)
        stream = Stream(text(inner, "id", need=True), turn, self._ground.clock(), feedback(inner))
        is_finished = _is_finished(inner)
        if words:
            stream = self._replaced(stream, words)
        return None if is_finished else stream

    def _replaced(self, stream: Stream, words: str) -> Stream:
        if stream.post_id is not None:
            self._ground.chats.change(stream.post_id, lambda post: replace(post, text=words))
            return stream
        content = Content("stream", words, feedback_id=stream.feedback_id)
        post = self._responses.show_inside(stream.turn, content)
        return replace(stream, post_id=post.id)

    def _show_card(self, fields: Fields, turn: Turn) -> None:
        if "template_card" in str(fields.get("msgtype")):
            self._responses.show_inside(turn, card_content(fields))

    def _update(self, fields: Fields, clicked: Post | None) -> None:
        if clicked is None or clicked.card is None:
            raise BadAnswer("no card was clicked")
        task_id = clicked.card.task_id
        fresh = read_card(part(fields, "template_card", need=True), is_update=True)
        if fresh.task_id != task_id:
            raise BadAnswer("task_id is not the one of the click")
        only = {one.casefold() for one in texts(fields, "userids", most=MOST_IDS)}
        self._ground.chats.change(clicked.id, lambda post: _with_card(post, fresh, only))

    def _thrown_away(self, error: BadAnswer | Refused) -> None:
        why = error.code if isinstance(error, Refused) else error
        self._ground.tally.add(PASSIVE, f"thrown away: {why}")


def _with_card(post: Post, card: Card, only: set[str]) -> Post:
    """The card changes for those who are named; for everybody, if nobody is."""
    if not only:
        return replace(post, card=card, cards={})
    return replace(post, cards={**post.cards, **dict.fromkeys(only, card)})


def _is_finished(inner: Fields) -> bool:
    finish = inner.get("finish", False)
    if not isinstance(finish, bool):
        raise BadAnswer("stream.finish is neither true nor false")
    return finish
