"""Gather 合成一件: many groups report one outage; the coordinator is asked once, and makes one matter of it.

A person decides, never the bot: to take tickets from those who handle them by a guess would do more harm than
a question, and until it is answered each ticket goes its own way.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from handlers.actions import crowd, guard, ladder, piled, rest
from handlers.actions.assign import hand_to, notify_handler
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import mark, marks
from models import grid, question
from models import ticket as tickets
from models.appointment import first_handler
from models.gathering import Gathering
from models.grid import GridNode
from models.moves import Action
from models.outbox import Choice, Outgoing
from models.person import Person
from models.question import ANSWER_COUNTS, Asking, Question
from models.source import CHAT, TicketSource
from models.ticket import Status, Ticket, Urgency, next_number
from models.undo import Final

ONCE = timedelta(days=1)
"""How long nobody is asked again about the same outage."""


def look(desk: Desk) -> list[Outgoing]:
    """If what was started makes a pile of one outage, whoever coordinates its common place is asked, once."""
    ticket = tickets.by_number(desk.session, desk.started or 0)
    matter = piled.outage(desk, ticket) if ticket and piled.is_gatherable(desk, ticket) else None
    if ticket is None or matter is None:
        return []
    chain = grid.chain(desk.session, desk.place(ticket).path)
    found = piled.pile(desk, matter, chain[-1], desk.now - desk.office.threshold.span)
    for node in chain:
        here = piled.under(desk, found, node)
        person = piled.coordinator(desk, node) if piled.is_enough(desk, here, node) else None
        if person is not None:
            return _ask(desk, (matter, node), here, person)
    return []


def answered_yes(desk: Desk, asked: Question) -> tuple[Ticket, list[Outgoing]]:
    """Yes: everything of the outage that is open there now is one matter."""
    kept = json.loads(asked.payload or "{}")
    tickets.in_turn(desk.session)
    node = desk.node(kept["node"])
    found = piled.pile(desk, kept["matter"], node, asked.asked_at - desk.office.threshold.span)
    if len(found) < 2:
        raise Refusal("这几件已经不在办了，没有可以合成的")
    question.end(desk.session, asked, desk.now)
    return _gather(desk, (kept["matter"], node), found)


def gather(desk: Desk, named: Sequence[Ticket]) -> tuple[Ticket, list[Outgoing]]:
    """合成 12 13 15: these are one matter, at the nearest place that holds them all."""
    tickets.in_turn(desk.session)
    found = sorted({one.number: one for one in named}.values(), key=lambda one: one.number)
    if len(found) < 2:
        raise Refusal("请写两个以上的编号，例：合成 12 13 15", if_pointed=True)
    for one in found:
        guard.check(desk, one, Action.GATHER)
        if not piled.is_gatherable(desk, one):
            raise Refusal(f"{mark(one)}要单独办，不能合成；同一件事可以合并，例：合并 17 12")
    told = filter(None, (piled.outage(desk, one) for one in found))
    matter = next(told, desk.office.catalogue.named(found[0].category).label)
    return _gather(desk, (matter, piled.common_place(desk, found)), found)


def _ask(desk: Desk, about: tuple[str, GridNode], found: Sequence[Ticket], person: Person) -> list[Outgoing]:
    matter, node = about
    origin = f"gather/{matter}"
    if question.asked_since(desk.session, origin, person.id or 0, desk.now - ONCE):
        return []
    asked = Question(
        asking=Asking.GATHER,
        payload=json.dumps({"matter": matter, "node": node.id}, ensure_ascii=False),
        origin=origin,
        asked_at=desk.now,
        next_at=desk.now + ANSWER_COUNTS,
    )
    desk.session.add(asked)
    desk.session.flush()
    question.ask(desk.session, asked, person.id or 0, desk.now)
    alone = len(question.open_for(desk.session, person.id or 0, desk.now)) == 1
    how = "1 要 2 不要" if alone else "请回复 合成一件 或 不合成"
    head = f"{node.name}{piled.group_count(found)}个群都报{matter}，要不要合成一件事？{how}"
    answers = Choice("要", "合成一件"), Choice("不要", "不合成")
    text = "\n".join([head, *piled.places(desk, found)])
    return [one.offering(*answers) for one in desk.tell(person, text)]


def _gather(
    desk: Desk, about: tuple[str, GridNode], found: Sequence[Ticket]
) -> tuple[Ticket, list[Outgoing]]:
    matter, node = about
    for one in found:
        guard.check(desk, one, Action.GATHER)
    parent = _open(desk, about, found)
    for one in found:
        _lay_under(desk, parent, one)
    desk.record(parent, Action.CONFIRM, why="gathered")
    hand_to(desk, parent, first_handler(desk.session, node.path, desk.now))
    ladder.begin(desk, parent)
    desk.started, desk.final = parent.number, Final.GATHERED
    groups = piled.group_count(found)
    said = crowd.tell(desk, parent, f"{mark(parent)}{matter}有{groups}个群反映，合在一起办，有消息在这里说")
    how = f"告诉大家请回复：通告 {parent.number} 正在抢修 预计今晚8点恢复"
    lines = ["合在一起的：", *piled.places(desk, found), how]
    return parent, said + notify_handler(desk, parent, *lines) + _free_handlers(desk, parent, found)


def _open(desk: Desk, about: tuple[str, GridNode], found: Sequence[Ticket]) -> Ticket:
    """The parent: it has no reporter, and its words are ours."""
    matter, node = about
    category = Counter(one.category for one in found).most_common(1)[0][0]
    text = f"{desk.place_name(node.id or 0)}{matter}，{len(found)}件反映合成"
    parent = Ticket(
        number=next_number(desk.session),
        kind=desk.office.catalogue.named(category).kind,
        category=category,
        status=Status.CONFIRMED,
        urgency=Urgency.NORMAL,
        node_id=node.id or 0,
        level_id=node.id,
        text=text,
        source=CHAT,
        created_at=desk.now,
        confirmed_at=desk.now,
    )
    desk.session.add(parent)
    desk.session.flush()
    desk.session.add(TicketSource(ticket=parent.number, source=CHAT, at=desk.now))
    desk.session.add(Gathering(ticket=parent.number, matter=matter, at=desk.now))
    said = {"category": category, "source": CHAT, "urgency": parent.urgency}
    desk.record(parent, Action.REPORT, note=text, of=[one.number for one in found], **said)
    return parent


def _lay_under(desk: Desk, parent: Ticket, one: Ticket) -> None:
    rest.lay_down(desk, parent, one)
    one.status, one.merged_into, one.closed_at = Status.MERGED, parent.number, desk.now
    ladder.stop(one)
    question.close(desk.session, one, desk.now)
    desk.record(one, Action.GATHER, into=parent.number)


def _free_handlers(desk: Desk, parent: Ticket, found: Sequence[Ticket]) -> list[Outgoing]:
    """Whoever had some of them in hand hears once that he need not go on alone."""
    hands = dict.fromkeys(one.handler_id for one in found if one.handler_id not in (None, parent.handler_id))
    said: list[Outgoing] = []
    for person in hands:
        his = marks([one for one in found if one.handler_id == person])
        said += desk.tell(desk.person(person), f"{his}已并入{mark(parent)}，不用再单独办", parent)
    return said
