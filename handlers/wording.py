"""Sentences and words that are said in more than one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from handlers.desk import Desk
from handlers.hearing import Heard
from models.outbox import EMERGENCY, Outgoing
from models.person import Person
from models.ticket import Ticket, Urgency

LONG_NUMBER = re.compile(r"(?<!\d)(\d{3})(\d{4,11})([\dXx]{4})(?!\d)")
EXCERPT = 40
MOST_LISTED = 12
SEVERAL = "不止一个，请写全称："
SENTENCE = 60
"""How long a sentence of the bot's may be."""


def mark(ticket: Ticket) -> str:
    """The number as every reply has it: 【17号】."""
    return f"【{ticket.number}号】"


def marks(tickets: list[Ticket]) -> str:
    """Several numbers in a row."""
    return "".join(mark(ticket) for ticket in tickets)


def listing(head: str, tickets: list[Ticket], tail: str = "") -> str:
    """A sentence with the numbers of tickets in it; where they do not fit, they stand on a line below."""
    after = f"，{tail}" if tail else ""
    whole = f"{head}：{marks(tickets)}{after}"
    if len(whole) <= SENTENCE:
        return whole
    more = "…" if len(tickets) > MOST_LISTED else ""
    return f"{head}{after}\n{marks(tickets[:MOST_LISTED])}{more}"


def label(desk: Desk, ticket: Ticket) -> str:
    """The category in the users' word, with the urgency if there is one."""
    word = desk.office.catalogue.named(ticket.category).label
    urgency = Urgency(ticket.urgency)
    return word if urgency is Urgency.NORMAL else f"{word}，{urgency.label}"


def name_of(whom: Person | None, otherwise: str = "网格长") -> str:
    """A staff member's name."""
    return otherwise if whom is None else whom.name


def in_danger(heard: Heard, desk: Desk, ticket: Ticket) -> Outgoing:
    """What whoever may be in danger hears at once."""
    chief = name_of(next(iter(desk.chiefs(desk.place(ticket).path)), None))
    text = f"有危险请马上打110、119或120！{mark(ticket)}已通知{chief}"
    return desk.reply(heard, text, ticket).at(EMERGENCY)


def excerpt(text: str, most: int = EXCERPT) -> str:
    """The beginning of someone's words, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def with_list(sentence: str, names: Sequence[str]) -> str:
    """A sentence that ends in a list: on a line of its own where it does not fit."""
    listed = "、".join(names[:MOST_LISTED]) + ("…" if len(names) > MOST_LISTED else "")
    return f"{sentence}{listed}" if len(sentence) + len(listed) <= SENTENCE else f"{sentence}\n{listed}"


def masked(text: str) -> str:
    """Words for a group: phone and identity numbers are hidden."""
    return LONG_NUMBER.sub(lambda found: f"{found[1]}****{found[3]}", text)


def masked_name(name: str | None) -> str:
    """A resident's name for a screen or a group: the first character only."""
    return f"{name[0]}**" if name else "居民"


def clock(desk: Desk, moment: datetime) -> str:
    """A moment as people say it: 18:00, 明天7:30, 11月25日7:30."""
    local, today = desk.office.calendar.local(moment), desk.office.calendar.today(desk.now)
    days = (local.date() - today).days
    before = {0: "", 1: "明天"}.get(days, f"{local.month}月{local.day}日")
    return f"{before}{local.hour}:{local.minute:02}"


def day(desk: Desk, moment: datetime) -> str:
    """A day as people say it: 11月25日."""
    local = desk.office.calendar.local(moment)
    return f"{local.month}月{local.day}日"
