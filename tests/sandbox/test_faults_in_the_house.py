"""With one fault in five answers every message arrives once, in order, in its chat, within all limits."""

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.sandbox.faults import CALLBACK, Chance, FaultScript, fault_of
from bot.sandbox.posts import AppChat, BotChat, Chat, RoomChat
from bot.sandbox.rules import Rules
from bot.sandbox.sending import DROPPED
from models.outbox import Fate
from tests.bot.making import Hand
from tests.sandbox.corps import AGENT
from tests.sandbox.house import APP, BOT, BOT_ID, ROOM, House, open_house
from tests.town import Town

QUICK = Rules(callback_seconds=5, refresh_seconds=0.02)
COMMON = (
    *("code -1", "code 45009", "code 45033", "status 500"),
    *("hang up before", "hang up after", "rubbish", "rubbish after"),
)
FAULTS = {
    "message/send": (*COMMON, "code 42001"),
    "gettoken": COMMON,
    "aibot/response": COMMON,
    CALLBACK: ("lost", "status 500", "hang up before"),
}
SEEDS = range(200 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 3)
STAFF = ("u-zhao", "u-sun", "u-zhou", "u-qian", "u-li")


def one_in_five(seed: int) -> FaultScript:
    """Of the answers to each call, and of callbacks."""
    return FaultScript(
        chances=[
            Chance(frozenset({call}), 0.2, tuple(fault_of(one) for one in ways), seed)
            for call, ways in FAULTS.items()
        ]
    )


def play(house: House, dice: random.Random, count: int) -> tuple[dict[Chat, list[str]], set[str]]:
    """Members ask for things by number, here and there, and the application tells them things by itself.

    What each chat must show; and of what the platform gave up after four tries, so that it may be missing.
    """
    expected: dict[Chat, list[str]] = {}
    doubtful: set[str] = set()
    for number in range(100, 100 + count):
        who, way = dice.choice(STAFF), dice.choice(WAYS)
        chat, is_heard = way(house, who, number)
        expected.setdefault(chat, []).append(answer(number))
        if not is_heard:
            doubtful.add(answer(number))
        elif chat == RoomChat(ROOM) and not house.fates().get(Fate.QUEUED):
            house.posts((BOT, None, f"还有 {number}"))  # by the address of the question, answered inside
            expected[chat].append(f"还有 {number}")
            house.carry()
        if number % 20 == 0:
            house.carry(rounds=1)
    house.carry()
    return expected, doubtful


def answer(number: int) -> str:
    """What the house says to the question after a ticket that does not exist."""
    return f"没有【{number}号】工单，请核对编号。"


def ask_app(house: House, who: str, number: int) -> tuple[Chat, bool]:
    """In private, of the application."""
    return AppChat(AGENT, who), house.platform.write_to_app(who, AGENT, f"进度 {number}").heard


def ask_bot(house: House, who: str, number: int) -> tuple[Chat, bool]:
    """In private, of the bot."""
    return BotChat(BOT_ID, who), house.platform.write_to_bot(who, BOT_ID, f"进度 {number}").heard


def ask_in_room(house: House, who: str, number: int) -> tuple[Chat, bool]:
    """In the room, by @."""
    sent = house.platform.write_in_room(who, ROOM, f"进度 {number}", [BOT_ID])
    return RoomChat(ROOM), sent.heard


def be_told(house: House, who: str, number: int) -> tuple[Chat, bool]:
    """The house speaks first."""
    house.posts((APP, who, answer(number)))
    return AppChat(AGENT, who), True


WAYS = (ask_app, ask_bot, ask_in_room, ask_in_room, be_told)


def check(house: House, expected: dict[Chat, list[str]], doubtful: set[str]) -> None:
    """Once, in order, and no limit was met."""
    for chat, words in expected.items():
        missing = doubtful - set(house.heard_in(chat))
        assert house.heard_in(chat) == [one for one in words if one not in missing]
    assert len(doubtful) <= 5
    assert set(house.fates()) == {Fate.SENT}
    assert house.platform.tally.count("message/send", DROPPED) == 0
    assert house.platform.tally.count(what="45009") == 0
    assert not [what for what in house.platform.tally.all() if "thrown away" in what]


def test_one_fault_in_five_answers(quiet_town: Town, hand: Hand) -> None:
    """Some hundreds of messages through both channels."""
    with open_house(quiet_town, hand, one_in_five(17), QUICK) as house:
        check(house, *play(house, random.Random(17), 300))
        for call in ("message/send", "aibot/response"):
            for way in ("code", "status", "hang up before", "hang up after", "rubbish", "rubbish after"):
                assert house.platform.tally.count(call, f"fault {way}"), (call, way)


@pytest.mark.parametrize("seed", SEEDS)
def test_any_faults_property(quiet_town: Town, hand: Hand, seed: int) -> None:
    """The same with other dice; many more of them in `make soak`."""
    with open_house(quiet_town, hand, one_in_five(seed), QUICK) as house:
        check(house, *play(house, random.Random(seed), 60))


def test_a_busy_room(quiet_town: Town, hand: Hand) -> None:
    """More questions a minute than answers are allowed: what is beyond comes later, nothing is lost."""
    with open_house(quiet_town, hand, FaultScript(), QUICK) as house:
        played = [ask_in_room(house, STAFF[number % 5], number) for number in range(100, 145)]
        assert all(is_heard for _, is_heard in played)
        assert len(house.heard_in(RoomChat(ROOM))) <= 30
        house.carry()
        check(house, {RoomChat(ROOM): [answer(number) for number in range(100, 145)]}, set())


def test_a_busy_room_with_lost_answers(quiet_town: Town, hand: Hand) -> None:
    """What was answered inside is given again, also when the chat has heard its minute's share."""
    faults = FaultScript({CALLBACK: ["lost", "ok"] * 45})
    with open_house(quiet_town, hand, faults, QUICK) as house:
        for number in range(100, 145):
            assert ask_in_room(house, STAFF[number % 5], number)[1]
        house.carry()
        check(house, {RoomChat(ROOM): [answer(number) for number in range(100, 145)]}, set())


def test_many_at_once(quiet_town: Town, hand: Hand) -> None:
    """Members write at the same time, each in his own chats, while answers go wrong."""

    def member(house: House, who: str, first: int) -> tuple[dict[Chat, list[str]], set[str]]:
        expected: dict[Chat, list[str]] = {}
        doubtful: set[str] = set()
        for number in range(first, first + 12):
            chat, is_heard = (ask_app, ask_bot)[number % 2](house, who, number)
            expected.setdefault(chat, []).append(answer(number))
            doubtful |= set() if is_heard else {answer(number)}
        return expected, doubtful

    with open_house(quiet_town, hand, one_in_five(5), QUICK) as house, ThreadPoolExecutor(5) as pool:
        firsts = range(100, 600, 100)
        played = list(pool.map(lambda who, first: member(house, who, first), STAFF, firsts))
        house.carry()
        for expected, doubtful in played:
            check(house, expected, doubtful)
