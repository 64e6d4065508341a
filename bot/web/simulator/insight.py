"""Insight: the column of tickets, and why words became one or did not."""

from __future__ import annotations

from flask import abort, render_template, request

from bot.web.simulator.answers import Answer, Route, is_live
from bot.web.simulator.backstage import Backstage
from bot.web.simulator.theatre import Theatre
from bot.web.simulator.why import Why


class Insight:
    """Views that only read."""

    def __init__(self, theatre: Theatre, backstage: Backstage) -> None:
        """`backstage` reads the database, `theatre` holds what was said."""
        self.theatre, self.backstage = theatre, backstage

    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            ("/tickets", self.tickets, "GET"),
            ("/why/<int:number>", self.why, "GET"),
            ("/why-not/<post_id>", self.why_not, "GET"),
        ]

    def tickets(self) -> Answer:
        """The column of tickets, fresh."""
        chosen = request.args.get("ticket", type=int)
        cards = self.backstage.tickets(self.theatre.clock(), chosen)
        return render_template("simulator/_tickets.html", tickets=cards, chosen=chosen)

    def why(self, number: int) -> Answer:
        """Why words became a ticket."""
        found = self.backstage.why(number)
        return _shown(found, number) if found else render_template("simulator/_why_gone.html", number=number)

    def why_not(self, post_id: str) -> Answer:
        """How words are judged that led to nothing."""
        post = self.theatre.chats.find_anywhere(post_id) or abort(404)
        return _shown(self.backstage.why_not(post))


def _shown(why: Why, number: int | None = None) -> str:
    """A fragment for a live page; without scripts a page of its own."""
    page = "simulator/_why.html" if is_live() else "simulator/why.html"
    return render_template(page, why=why, number=number)
