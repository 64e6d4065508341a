"""What a page shows: plain values for the templates, seen through one player's eyes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot.demo.cast import Player
from bot.web.simulator.chats import BOT, Chip, Post, Room, State
from bot.web.simulator.theatre import BOT_NAME, Theatre

COLOURS = 8
NEAR = 6
"""So many posts are taken in at a glance."""
WEEKDAYS = "一二三四五六日"
NUMBERED = re.compile(r"【(\d+)号】")


@dataclass(frozen=True, slots=True)
class Face:
    """An avatar: one character on a colour (the bot has its own)."""

    letter: str
    colour: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """One post as the viewer sees it. `chip` is the time above it, `line` a grey line instead of a bubble."""

    id: str
    name: str
    face: Face
    text: str
    mine: bool
    is_bot: bool
    chip: str = ""
    line: str = ""
    mention: str = ""
    quoted: str = ""
    failed: bool = False
    ticket: int | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """One chat on the page. `said` are suggested phrases, `{n}` in them stands for the newest ticket."""

    room: Room
    title: str
    hint: str
    bubbles: list[Bubble]
    phrases: list[str]


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
    recalled = post.state is State.RECALLED
    mention, text = _mention(theatre, post)
    return Bubble(
        id=post.id,
        name=name,
        face=face_of(theatre, post.author),
        text=text,
        mine=mine,
        is_bot=post.author == BOT,
        chip=_spoken_time(post),
        line=f"{'你' if mine else name}撤回了一条消息" if recalled else "",
        mention=mention,
        quoted=_quoted(theatre, post),
        failed=post.state is State.FAILED,
        ticket=post.ticket or _numbered(post),
    )


def panel(theatre: Theatre, room: Room, viewer: Player) -> Panel:
    """A chat through the viewer's eyes."""
    bubbles = [bubble(theatre, post, viewer) for post in theatre.chats.posts(room)]
    if not room.is_group:
        hint = f"这里只有{viewer.name}和助手，别人看不见"
        return Panel(room, "网格群助手", hint, bubbles, viewer.say.get("bot", []))
    group = theatre.cast.groups[room.id]
    hint = "这个群绑定了网格，助手在听" if group.grid else "这个群没有绑定网格，助手不听也不说"
    return Panel(room, group.name, hint, bubbles, viewer.say.get("group", []))


def county_time(now: datetime) -> tuple[str, str]:
    """The county's day and clock for the head of the page."""
    return f"{now.month}月{now.day}日 周{WEEKDAYS[now.weekday()]}", f"{now:%H:%M}"


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


def _numbered(post: Post) -> int | None:
    found = NUMBERED.search(post.text) if post.author == BOT else None
    return int(found[1]) if found else None
