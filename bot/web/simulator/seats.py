"""Seats: which phones a page shows, whose they are, which chat is open on each. The address says it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.demo.cast import Player
from bot.web.simulator.posts import Room, private_room
from bot.web.simulator.theatre import Theatre

MOST = 4
OPENING = ("wang.group-xingfu-3", "li.group-xingfu-3", "zhao.private-zhao")
"""What a stranger sees first: who speaks, who decides, who does it."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One phone: its place on the page from 1 on, whose it is, and the room that is open on it."""

    place: int
    viewer: Player
    room: Room

    @property
    def address(self) -> str:
        """How the page's address names it."""
        return f"{self.viewer.id}.{self.room.key}"

    @property
    def key(self) -> str:
        """One word for it, fit for an element's id."""
        return f"phone-{self.place}"


def read_seats(theatre: Theatre, addresses: Sequence[str]) -> list[Seat]:
    """The seats of an address; what nobody could sit in is left out, and without any it is the opening."""
    found = [one for address in addresses[:MOST] if (one := _read(theatre, address))]
    if not found:
        found = [one for address in OPENING if (one := _read(theatre, address))]
    return [replace(one, place=place) for place, one in enumerate(found, start=1)]


def seats_of(theatre: Theatre, player: Player) -> list[Seat]:
    """One player's group and private chat."""
    rooms = theatre.rooms(player)
    shown = [*rooms[:-1][:1], private_room(player.id)]
    return [Seat(place, player, room) for place, room in enumerate(shown, start=1)]


def addressed(seats: Sequence[Seat], place: int, instead: str) -> list[str]:
    """The addresses with one phone replaced."""
    return [instead if one.place == place else one.address for one in seats]


def _read(theatre: Theatre, address: str) -> Seat | None:
    """`player.room`, or `player` alone: then it is the room where something new waits for them."""
    name, _, key = address.partition(".")
    player = theatre.cast.players.get(name)
    if player is None:
        return None
    room = theatre.room(player, key) if key else _first_room(theatre, player)
    return Seat(0, player, room) if room else None


def _first_room(theatre: Theatre, player: Player) -> Room:
    rooms = theatre.rooms(player)
    usual = rooms[-1] if player.role and player.role != "owner" else rooms[0]
    return next((room for room in reversed(rooms) if theatre.chats.unread(player.id, room)), usual)
