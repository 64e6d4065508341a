"""Unsure 要不要登记: a text that may be a report; the owner is asked in private, at most once a day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.actions.report import Matter, report
from handlers.desk import Desk
from handlers.wording import excerpt
from models import group, question
from models.group import OWNER
from models.outbox import Choice, Outgoing
from models.person import account_on
from models.question import ANSWER_COUNTS, Asking, Question
from models.source import CHAT
from models.ticket import Ticket
from models.undo import Final

ONCE = timedelta(days=1)


def ask_owner(desk: Desk, matter: Matter, sender: tuple[str, str | None]) -> list[Outgoing]:
    """Ask the group's owner whether the text is to become a ticket; its words are kept sealed until then.

    `sender`: the account and shown name of whoever said it. Nothing is asked (and nothing kept) if there is
    no owner to ask, or he was asked such a thing within a day.
    """
    owners = group.keepers(desk.session, matter.group or 0, OWNER, desk.now)
    owner = owners[0] if owners else None
    if owner is None or account_on(desk.session, owner.id or 0, matter.channel) is None:
        return []
    last = question.last_unsolicited(desk.session, owner.id or 0)
    if last is not None and desk.now - last < ONCE:
        return []
    asked = Question(
        asking=Asking.REGISTER,
        payload=_pack(matter, sender),
        origin=f"{matter.channel}/{matter.message_id}",
        asked_at=desk.now,
        next_at=desk.now + ANSWER_COUNTS,
    )
    desk.session.add(asked)
    desk.session.flush()
    question.ask(desk.session, asked, owner.id or 0, desk.now)
    text = f"这条要不要登记？1 要 2 不要\n{excerpt(matter.text, 200)}"
    answers = Choice("要", "登记这条"), Choice("不要", "不登记这条")
    return [one.offering(*answers) for one in desk.tell(owner, text)]


def register_after_all(desk: Desk, asked: Question) -> tuple[Ticket, list[Outgoing]]:
    """Yes: the kept text becomes a ticket that is confirmed by this answer; what was kept is erased."""
    matter = _unpack(desk, asked.payload or "{}")
    question.end(desk.session, asked, desk.now)
    registered = report(desk, matter)
    desk.final = None  # what was reported by another; the answer that is given with it can be taken back
    return registered


def group_of(asked: Question) -> int | None:
    """The group in which the text was said that is asked about."""
    found: int | None = json.loads(asked.payload or "{}").get("group")
    return found


def forget(desk: Desk, asked: Question) -> None:
    """No, or no answer in time: the kept words are erased."""
    desk.final = Final.DROPPED
    question.end(desk.session, asked, desk.now)


def forget_asked(desk: Desk, origins: Sequence[str]) -> None:
    """Of texts that have become a ticket nobody need say any more whether they are to."""
    for origin in origins:
        for asked in question.from_message(desk.session, origin):
            question.end(desk.session, asked, desk.now)


def _pack(matter: Matter, sender: tuple[str, str | None]) -> str:
    kept = {
        "text": matter.text,
        "category": matter.verdict.category,
        "node": matter.node_id,
        "group": matter.group,
        "channel": matter.channel,
        "message": matter.message_id,
        "account": sender[0],
        "name": sender[1],
    }
    return json.dumps(kept, ensure_ascii=False)


def _unpack(desk: Desk, payload: str) -> Matter:
    kept = json.loads(payload)
    category = desk.office.catalogue.named(kept["category"])
    verdict = desk.office.classify(kept["text"])
    verdict = replace(verdict, kind=category.kind, category=category.code, label=category.label)
    return Matter(
        text=kept["text"],
        verdict=verdict,
        node_id=kept["node"],
        source=CHAT,
        reporter=desk.known(kept["channel"], kept["account"], kept["name"]),
        group=kept["group"],
        channel=kept["channel"],
        message_id=kept["message"],
    )
