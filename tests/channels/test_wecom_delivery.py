"""From the outbox to the members: once each and in order, with one fault in five answers."""

from __future__ import annotations

import random
from dataclasses import replace

from bot.delivery import deliver_due
from bot.parts import Parts
from handlers.office import Office
from models import outbox
from models.database import Database
from models.outbox import Chat, Outgoing
from nlp.classifier import Classifier
from tests.bot.making import Hand, bare_office, make_parts
from tests.channels.kinds_made import make_app
from tests.channels.wecom_server import HANG_UP, RUBBISH, Step, WeComServer

FAULTS: tuple[Step, ...] = (HANG_UP, RUBBISH, "500", -1, 45009, 42001)
MEMBERS, EACH = 5, 12


def test_one_fault_in_five_answers(
    sqlite: Database, classifier: Classifier, hand: Hand, platform: WeComServer
) -> None:
    """Lost answers, busy servers, limits and tokens that end: each message is read once, in its order."""
    parts = _parts(bare_office(sqlite, classifier), hand, platform)
    dice = random.Random(17)
    platform.script.extend(dice.choice(FAULTS) if dice.random() < 0.2 else 0 for _ in range(400))
    said = [(f"u{n % MEMBERS}", f"第{n}件") for n in range(MEMBERS * EACH)]
    with parts.database.session() as session:
        outbox.post(session, [Outgoing(Chat("app", None, who), text) for who, text in said], hand())
    for _ in range(200):
        deliver_due(parts, hand())
        hand.move(seconds=61)
    for member in {who for who, _ in said}:
        read = [one["text"]["content"] for one in platform.taken if one["touser"] == member]
        assert read == [text for who, text in said if who == member]


def _parts(office: Office, hand: Hand, platform: WeComServer) -> Parts:
    return replace(make_parts(office, hand), channels={"app": make_app(hand, api_base_url=platform.url)})
