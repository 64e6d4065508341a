"""Live pages: changes as server-sent events, each an HTML fragment that htmx puts in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template

from bot.demo.cast import Player
from bot.web.simulator.chats import Change, Post, Room, What, is_meant_for
from bot.web.simulator.theatre import Theatre
from bot.web.simulator.view import bubble, county_time

HEARTBEAT_SECONDS = 2.0
"""How often a silent stream is written to: so long a thread is held after its page has gone."""

MARK = "{era}.{number}"


@dataclass(frozen=True, slots=True)
class Seat:
    """One open page: whose eyes it sees with, and the rooms it shows."""

    viewer: Player
    rooms: tuple[Room, ...]


def mark(theatre: Theatre) -> str:
    """Where the play stands now; a stream begins after it."""
    return MARK.format(era=theatre.chats.era, number=theatre.chats.newest())


def stream(theatre: Theatre, seat: Seat, since: str) -> Iterator[str]:
    """The events of one page from `since` on, until it goes away or the demo ends."""
    era, _, number = since.partition(".")
    newest, minute = int(number) if number.isdigit() else 0, ("", "")
    while not theatre.stop.is_set():
        if era != theatre.chats.era:
            yield "event: reload\ndata: anew\n\n"
            return
        if minute != (minute := county_time(theatre.clock())):
            yield _event("page", render_template("simulator/_clock.html", time=minute, oob=True))
        changes = theatre.chats.after(newest, HEARTBEAT_SECONDS)
        for change in changes:
            newest = change.number
            yield from _events(theatre, seat, change)
        yield ": still here\n\n" if not changes else _event("backstage", "", f"{era}.{newest}")


def _events(theatre: Theatre, seat: Seat, change: Change) -> Iterator[str]:
    """What one change means for one page."""
    if change.what is What.SEEN:
        yield _badge(theatre, change.player)
    if change.post is None:
        return
    if change.post.room in seat.rooms:
        yield _event("page", _bubble_html(theatre, seat.viewer, change))
    yield from _badges(theatre, seat, change.post)


def _badges(theatre: Theatre, seat: Seat, post: Post) -> Iterator[str]:
    """The badges of those whom the bot speaks to; the viewer reads at once."""
    for player in filter(lambda one: is_meant_for(post, one), theatre.cast.players):
        if player == seat.viewer.id:
            theatre.chats.see(player)
        yield _badge(theatre, player)


def _bubble_html(theatre: Theatre, viewer: Player, change: Change) -> str:
    assert change.post is not None
    shown = bubble(theatre, change.post, viewer)
    return render_template(
        "simulator/_live_bubble.html",
        bubble=shown,
        room=change.post.room,
        added=change.what is What.ADDED,
    )


def _badge(theatre: Theatre, player: str) -> str:
    count = theatre.chats.unread(player)
    return _event("page", render_template("simulator/_badge.html", player=player, count=count, oob=True))


def _event(name: str, html: str, mark: str = "") -> str:
    lines = "".join(f"data: {line}\n" for line in html.splitlines() or [""])
    return f"event: {name}\n{f'id: {mark}' + chr(10) if mark else ''}{lines}\n"
