"""Live pages: changes as server-sent events, each an HTML fragment that htmx puts in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flask import render_template

from bot.web.simulator.chats import Change, What
from bot.web.simulator.posts import BOT, Post, is_meant_for
from bot.web.simulator.seats import Seat
from bot.web.simulator.theatre import Theatre
from bot.web.simulator.view import bubble

HEARTBEAT_SECONDS = 2.0
"""How often a silent stream is written to: so long a thread is held after its page has gone."""

MARK = "{era}.{number}"


@dataclass(frozen=True, slots=True)
class Watch:
    """What one open page follows: its phones, the head of the page, and whether a play runs by itself."""

    theatre: Theatre
    seats: Sequence[Seat]
    head: Callable[[], str]
    is_playing: Callable[[], bool]


def mark(theatre: Theatre) -> str:
    """Where the play stands now; a stream begins after it."""
    return MARK.format(era=theatre.chats.era, number=theatre.chats.newest())


def stream(watch: Watch, since: str) -> Iterator[str]:
    """The events of one page from `since` on, until it goes away or the demo ends."""
    theatre, chats = watch.theatre, watch.theatre.chats
    era, _, number = since.partition(".")
    newest, head = int(number) if number.isdigit() else 0, ""
    while not theatre.stop.is_set():
        if era != chats.era:
            yield "event: reload\ndata: anew\n\n"
            theatre.stop.wait(HEARTBEAT_SECONDS)  # the page goes by itself; a broken stream would alarm it
            return
        if head != (head := watch.head()):
            yield _event("page", head)
        changes = chats.after(newest, HEARTBEAT_SECONDS)
        for change in changes:
            newest = change.number
            yield from _events(watch, change)
        told = any(change.post for change in changes)
        yield _event("backstage", "", f"{era}.{newest}") if told else ": still here\n\n"


def _events(watch: Watch, change: Change) -> Iterator[str]:
    """What one change means for one page."""
    if change.what is What.SEEN:
        yield from _badges(watch, change.player)
    if change.post is None:
        return
    for seat in watch.seats:
        if seat.room == change.post.room:
            yield _event("page", _bubble_html(watch.theatre, seat, change))
    yield from _news(watch, change.post)
    if change.what is What.ADDED and change.post.author != BOT and watch.is_playing():
        yield _event("turn", f"{change.post.author}.{change.post.room.key}")


def _news(watch: Watch, post: Post) -> Iterator[str]:
    """The badges of those whom the bot speaks to; whoever has the room open reads at once."""
    theatre = watch.theatre
    for player in filter(lambda one: is_meant_for(post, one), theatre.cast.players):
        if any((seat.viewer.id, seat.room) == (player, post.room) for seat in watch.seats):
            theatre.chats.see(player, post.room)
        yield from _badges(watch, player)


def _bubble_html(theatre: Theatre, seat: Seat, change: Change) -> str:
    assert change.post is not None
    return render_template(
        "simulator/_live_bubble.html",
        bubble=bubble(theatre, change.post, seat.viewer),
        seat=seat,
        changed=change.what is What.CHANGED,
    )


def _badges(watch: Watch, player: str) -> Iterator[str]:
    """A player's badge, and those of the rooms on his phones."""
    chats = watch.theatre.chats
    yield _badge(f"unread-{player}", chats.unread(player))
    for seat in watch.seats:
        if seat.viewer.id == player:
            for room in watch.theatre.rooms(seat.viewer):
                yield _badge(f"unread-{seat.place}-{room.key}", chats.unread(player, room))


def _badge(key: str, count: int) -> str:
    return _event("page", render_template("simulator/_badge.html", key=key, count=count, oob=True))


def _event(name: str, html: str, mark: str = "") -> str:
    lines = "".join(f"data: {line}\n" for line in html.splitlines() or [""])
    return f"event: {name}\n{f'id: {mark}' + chr(10) if mark else ''}{lines}\n"
