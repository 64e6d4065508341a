"""Somebody calls the bot in the room, and what programs say there."""

from __future__ import annotations

from typing import Any

from bot.sandbox.platform import Platform
from bot.sandbox.posts import RoomChat
from tests.sandbox.program import Program

WORDS = {"msgtype": "markdown", "markdown": {"content": "【1号】已受理"}}
ROOM = RoomChat("wr-workers")


def asked(platform: Platform, program: Program, words: str = "路灯不亮") -> str:
    """Somebody calls the bot in the room; its way to answer."""
    assert platform.write_in_room("li", "wr-workers", words, ["aib-1"]).heard
    return str(program.to_bot[-1]["response_url"])


def said(platform: Platform, chat: Any = ROOM) -> list[str]:
    """What programs say in a chat."""
    return [post.text for post in platform.posts(chat) if ":" in post.author]
