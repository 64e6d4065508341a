"""Callbacks that belong to another kind of channel, known by what only they have."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.wecom_gate import Ignored, Unreadable
from bot.channels.wecom_tree import Node, NotATree, read_tree

PROVIDERS = "an event for providers of applications (代开发), which this is not"
ARCHIVE = "a record of the archive (会话内容存档), which is another kind of channel"
LONG_CONNECTION = "a frame of the long connection (长连接), which is another mode of the same bot"
ROBOT = "a callback of a group robot (群机器人), which is another kind of channel; check where its URL leads"
AIBOT = (
    "a callback of an AI bot (智能机器人): it needs a channel of kind wecom_aibot; check where its URL leads"
)
APP = (
    "a callback of an application (自建应用): it needs a channel of kind wecom_app; check where its URL leads"
)


def opened(plain: bytes) -> Node:
    """The tree of a decrypted callback. Raises `Unreadable`."""
    try:
        tree = read_tree(plain)
    except NotATree as error:
        raise Unreadable(f"the decrypted callback cannot be read: {error}") from None
    wrapped = tree.inside.get("xml", ())
    return wrapped[0] if len(wrapped) == 1 and len(tree.inside) == 1 else tree


def stray(fields: Node, marks: Mapping[str, str]) -> Ignored | None:
    """Why a callback is none of this channel's; `marks`: the reason by the name that gives it away."""
    reason = next((reason for name, reason in marks.items() if fields.has(name)), None)
    return None if reason is None else Ignored(reason, alarming=True)
