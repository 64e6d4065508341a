"""What a page shows: plain values for the templates, seen through one player's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.demo.cast import CADRES, WORKERS, Player
from bot.web.simulator.posts import BOT, NUMBERED, Button, Chip, Post, Room, State, number_in
from bot.web.simulator.seats import Seat
from bot.web.simulator.theatre import BOT_NAME, Theatre

COLOURS = 8
NEAR = 6
"""So many posts are taken in at a glance."""
WEEKDAYS = "一二三四五六日"
GROUP_HINTS = {True: "微信群 · 助手在听，闲聊不作声", False: "微信群 · 没有绑定网格，助手不听也不说"}
WORKERS_HINT = "企业微信内部群 · 助手只听 @ 它的话"


@dataclass(frozen=True, slots=True)
class Face:
    """An avatar: one character on a colour (the bot has its own)."""

    letter: str
    colour: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text; `ticket` if it is a ticket's number."""

    text: str
    ticket: int | None = None


@dataclass(frozen=True, slots=True)
class Bubble:
    """One post as the viewer sees it. `chip` is the time above it, `line` a grey line instead of a bubble."""

    post: Post
    name: str
    face: Face
    title: list[Stretch]
    """The first line of a card, which stands out."""
    stretches: list[Stretch]
    mine: bool
    is_bot: bool
    recalls: bool
    chip: str = ""
    line: str = ""
    mention: str = ""
    quoted: str = ""
    ticket: int | None = None
    buttons: tuple[Button, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether it was not delivered."""
        return self.post.state is State.FAILED


@dataclass(frozen=True, slots=True)
class Door:
    """A room that a phone's owner can open."""

    room: Room
    label: str
    unread: int


@dataclass(frozen=True, slots=True)
class Phone:
    """One chat on the page. `phrases` are suggested, `{n}` in them stands for the newest ticket."""

    seat: Seat
    face: Face
    title: str
    hint: str
    skin: str
    """wechat or wecom: which app it looks like."""
    at_bot: str
    """"": no @ here; "may": it can be left out; "must": without it the bot hears nothing."""
    bubbles: list[Bubble]
    phrases: list[str]
    doors: list[Door]


def face_of(theatre: Theatre, author: str) -> Face:
    """The avatar of a player, or of the bot."""
    if author == BOT:
        return Face("助", "bot")
    order = list(theatre.cast.players)
    colour = order.index(author) % COLOURS if author in order else 0
    return Face(theatre.name_of(author)[0], str(colour))


def bubble(theatre: Theatre, post: Post, viewer: Player) -> Bubble:
    """A post through the viewer's eyes."""
    name = theatre.name_of(post.author)
    mine = post.author == viewer.id
    mention, text = _mention(theatre, post)
    is_card = bool(post.buttons or post.pressed)
    title, _, rest = text.partition("\n") if is_card else ("", "", text)
    return Bubble(
        post=post,
        name=name,
        face=face_of(theatre, post.author),
        title=list(_stretches(title, post.author)),
        stretches=list(_stretches(rest, post.author)),
        mine=mine,
        is_bot=post.author == BOT,
        recalls=mine and theatre.wire_of(post.room).recalls,
        chip=_spoken_time(post),
        line=f"{'你' if mine else name}撤回了一条消息" if post.state is State.RECALLED else "",
        mention=mention,
        quoted=_quoted(theatre, post),
        ticket=post.ticket or (number_in(post.text) if post.author == BOT else None),
        buttons=() if post.pressed else post.buttons,
    )


def phone(theatre: Theatre, seat: Seat) -> Phone:
    """A chat through its viewer's eyes."""
    viewer, room = seat.viewer, seat.room
    channel = theatre.channel_of(room)
    kind = "bot" if not room.is_group else "workers" if channel == WORKERS else "group"
    return Phone(
        seat=seat,
        face=face_of(theatre, viewer.id),
        title=theatre.cast.groups[room.id].name if room.is_group else BOT_NAME,
        hint=_hint(theatre, room, viewer),
        skin="wecom" if channel in (CADRES, WORKERS) else "wechat",
        at_bot={"bot": "", "workers": "must"}.get(kind, "may"),
        bubbles=[bubble(theatre, post, viewer) for post in theatre.chats.posts(room)],
        phrases=viewer.say.get(kind, []),
        doors=[door(theatre, viewer, one) for one in theatre.rooms(viewer)],
    )


def door(theatre: Theatre, viewer: Player, room: Room) -> Door:
    """A room as the tabs of a phone name it."""
    label = theatre.cast.groups[room.id].short if room.is_group else "私聊助手"
    return Door(room, label, theatre.chats.unread(viewer.id, room))


def county_time(now: datetime) -> tuple[str, str]:
    """The county's day and clock for the head of the page."""
    return f"{now.month}月{now.day}日 周{WEEKDAYS[now.weekday()]}", f"{now:%H:%M}"


def _hint(theatre: Theatre, room: Room, viewer: Player) -> str:
    if not room.is_group:
        app = "企业微信应用" if viewer.wecom else "微信私聊"
        return f"{app} · 只有{viewer.name}看得见"
    group = theatre.cast.groups[room.id]
    return WORKERS_HINT if group.channel == WORKERS else GROUP_HINTS[bool(group.grid)]


def _spoken_time(post: Post) -> str:
    day, clock = county_time(post.at)
    return {Chip.NONE: "", Chip.CLOCK: clock, Chip.DAY: f"{day} {clock}"}[post.chip]


def _mention(theatre: Theatre, post: Post) -> tuple[str, str]:
    """Whom a post speaks to, and its other words: a chat app shows the @ in a colour of its own."""
    first, _, rest = post.text.partition(" ")
    names = [*(theatre.name_of(one) for one in theatre.cast.players), BOT_NAME]
    if first.removeprefix("@") in names and first.startswith("@"):
        return first, rest
    mentioned = [f"@{theatre.name_of(one)}" for one in post.mentions]
    return " ".join(one for one in mentioned if one not in post.text), post.text


def _stretches(text: str, author: str) -> Iterator[Stretch]:
    """The text cut at the ticket numbers that the bot names, so that they can be followed."""
    if author != BOT:
        yield from [Stretch(text)] if text else []
        return
    for place, part in enumerate(NUMBERED.split(text)):
        if part and place % 3 != 2:
            found = NUMBERED.fullmatch(part)
            yield Stretch(part, int(found[2]) if found else None)


def _quoted(theatre: Theatre, post: Post) -> str:
    """What a post refers to; the bot's answer close below the words it answers needs no quote."""
    posts = theatre.chats.posts(post.room)
    ids = [one.id for one in posts]
    if post.quote not in ids:
        return ""
    place = ids.index(post.quote)
    is_near = post.id in ids[place : place + NEAR]
    if post.author == BOT and (is_near or not post.room.is_group):
        return ""
    original = posts[place]
    words = original.text if original.state is not State.RECALLED else "消息已撤回"
    return f"{theatre.name_of(original.author)}：{words}"
