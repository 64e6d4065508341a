"""Steps of an AI bot that no other kind has."""

from __future__ import annotations

from bot.checkup.site import Site
from bot.checkup.step import Step, Topic

WAYS = Topic("redis", "the ways to answer")
ROOMS = Topic("rooms", "内部群")


def ways(site: Site) -> Step:
    """Each message opens one way to answer; every process must know of it."""
    if site.settings.redis.url:
        return WAYS.done("kept in Redis, for all processes")
    if site.settings.database.url.startswith("sqlite"):
        return WAYS.done("kept in the memory of the one process; a restart loses those of the last hour")
    does = "set [redis] url, if you run gridbot web and gridbot worker; gridbot serve alone needs none"
    return WAYS.look("kept in memory: a worker does not know what a web process heard", does)


def rooms(site: Site) -> Step:
    """The groups that it is in are bound to places; it hears in them what @s it."""
    does = (
        "in WeCom open an internal group → 群设置 → 智能机器人 → 添加 (one with outsiders, 外部群, cannot "
        "have the bot); then bind it to its place"
    )
    if site.known is None:
        return ROOMS.after("gridbot on this machine")
    if not site.known.groups:
        return ROOMS.look("no group is bound; people can write to the bot in private", does)
    return ROOMS.done(f"{site.known.groups} bound; who wants to be heard there writes @ and the bot's name")
