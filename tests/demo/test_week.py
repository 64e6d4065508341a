"""The village week: it plays by itself on the whole bot, and can be held, resumed and stopped at any line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

import pytest

from bot.demo.cast import the_cast
from bot.demo.screenplay import Line, PlayError, Way, read
from bot.demo.week import Cue, monday_of, the_week
from bot.parts import Parts
from bot.web.simulator.clockwork import Clockwork
from bot.web.simulator.leaps import AT_ONCE as NO_WAIT
from bot.web.simulator.week import State, Tempo, Week
from models import task
from models.knowledge import Faq
from models.receipt import receipt_of
from tests.demo.conftest import VILLAGE
from tests.gateway import Gateway
from tests.town import CHANNEL, ZONE, Town

PATIENCE, A_MOMENT = 60.0, 0.2
AT_ONCE = Tempo(factor=0.0)


class InTown:
    """Does in the town what the lines of a play say."""

    def __init__(self, town: Town, parts: Parts, between: Callable[[Line], None] = lambda _: None) -> None:
        """`between` is called before each line, as if somebody else came in."""
        self.town, self.parts, self.between = town, parts, between
        self.done: list[tuple[str, str]] = []

    def act(self, line: Line, words: str) -> str:
        """Say it at the county's time."""
        self.between(line)
        town, name = self.town, the_cast().players[line.who].name
        town.now = self.parts.clock()
        self.done.append((name, words))
        if line.way is Way.RECALL:
            town.recalls(name, self._said(name, words))
            return ""
        if line.way in (Way.PRIVATE, Way.PRESS):
            return town.whispers(name, words)
        if line.way is Way.GROUP:
            return town.says(name, words)
        return town.sends(name, words, group_id="g-work", mentions_bot=line.way is Way.WORKERS)

    def ticket_of(self, message_id: str) -> int | None:
        """The ticket that words became."""
        with self.town.database.reading() as session:
            found = receipt_of(session, CHANNEL, message_id)
            return found.ticket if found and found.started else None

    def tasks_of(self, who: str) -> list[int]:
        """The numbers of somebody's open tasks."""
        person = self.town.person(the_cast().players[who].name).id or 0
        with self.town.database.reading() as session:
            return [one.number for one in task.open_list(session, person) if one.number is not None]

    def _said(self, name: str, words: str) -> str:
        place = max(
            n for n, done in enumerate(self.done[:-1]) if done[0] == name and done[1].startswith(words)
        )
        return f"m{place + 1}"


def week_of(cues: list[Cue], hands: InTown, clockwork: Clockwork) -> Week:
    """A play at once."""
    return Week(cues, hands, clockwork, AT_ONCE)


def cue(hours: float, who: str, words: str, scene: str = "一件事") -> Cue:
    """A line of the residents' group."""
    return Cue(timedelta(hours=hours), scene, Line(who, words, timedelta(0)))


def test_the_whole_week(town: Town, parts: Parts, clockwork: Clockwork, listener: Gateway) -> None:
    """From Monday to Sunday everything comes to its end, and what is talk stays unanswered."""
    town.enrol("陈大山", "刘二妹", "孙小妹", responsible="周主任")
    town.at(town.now)
    with town.database.session() as session:
        session.add(Faq(question="医保怎么交", answer="在小程序里交", source="县医保局"))
    hands = InTown(town, parts)
    week = week_of(the_week(), hands, clockwork)
    assert week.start()
    assert week.wait(PATIENCE)
    assert len(hands.done) == len(the_week())
    ends = {one.category: one.status for one in town.tickets() if one.category != "roads_transport"}
    assert ends == {
        "labor": "closed",
        "family": "handling",
        "public_safety": "closed",
        "utilities": "closed",
        "sanitation": "withdrawn",
    }
    said = [one["text"] for one in listener.taken]
    assert any("改到今天的2项" in text for text in said)
    assert sum("请确认【5号】" in text for text in said) == 1
    assert parts.clock() >= datetime(2026, 3, 15, 11, 24, tzinfo=ZONE)


