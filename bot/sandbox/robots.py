"""webhook/send: whoever has a group robot's key posts into its room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.sandbox import refusals
from bot.sandbox.contents import robot_content
from bot.sandbox.ground import Ground
from bot.sandbox.posts import Post, RoomChat
from bot.sandbox.quota import Quota
from bot.sandbox.reading import Fields
from bot.sandbox.refusals import Refused
from bot.sandbox.rules import MINUTE

WEBHOOK = "webhook/send"


class Robots:
    """The group robots of a corporation."""

    def __init__(self, ground: Ground) -> None:
        """Nothing was posted yet."""
        self._ground = ground
        self._pace = Quota(ground.rules.robot_a_minute, MINUTE)

    def send(self, query: Mapping[str, str], fields: Fields) -> Mapping[str, object]:
        """POST webhook/send. Raises `Refused`."""
        robot = self._ground.corp.robot(query.get("key", ""))
        if robot is None:
            raise Refused(refusals.BAD_ROBOT)
        content = robot_content(fields)
        now = self._ground.clock()
        if not self._pace.take(robot.key, now):
            raise Refused(refusals.TOO_OFTEN)
        draft = Post("", RoomChat(robot.chat_id), f"robot:{robot.name}", content.text, content.form)
        self._ground.chats.show(replace(draft, card=content.card, at=content.at, said_at=now))
        return {}
