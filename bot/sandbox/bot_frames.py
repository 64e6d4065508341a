"""What an AI bot is told, as JSON: each occasion in the shape of the platform's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.sandbox.posts import Card, RoomChat
from bot.sandbox.responses import Turn

Frame = dict[str, object]
Chosen = Mapping[str, tuple[str, ...]]
"""Options chosen on a card, by question_key."""
ADDRESSED = ("image", "file", "video")
"""Kinds of messages that are told by an address; a recording is told by its words."""


def said(turn: Turn, text: str, pictures: Sequence[str], quote: str) -> Frame:
    """Words, perhaps with pictures among them, perhaps in reply to the words of `quote`."""
    frame: Frame = {"msgtype": "text", "text": {"content": text}}
    if pictures:
        items = [{"msgtype": "image", "image": {"url": url}} for url in pictures]
        words = {"msgtype": "text", "text": {"content": text}}
        frame = {"msgtype": "mixed", "mixed": {"msg_item": [words, *items]}}
    if quote:
        frame["quote"] = {"msgtype": "text", "text": {"content": quote}}
    return {**place(turn), "from": {"userid": turn.userid}, **frame}


def shown(turn: Turn, kind: str, content: str) -> Frame:
    """A picture, a file or a video by its address; a recording by its words."""
    inner = {"url" if kind in ADDRESSED else "content": content}
    return {**place(turn), "from": {"userid": turn.userid}, "msgtype": kind, kind: inner}


def refreshed(turn: Turn, stream_id: str) -> Frame:
    """How does this answer go on?"""
    stream = {"msgtype": "stream", "stream": {"id": stream_id}}
    return {**place(turn), "from": {"userid": turn.userid}, **stream}


def entered() -> Frame:
    """Somebody opened the chat."""
    return {"event": {"eventtype": "enter_chat"}}


def clicked(turn: Turn, card: Card, key: str, chosen: Chosen) -> Frame:
    """A button of a card."""
    click: Frame = {"card_type": card.card_type, "event_key": key, "task_id": card.task_id}
    items = [{"question_key": name, "option_ids": {"option_id": list(ids)}} for name, ids in chosen.items()]
    if items:
        click["selected_items"] = {"selected_item": items}
    event = {"eventtype": "template_card_event", "template_card_event": click}
    return {**place(turn), "event": event}


def judged(turn: Turn, feedback_id: str, is_good: bool, words: str, reasons: Sequence[int]) -> Frame:
    """What somebody thinks of an answer; reasons: 1 off the point, 2 incomplete, 3 wrong, 4 ill computed."""
    told: Frame = {"id": feedback_id, "type": 1 if is_good else 2}
    if not is_good:
        told |= {"content": words, "inaccurate_reason_list": list(reasons)}
    return {**place(turn), "event": {"eventtype": "feedback_event", "feedback_event": told}}


def place(turn: Turn) -> dict[str, str]:
    """Where it happened; a chat of two has no id."""
    if isinstance(turn.chat, RoomChat):
        return {"chatid": turn.chat.chat_id, "chattype": "group"}
    return {"chattype": "single"}
