"""The last step of every walk: somebody writes, and the bot answers."""

from __future__ import annotations

from collections.abc import Callable

from bot.checkup.site import Site
from bot.checkup.step import Step, Topic

HEARD = Topic("heard", "a message from somebody")


def heard_when(does: str) -> Callable[[Site], Step]:
    """The step; `does`: how somebody writes to this kind of channel."""

    def heard(site: Site) -> Step:
        if site.known is None:
            return HEARD.after("gridbot on this machine")
        if site.known.heard_at is None:
            return HEARD.todo("none had an effect yet", f"{does}, wait for the answer, run this again")
        local = site.known.heard_at.astimezone(site.settings.zone)
        return HEARD.done(f"the last one that had an effect came on {local:%Y-%m-%d %H:%M}")

    return heard
