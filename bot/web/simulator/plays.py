"""Plays: what runs by itself on the page, and how it is held, ended and begun anew."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, request, url_for

from bot.web.simulator.answers import DONE, Answer, Route, back, is_live
from bot.web.simulator.week import Week

PHONES = ("wang.group-xingfu-3", "zhao.private-zhao", "zhou.private-zhou")
"""Where the week is best seen: the group, and those who do what comes of it."""


class Plays:
    """The views behind the buttons of the week and of the reset."""

    def __init__(self, week: Week, begin_anew: Callable[[], None]) -> None:
        """`begin_anew` puts the county back to its opening."""
        self.week, self.begin_anew = week, begin_anew

    def routes(self) -> list[Route]:
        """The addresses."""
        return [("/week", self.play, "POST"), ("/reset", self.reset, "POST")]

    def play(self) -> Answer:
        """Begin the week, hold it, go on, end it; a live page goes to the phones where it is best seen."""
        does: dict[str, Callable[[], object]] = {
            "start": self.week.start,
            "pause": self.week.pause,
            "resume": self.week.resume,
            "stop": self.week.stop,
        }
        wish = request.form.get("do", "")
        if wish not in does:
            abort(400)
        does[wish]()
        return _to_the_play() if wish == "start" and is_live() else back()

    def reset(self) -> Answer:
        """Begin anew: live pages notice it by themselves."""
        self.begin_anew()
        return back()


def _to_the_play() -> Answer:
    return *DONE, {"HX-Redirect": url_for("simulator.desk", p=PHONES)}
