"""The simulator's pages: see a chat as somebody, say something, recall it, follow live, move the clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, redirect, render_template, request, stream_with_context, url_for
from werkzeug.wrappers import Response as AnyResponse

from bot.demo.cast import Player
from bot.web.simulator.backstage import Backstage
from bot.web.simulator.chats import Room, private_room
from bot.web.simulator.clockwork import LABELS, Leap
from bot.web.simulator.live import Seat, mark, stream
from bot.web.simulator.theatre import Theatre, Words
from bot.web.simulator.view import county_time, face_of, panel

DONE = ("", 204)
LONGEST_TEXT = 4_000
LONGEST_BODY = 256 * 1024
OPENING_PLAYER = "wang"

Answer = str | AnyResponse | tuple[str, int]


def build_blueprint(theatre: Theatre, backstage: Backstage, leap: Callable[[Leap], object]) -> Blueprint:
    """The blueprint of one theatre; `leap` moves the county's clock and does what comes due."""
    pages = Blueprint("simulator", __name__, url_prefix="/simulator", template_folder="templates")
    pages.static_folder = "static"
    pages.before_request(_guard)
    stage = _Stage(theatre, backstage, leap)
    for rule, view, method in stage.routes():
        pages.add_url_rule(rule, view.__name__, view, methods=[method], strict_slashes=False)
    return pages


class _Stage:
    """The views."""

    def __init__(self, theatre: Theatre, backstage: Backstage, leap: Callable[[Leap], object]) -> None:
        self.theatre, self.chats = theatre, theatre.chats
        self.backstage, self.leap = backstage, leap

    def routes(self) -> list[tuple[str, Callable[..., Answer], str]]:
        return [
            ("", self.begin, "GET"),
            ("/as/<player_id>", self.page, "GET"),
            ("/as/<player_id>/live", self.live, "GET"),
            ("/as/<player_id>/<room_key>", self.say, "POST"),
            ("/as/<player_id>/<room_key>/recall", self.recall, "POST"),
            ("/tickets", self.tickets, "GET"),
            ("/clock", self.move_clock, "POST"),
            ("/deliver", self.deliver, "POST"),
        ]

    def begin(self) -> Answer:
        """Take somebody's part."""
        return redirect(url_for("simulator.page", player_id=OPENING_PLAYER))

    def page(self, player_id: str) -> Answer:
        """Everything one player sees."""
        viewer = self._player(player_id)
        self.chats.see(viewer.id)
        rooms = self._shown_rooms(viewer)
        return render_template(
            "simulator/page.html",
            viewer=viewer,
            players=[(one, face_of(self.theatre, one.id)) for one in self.theatre.cast.players.values()],
            unread={one: self.chats.unread(one) for one in self.theatre.cast.players},
            panels=[panel(self.theatre, room, viewer) for room in rooms],
            other_groups=[self.theatre.cast.groups[one] for one in viewer.groups],
            since=mark(self.theatre),
            tickets=self.backstage.tickets(),
            time=county_time(self.theatre.clock()),
            leaps=LABELS,
        )

    def live(self, player_id: str) -> Answer:
        """The changes on a player's page, as they happen."""
        viewer = self._player(player_id)
        since = request.headers.get("Last-Event-ID") or request.args.get("since", "")
        seat = Seat(viewer, tuple(self._shown_rooms(viewer)))
        events = stream_with_context(stream(self.theatre, seat, since))
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return Response(events, mimetype="text/event-stream", headers=headers)

    def say(self, player_id: str, room_key: str) -> Answer:
        """Say something in a room."""
        viewer, room = self._entered(player_id, room_key)
        text = request.form.get("text", "").strip()[:LONGEST_TEXT]
        if text:
            words = Words(text, "at_bot" in request.form, request.form.get("quote") or None)
            self.theatre.say(viewer, room, words)
        return self._back(viewer)

    def recall(self, player_id: str, room_key: str) -> Answer:
        """Take something back."""
        viewer, room = self._entered(player_id, room_key)
        self.theatre.recall(viewer, room, request.form.get("post", ""))
        return self._back(viewer)

    def tickets(self) -> Answer:
        """The column of tickets, fresh."""
        return render_template("simulator/_tickets.html", tickets=self.backstage.tickets())

    def move_clock(self) -> Answer:
        """Let time pass in the county."""
        by = request.form.get("by", "")
        if by not in set(Leap):
            abort(400)
        self.leap(Leap(by))
        return self._back(None)

    def deliver(self) -> Answer:
        """What the product says: only with its signature; shown once, however often it comes."""
        if not self.theatre.gateway.is_genuine(dict(request.headers), request.get_data()):
            abort(401)
        parcel: Any = request.get_json(force=True, silent=True)
        if not isinstance(parcel, dict) or not self.theatre.deliver(parcel):
            abort(400)
        return "", 200

    def _player(self, player_id: str) -> Player:
        return self.theatre.cast.players.get(player_id) or abort(404)

    def _entered(self, player_id: str, room_key: str) -> tuple[Player, Room]:
        viewer = self._player(player_id)
        return viewer, self.theatre.room(viewer, room_key) or abort(404)

    def _shown_rooms(self, viewer: Player) -> list[Room]:
        """One group, the asked one or the first, and the private chat."""
        group = self.theatre.room(viewer, f"group-{request.args.get('group', '')}")
        return [*([group] if group else self.theatre.rooms(viewer)[:-1][:1]), private_room(viewer.id)]

    def _back(self, viewer: Player | None) -> Answer:
        """Nothing for a live page, which hears of it by itself; the page anew for one without scripts."""
        if "HX-Request" in request.headers:
            return DONE
        return redirect(url_for("simulator.page", player_id=viewer.id if viewer else OPENING_PLAYER), 303)


def _guard() -> None:
    """Refuse what is too long, and what another site's page would post; deliveries are signed instead."""
    request.max_content_length = LONGEST_BODY
    if request.method == "GET" or request.endpoint == "simulator.deliver":
        return
    origin = request.headers.get("Origin")
    if origin is None or urlsplit(origin).netloc != request.host:
        abort(403)
