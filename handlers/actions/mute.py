"""静音: the bot says nothing unasked in a group until a moment; emergencies are said all the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.actions import guard
from handlers.desk import Desk
from handlers.refusal import Refusal
from models.group import ChatGroup
from models.group_deeds import GroupDeed

AT_MOST = timedelta(days=7)


def mute(desk: Desk, home: ChatGroup, until: datetime) -> None:
    """Be silent in a group until a moment; it ends by itself."""
    guard.check_group(desk, home, GroupDeed.MUTE)
    if until - desk.now > AT_MOST:
        raise Refusal(f"最多静音{AT_MOST.days}天，例：静音 2小时")
    _keep_silent(desk, home, until)


def unmute(desk: Desk, home: ChatGroup) -> None:
    """Speak again."""
    guard.check_group(desk, home, GroupDeed.MUTE)
    _keep_silent(desk, home, None)


def _keep_silent(desk: Desk, home: ChatGroup, until: datetime | None) -> None:
    desk.remember(home)
    home.muted_until = until
    desk.session.add(home)
    desk.has_effect = True
