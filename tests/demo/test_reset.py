"""Beginning anew in the running process, while its threads are at work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from werkzeug.test import Client

from bot.backups import keeper
from bot.delivery import run_delivery
from bot.demo.prepare import Opening
from bot.demo.transcript import Spoken
from bot.parts import Parts
from bot.scheduler import start_scheduler
from bot.web.app import build_application
from bot.web.simulator.clockwork import Clockwork, Leap
from bot.web.simulator.posts import group_room
from bot.web.simulator.reset import begin_anew
from bot.web.simulator.theatre import Theatre
from bot.web.simulator.wires import Words
from models.lease import note_run
from tests.bot.making import SAID, Hand, says
from tests.town import Town

GROUP = "xingfu-3"
PATIENCE = 30.0
REPORT = {**SAID, "text": "村口的路灯坏了三天了，晚上黑得看不见路，没人来修"}


@pytest.fixture
def opening(parts: Parts, tmp_path: Path) -> Opening:
    """The town as it is now, and one line in the stage's chat."""
    with parts.database.session() as session:
        note_run(session, parts.real_time(), parts.clock())
    keeper.backup(parts.database, tmp_path / "opening.db")
    said = Spoken("m0", "wang", "今天镇上逢集", parts.clock(), group=GROUP)
    return Opening([said], tmp_path / "opening.db")


@contextmanager
def at_work(parts: Parts) -> Iterator[None]:
    """Delivery and scheduler in threads of their own, as a served demo has them."""
    end = start_scheduler(parts)
    delivery = Thread(target=run_delivery, args=(parts, parts.stop))
    delivery.start()
    try:
        yield
    finally:
        parts.stop.set()
        parts.wake.set()
        end()
        delivery.join()


def test_everything_is_as_it_was(town: Town, parts: Parts, opening: Opening, stage: Theatre) -> None:
    """Tickets, numbers, clock and chats are those of the opening, and pages see another era."""
    began, era = parts.clock(), stage.chats.era
    client = Client(build_application(parts))
    hand = parts.real_time
    assert isinstance(hand, Hand)
    assert says(client, hand, REPORT).status_code == 200
    parts.clock.shift(timedelta(days=3))
    stage.say(stage.cast.players["wang"], group_room(GROUP), Words("路灯"))
    begin_anew(parts, stage, opening)
    assert town.tickets() == []
    assert parts.clock() == began
    assert stage.chats.era != era
    assert [post.text for post in stage.chats.posts(group_room(GROUP))] == ["今天镇上逢集"]
    assert says(client, hand, REPORT).status_code == 200
    assert [ticket.number for ticket in town.tickets()] == [1]


def test_it_is_safe_while_everything_is_at_work(
    town: Town, parts: Parts, clockwork: Clockwork, opening: Opening, stage: Theatre
) -> None:
    """In the midst of a quarter's leap, with people speaking and deliveries under way, nothing is torn."""
    client, began = Client(build_application(parts)), parts.clock()
    hand, enough, half = parts.real_time, Event(), Event()
    assert isinstance(hand, Hand)

    def speak() -> None:
        for number in range(60):
            assert says(client, hand, REPORT | {"message_id": f"m{number}"}).status_code == 200
            if number == 20:
                half.set()
        enough.set()

    with at_work(parts):
        speaking = Thread(target=speak)
        speaking.start()
        assert half.wait(PATIENCE)
        assert clockwork.press(Leap.QUARTER)
        begin_anew(parts, stage, opening, [clockwork.stop])
        assert parts.clock() == began
        speaking.join(PATIENCE)
    assert enough.is_set()
    numbers = [ticket.number for ticket in town.tickets()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) < 60
    assert all(town.is_whole(number) for number in numbers)
