"""Matters with which many stories begin, in the users' words, and how far they have come."""

from __future__ import annotations

from datetime import datetime

from tests.town import ZONE, Town

LAMP = "村口的路灯坏了三天了，没人来修"
"""A service."""
NOISE = "3栋楼上天天半夜放音响，吵得睡不着"
"""A dispute."""


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of 2026, the year of the stories."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def morning(month: int, day: int) -> datetime:
    """When digests go out on a day of that year: half past eight."""
    return at(month, day, 8, 30)


def confirmed(town: Town, words: str = LAMP) -> Town:
    """王大妈 told ticket 1, and 李群主 confirmed it; what was said is forgotten."""
    town.says("王大妈", words)
    town.says("李群主", "1")
    town.hush()
    return town


def claimed(town: Town, words: str = LAMP) -> Town:
    """赵网格员 has accepted it as well."""
    confirmed(town, words)
    town.whispers("赵网格员", "接单 1")
    town.hush()
    return town
