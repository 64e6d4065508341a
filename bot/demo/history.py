"""The last weeks of the county, lived through the product's own front door, and what the stage heard."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import accumulate

from bot.demo.cast import CADRES, CHANNEL, the_cast
from bot.demo.scenes import DAYS, Actor, Scene
from bot.demo.screenplay import Line
from bot.demo.transcript import Spoken
from handlers.inbox import accept
from handlers.message import Message
from handlers.office import Office
from models import outbox
from models.outbox import Fate, OutboxMessage, Settlement
from models.ticket import newest_number
from schedules.runner import run_due

ROUNDS = tuple(time(hour, 30) for hour in (8, 12, 16, 20))
"""When the scheduler's work is done on each day of the past."""
COURIER = "history"
ON_THE_WAY = timedelta(seconds=2)

Tell = Callable[[int, int], None]
"""Told after each moment: how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """One line's moment."""

    line: Line
    scene: Scene


class History:
    """Plays scenes against an office, in order of time, with the scheduler's rounds in between."""

    def __init__(self, office: Office, end: datetime) -> None:
        """`end`: nothing is said after it."""
        self._office = office
        self._end = end
        self._tickets: dict[int, int] = {}
        self._heard: list[Spoken] = []
        self._count = 0

    def play(self, scenes: Sequence[Scene], tell: Tell) -> list[Spoken]:
        """Live through the weeks; what was said on the stage, the bot's words last."""
        moments = [*_rounds(self._end), *_cues(scenes, self._end)]
        heapq.heapify(moments)
        total = len(moments)
        while moments:
            at, _, cue = heapq.heappop(moments)
            if cue is None:
                run_due(self._office, at)
            else:
                self._say(cue, at)
            tell(total - len(moments), total)
        return [*self._heard, *self._settle()]

    def _say(self, cue: _Cue, at: datetime) -> None:
        scene, line = cue.scene, cue.line
        number = self._tickets.get(id(scene))
        if "{n}" in line.words and number is None:
            return
        self._count += 1
        actor = scene.actors[line.who]
        channel = _channel(scene, line, actor)
        message = Message(
            channel=channel,
            message_id=f"h-{self._count}",
            sender_id=actor.on(channel),
            sender_name=actor.name,
            text=line.words.replace("{n}", str(number)),
            sent_at=at,
            group_id=None if line.private else scene.group,
        )
        before = self._newest()
        accept(self._office, message, at)
        after = self._newest()
        if after > before:
            self._tickets.setdefault(id(scene), after)
        self._note(message, actor)

    def _note(self, message: Message, actor: Actor) -> None:
        """Keep what is said on the stage."""
        cast, who = the_cast(), actor.account
        if message.group_id in cast.groups or (message.is_private and who in cast.players):
            place = (message.group_id, who if message.is_private else None)
            self._heard.append(Spoken(message.message_id, who, message.text, message.sent_at, *place))

    def _newest(self) -> int:
        with self._office.database.reading() as session:
            return newest_number(session)

    # What the bot said is carried by nobody: it counts as delivered when it was written.

    def _settle(self) -> list[Spoken]:
        heard: list[Spoken] = []
        database, until = self._office.database, self._end + timedelta(minutes=1)
        while True:
            with database.session() as session:
                rows = outbox.claim(session, COURIER, self._end, until, 500)
                for row in rows:
                    at = row.created_at + ON_THE_WAY
                    outbox.settle(session, Settlement(row.id or 0, COURIER, at, "sent", Fate.SENT))
            if not rows:
                return heard
            heard += [self._spoken(row) for row in rows if _is_on_stage(row)]

    def _spoken(self, row: OutboxMessage) -> Spoken:
        cast = the_cast()
        met = [one.id for name in row.mentions if (one := cast.player_on(row.channel, name))]
        player = cast.player_on(row.channel, row.user_id)
        return Spoken(
            id=row.delivery_id,
            author="bot",
            text=row.text or "",
            at=self._office.calendar.local(row.created_at),
            group=row.group_id,
            player=player.id if player and not row.group_id else None,
            mentions=tuple(met),
            ticket=row.ticket,
            reply_to=row.in_reply_to,
        )


def _rounds(end: datetime) -> Iterator[tuple[datetime, int, None]]:
    """The scheduler's rounds of all days before `end`."""
    for days in range(DAYS, -1, -1):
        day = end.date() - timedelta(days=days)
        moments = (datetime.combine(day, clock, tzinfo=end.tzinfo) for clock in ROUNDS)
        yield from ((at, -1, None) for at in moments if at <= end)


def _cues(scenes: Sequence[Scene], end: datetime) -> Iterator[tuple[datetime, int, _Cue]]:
    """Every line with its moment; the number keeps equal moments in order."""
    number = 0
    for scene in scenes:
        delays = accumulate(line.after for line in scene.lines)
        for delay, line in zip(delays, scene.lines, strict=True):
            at = scene.starts + delay
            if at <= end:
                yield at, number, _Cue(line, scene)
                number += 1


def _is_on_stage(row: OutboxMessage) -> bool:
    cast = the_cast()
    if row.group_id is not None:
        return row.group_id in cast.groups
    return cast.player_on(row.channel, row.user_id) is not None


def _channel(scene: Scene, line: Line, actor: Actor) -> str:
    """Staff write to the bot in WeCom; what is said in a group goes by the group's own channel."""
    if line.private:
        return CADRES if actor.userid else CHANNEL
    stage = the_cast().groups.get(scene.group)
    return stage.channel if stage else CHANNEL
