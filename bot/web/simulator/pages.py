"""The chats' pages: see phones side by side, say something, press a card, recall, follow live."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, render_template, request, stream_with_context, url_for

from bot.demo.cast import Player
from bot.web.simulator.answers import Answer, Route, back
from bot.web.simulator.backstage import Backstage
from bot.web.simulator.bridge import BridgeWire
from bot.web.simulator.controls import GUIDE, Controls
from bot.web.simulator.live import Watch, mark, stream
from bot.web.simulator.posts import Room
from bot.web.simulator.seats import Seat, addressed, read_seats, seats_of
from bot.web.simulator.theatre import Theatre
from bot.web.simulator.view import face_of, phone
from bot.web.simulator.wires import Words

LONGEST_TEXT = 4_000


class Pages:
    """The views of the chats. `controls` tell the page's head with the county's clock."""

    def __init__(
        self, theatre: Theatre, backstage: Backstage, bridge: BridgeWire, controls: Controls
    ) -> None:
        """Everything is read anew at each request."""
        self.theatre, self.chats = theatre, theatre.chats
        self.backstage, self.bridge, self.controls = backstage, bridge, controls

    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            ("", self.desk, "GET"),
            ("/as/<player_id>", self.page, "GET"),
            ("/live", self.live, "GET"),
            ("/as/<player_id>/<room_key>", self.say, "POST"),
            ("/as/<player_id>/<room_key>/recall", self.recall, "POST"),
            ("/as/<player_id>/<room_key>/press", self.press, "POST"),
            ("/deliver", self.deliver, "POST"),
        ]

    def desk(self) -> Answer:
        """The phones that the address names, or those that tell the story best."""
        return self._render(read_seats(self.theatre, request.args.getlist("p")))

    def page(self, player_id: str) -> Answer:
        """Everything one player sees."""
        return self._render(seats_of(self.theatre, self._player(player_id)))

    def live(self) -> Answer:
        """The changes on a page, as they happen."""
        seats = read_seats(self.theatre, request.args.getlist("p"))
        watch = Watch(self.theatre, seats, self.controls.head, self.controls.is_playing)
        since = request.headers.get("Last-Event-ID") or request.args.get("since", "")
        events = stream_with_context(stream(watch, since))
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return Response(events, mimetype="text/event-stream", headers=headers)

    def say(self, player_id: str, room_key: str) -> Answer:
        """Say something in a room."""
        viewer, room = self._entered(player_id, room_key)
        text = request.form.get("text", "").strip()[:LONGEST_TEXT]
        if text:
            words = Words(text, "at_bot" in request.form, request.form.get("quote") or None)
            self.theatre.say(viewer, room, words)
        return back()

    def recall(self, player_id: str, room_key: str) -> Answer:
        """Take something back."""
        viewer, room = self._entered(player_id, room_key)
        self.theatre.recall(viewer, room, request.form.get("post", ""))
        return back()

    def press(self, player_id: str, room_key: str) -> Answer:
        """Press a button of a card."""
        viewer, room = self._entered(player_id, room_key)
        self.theatre.press(viewer, room, request.form.get("post", ""), request.form.get("key", ""))
        return back()

    def deliver(self) -> Answer:
        """What the product says by the bridge: only with its signature, and shown once."""
        if not self.bridge.gateway.is_genuine(dict(request.headers), request.get_data()):
            abort(401)
        parcel: Any = request.get_json(force=True, silent=True)
        try:
            post = self.bridge.read(parcel if isinstance(parcel, dict) else {}, self.theatre.clock())
        except ValueError:
            abort(400)
        if post:
            self.theatre.show(post)
        return "", 200

    def _render(self, seats: Sequence[Seat]) -> Answer:
        for seat in seats:
            self.chats.see(seat.viewer.id, seat.room)
        chosen = request.args.get("ticket", type=int)
        cast = self.theatre.cast.players.values()
        return render_template(
            "simulator/page.html",
            phones=[phone(self.theatre, seat) for seat in seats],
            people=[(one, face_of(self.theatre, one.id)) for one in cast],
            unread={one.id: self.chats.unread(one.id) for one in cast},
            switch=lambda place, player, room=None: _switched(seats, place, player, room),
            here=[seat.address for seat in seats],
            here_players={seat.viewer.id for seat in seats},
            since=mark(self.theatre),
            tickets=self.backstage.tickets(self.theatre.clock(), chosen),
            chosen=chosen,
            head=self.controls.head(),
            guide=GUIDE not in request.cookies,
        )

    def _player(self, player_id: str) -> Player:
        return self.theatre.cast.players.get(player_id) or abort(404)

    def _entered(self, player_id: str, room_key: str) -> tuple[Player, Room]:
        viewer = self._player(player_id)
        return viewer, self.theatre.room(viewer, room_key) or abort(404)


def _switched(seats: Sequence[Seat], place: int, player: Player, room: Room | None) -> str:
    """The page's address with another person or chat on one phone."""
    instead = f"{player.id}.{room.key}" if room else player.id
    return url_for("simulator.desk", p=addressed(seats, place, instead))
