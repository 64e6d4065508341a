"""The stagehand does what a line says, in the right chat, as its speaker would."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest

from bot.demo.cast import CHANNELS, Player, the_cast
from bot.demo.screenplay import Line, Way
from bot.parts import Parts
from bot.web.simulator.posts import BOT, Button, Post, State, group_room, private_room
from bot.web.simulator.stagehand import HOME_GROUP, WORKERS_GROUP, Stagehand
from bot.web.simulator.theatre import Theatre
from bot.web.simulator.wires import Carried, Words
from tests.town import Town


class Taking:
    """A wire that takes everything, and keeps what was pressed and taken back."""

    recalls = True

    def __init__(self) -> None:
        self.pressed: list[tuple[str, str]] = []
        self.recalled: list[str] = []

    def carry(self, player: Player, post: Post, words: Words, quoted: Post | None, /) -> Carried:
        """Take words."""
        return Carried(taken=True)

    def recall(self, player: Player, post: Post, /) -> bool:
        """Take back."""
        self.recalled.append(post.id)
        return True

    def press(self, player: Player, post: Post, key: str, /) -> Carried:
        """Press."""
        self.pressed.append((player.id, key))
        return Carried(taken=True)


@pytest.fixture
def wire() -> Taking:
    """By which everything goes."""
    return Taking()


@pytest.fixture
def theatre(parts: Parts, wire: Taking) -> Theatre:
    """A stage whose words are all taken."""
    return Theatre(the_cast(), dict.fromkeys(CHANNELS, wire), parts.clock, Event())


@pytest.fixture
def hand(theatre: Theatre, town: Town) -> Stagehand:
    """Whoever does what the lines say."""
    return Stagehand(theatre, town.office)


def line(who: str, way: Way = Way.GROUP) -> Line:
    """A line of a play; its words are given when it is done."""
    return Line(who, "", timedelta(0), way)


def test_each_way_has_its_chat(theatre: Theatre, hand: Stagehand) -> None:
    """The residents' group, the private chat, the workers' group to the bot by @ and to colleagues."""
    said = hand.act(line("wang"), "路灯坏了")
    hand.act(line("zhao", Way.PRIVATE), "接单 1")
    hand.act(line("zhao", Way.WORKERS), "待办")
    hand.act(line("zhou", Way.AMONG_WORKERS), "下午开会")
    home, work = theatre.chats.posts(group_room(HOME_GROUP)), theatre.chats.posts(group_room(WORKERS_GROUP))
    assert [(post.id, post.author, post.text) for post in home] == [(said, "wang", "路灯坏了")]
    assert [post.text for post in theatre.chats.posts(private_room("zhao"))] == ["接单 1"]
    assert [post.text for post in work] == ["@网格群助手 待办", "下午开会"]


def test_a_button_is_pressed_and_without_one_the_words_are_said(
    theatre: Theatre, hand: Stagehand, wire: Taking
) -> None:
    """The newest button that says it, once; a card that was pressed has none any more."""
    room = private_room("zhou")
    hand.act(line("zhou", Way.PRESS), "同意 7")
    card = Post("d1", room, BOT, "请审批【7号】", theatre.clock(), buttons=(Button("同意", "say:同意 7"),))
    theatre.show(card)
    assert hand.act(line("zhou", Way.PRESS), "同意 7") == ""
    assert [post.text for post in theatre.chats.posts(room)] == ["同意 7", "请审批【7号】"]
    assert wire.pressed == [("zhou", "say:同意 7")]


def test_words_are_taken_back_by_how_they_begin(theatre: Theatre, hand: Stagehand, wire: Taking) -> None:
    """One's own latest; words that nobody said are not missed."""
    said = hand.act(line("wang"), "垃圾池满了，臭得很")
    hand.act(line("zhang"), "垃圾池满了也没人管")
    hand.act(line("wang", Way.RECALL), "垃圾池满了")
    hand.act(line("wang", Way.RECALL), "从没说过")
    assert wire.recalled == [said]
    states = [post.state for post in theatre.chats.posts(group_room(HOME_GROUP))]
    assert states == [State.RECALLED, State.SENT]


def test_numbers_are_read_from_the_database(hand: Stagehand) -> None:
    """Words that became nothing have no ticket, and whoever has no tasks has no numbers."""
    assert hand.ticket_of("m-nothing") is None
    assert hand.tasks_of("zhou") == []
