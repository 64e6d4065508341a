"""Controls: the head of the page, with the county's clock and what plays by itself."""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, make_response, render_template, request

from bot.web.simulator.answers import Answer, Route, back, is_live
from bot.web.simulator.clockwork import Clockwork
from bot.web.simulator.deadlines import Due
from bot.web.simulator.leaps import LABELS, Leap
from bot.web.simulator.theatre import Theatre
from bot.web.simulator.view import county_time
from bot.web.simulator.week import State, Week

GUIDE = "guide"
"""The cookie of those who have seen the guide."""
A_YEAR = 365 * 24 * 3600


class Controls:
    """The views behind the buttons of the head."""

    def __init__(self, theatre: Theatre, clockwork: Clockwork, week: Week) -> None:
        """`clockwork` moves the county's clock, `week` plays by itself."""
        self.theatre, self.clockwork, self.week = theatre, clockwork, week
        self._due: tuple[tuple[int, datetime], Due | None] | None = None

    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            ("/clock", self.move_clock, "POST"),
            ("/clock/stop", self.stop_clock, "POST"),
            ("/guide", self.dismiss_guide, "POST"),
        ]

    def head(self) -> str:
        """The clock and its buttons, as they stand now."""
        progress = self.clockwork.progress
        return render_template(
            "simulator/_head.html",
            time=county_time(self.theatre.clock()),
            progress=progress,
            goal=county_time(progress.target) if progress else None,
            due=None if progress else self._next_due(),
            leaps=LABELS,
            week=self.week,
        )

    def is_playing(self) -> bool:
        """Whether the village week runs by itself."""
        return self.week.state is State.PLAYING

    def move_clock(self) -> Answer:
        """Let time pass in the county."""
        by = request.form.get("by", "")
        if by not in set(Leap):
            abort(400)
        self.clockwork.press(Leap(by))
        return back()

    def stop_clock(self) -> Answer:
        """Hold the clock where it is."""
        self.clockwork.stop()
        return back()

    def dismiss_guide(self) -> Answer:
        """The guide was read."""
        answer: Response = make_response("", 200) if is_live() else make_response(back())
        answer.set_cookie(GUIDE, "seen", max_age=A_YEAR, samesite="Lax", httponly=True)
        return answer

    def _next_due(self) -> Due | None:
        """The next deadline; asked again only when something happened or a minute passed."""
        now = self.theatre.clock().replace(second=0, microsecond=0)
        key = (self.theatre.chats.newest(), now)
        if self._due is None or self._due[0] != key:
            self._due = key, self.clockwork.next_due()
        return self._due[1]
