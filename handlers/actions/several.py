"""Several 几件事: whether a ticket holds more than one matter, and what the owner is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.desk import Desk
from models.ticket import Ticket
from nlp.matters import Matter, matters
from nlp.verdict import Verdict


def of(desk: Desk, ticket: Ticket) -> Sequence[Matter]:
    """The matters of a ticket in the order of its words, each as it is judged alone."""

    def judge(text: str) -> Verdict:
        return desk.office.classify(text)

    found = matters(ticket.text, judge)
    return [Matter(one.text, _read_whole(one, judge(one.text))) for one in found]


def hint(ticket: Ticket, room: int) -> str:
    """How to divide a ticket that holds several matters, within so many characters."""
    ways = (f"；像两件事可回 拆分 {ticket.number}", f"；可回 拆分 {ticket.number}")
    return next((one for one in ways if len(one) <= room), "")


def _read_whole(one: Matter, whole: Verdict) -> Verdict:
    """Category and urgency are those of the words that report it; the facts those of all its words."""
    return replace(one.verdict, entities=whole.entities)