def test_held_resumed_and_stopped_at_any_line(town: Town, parts: Parts, clockwork: Clockwork) -> None:
    """Paused in a line it stands before the next; it goes on from there, and stopped it can begin again."""
    stood_at = list[str]()

    def hold(line: Line) -> None:
        stood_at.append(week.position)
        if line.words == "二":
            week.pause()

    hands = InTown(town, parts, hold)
    week = week_of([cue(9, "wang", "一"), cue(9.5, "wang", "二"), cue(34, "wang", "三")], hands, clockwork)
    assert week.start()
    assert not week.start()
    assert week.wait(PATIENCE, State.PAUSED)
    week.resume()
    assert week.wait(PATIENCE)
    assert [words for _, words in hands.done] == ["一", "二", "三"]
    assert stood_at[1:] == ["周一 09:30 · 第 2 句，共 3 句", "周二 10:00 · 第 3 句，共 3 句"]
    assert week.position == ""
    assert week.start()
    assert week.wait(PATIENCE, State.PAUSED)
    week.stop()
    assert week.state is State.IDLE
    assert len(hands.done) == 5


def test_whoever_stops_the_clock_holds_the_play(town: Town, parts: Parts) -> None:
    """The movement to a line ends at once, and the play waits there until it is resumed."""
    began, never = Event(), Event()

    def tell() -> None:
        began.set()
        never.wait(A_MOMENT)

    clockwork = Clockwork(parts, VILLAGE, NO_WAIT, tell)
    hands = InTown(town, parts)
    week = week_of([cue(40, "wang", "一")], hands, clockwork)
    assert week.start()
    assert began.wait(PATIENCE)
    clockwork.stop()
    assert week.wait(PATIENCE, State.PAUSED)
    assert hands.done == []
    week.resume()
    assert week.wait(PATIENCE)
    assert [words for _, words in hands.done] == ["一"]


def test_whoever_plays_along_breaks_nothing(town: Town, parts: Parts, clockwork: Clockwork) -> None:
    """A matter that somebody else ended, a ticket that never came and a list that is empty: it plays on."""
    lamp = "村口的路灯坏了三天了，晚上黑得看不见路，没人来修"
    cues = [
        cue(9, "wang", lamp),
        cue(9.1, "li", "1"),
        cue(9.2, "zhao", "接单 {n}"),
        cue(9.3, "zhao", "接单 {n}", "从没有过的事"),
        cue(9.4, "zhou", "完成 {1}"),
        cue(9.5, "wang", "就这样"),
    ]

    def meddle(line: Line) -> None:
        if line.words == "1":
            town.says("李群主", "2")

    hands = InTown(town, parts, meddle)
    week = week_of(cues, hands, clockwork)
    assert week.start()
    assert week.wait(PATIENCE)
    assert [words for _, words in hands.done] == [lamp, "1", "接单 1", "就这样"]
    assert [one.status for one in town.tickets()] == ["rejected"]


def test_a_line_is_left_standing_for_as_long_as_it_takes_to_read() -> None:
    """Short words a second and a half, long ones up to three; the factor scales it all."""
    assert (Tempo().of(""), Tempo().of("二" * 100)) == (1.5, 3.0)
    assert Tempo(factor=2).of("") == 3.0


def test_the_form() -> None:
    """A line has a moment of the week or a delay, and a place; what does not read so is refused."""
    (line,) = read("周二 08:30 zhao（工作群）：待办")
    assert (line.at, line.way, line.private) == (timedelta(days=1, hours=8.5), Way.WORKERS, False)
    assert read("+3分 wang（私）：帮助")[0].private
    for wrong in ("周八 08:30 wang：好", "wang（喇叭）：好"):
        with pytest.raises(PlayError):
            read(wrong)


def test_it_begins_on_the_next_monday() -> None:
    """Today, if it is Monday and the first line lies ahead; else a Monday that comes."""
    cues = [cue(8, "wang", "早")]
    monday = datetime(2026, 11, 23, tzinfo=ZONE)
    assert monday_of(cues, monday + timedelta(hours=7)) == monday
    assert monday_of(cues, monday + timedelta(hours=9)) == monday + timedelta(days=7)
    assert monday_of(cues, monday - timedelta(minutes=1)) == monday
