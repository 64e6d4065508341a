"""Personal 个人内容: the one place where a table declares which of its columns hold people's words or names.

A table that stands beside a ticket says so here, and is wiped when the ticket's words are erased (撤回,
删除我的信息) and when it has aged; tests/test_house.py fails for a sealed column that nobody declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import SQLModel

from models.announcement import Announcement
from models.event import TicketEvent
from models.joiner import Joiner
from models.knowledge import Notice
from models.measure import Measure
from models.mediation import Mediation
from models.receipt import Receipt
from models.signature import Signature
from models.supervision import Supervision
from models.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Personal:
    """What of a table is personal in the rows of one ticket."""

    table: type[SQLModel]
    words: Mapping[str, object] = field(default_factory=dict)
    """The columns that are wiped whenever the ticket's words are erased, and what each becomes."""
    ticket: str = "ticket"
    """The column that holds the ticket's number."""
    ages: bool = False
    """Whether the whole rows go when the ticket has aged: nothing of them is left to count."""
    outlasts: bool = False
    """Whether the words stay when the ticket ages: they were made for the public, without names."""


BESIDE_A_TICKET: tuple[Personal, ...] = (
    Personal(Ticket, {"text": "", "facts": None, "result": None}, ticket="number"),
    Personal(TicketEvent, {"note": None, "note_salt": None}),
    Personal(Supervision, {"demand": None}),
    Personal(Measure, {"content": "", "outcome": None}),
    Personal(Mediation, dict.fromkeys(("room", "parties", "present", "agreement"))),
    Personal(Notice, {"title": "", "body": ""}, outlasts=True),
    Personal(Signature, {"party": "", "drawing": None, "token": None, "identity_id": None}),
    Personal(Announcement, {"words": ""}),
    Personal(Joiner, ages=True),
    Personal(Receipt, ages=True),
)

ELSEWHERE: Mapping[str, str] = {
    "person.name": "handlers/actions/erase.py",
    "person.phone": "handlers/actions/erase.py",
    "person.away": "handlers/actions/erase.py",
    "identity.name": "handlers/actions/erase.py",
    "attachment.url": "models/attachment.py",
    "attachment_content.content": "models/attachment.py",
    "enrolment.reason": "models/erasure.py",
    "enrolment.end_note": "models/erasure.py",
    "task.note": "models/erasure.py",
    "outbox.text": "models/retraction.py",
    "broadcast.text": "models/carried.py",
    "question.payload": "models/question.py",
    "quarantine.payload": "models/carried.py",
    "unit_supervision.demand": "models/carried.py",
    "undo_image.before": "models/undo.py",
    "undo_image.after": "models/undo.py",
}
"""The sealed columns that belong to no ticket's rows, or need more than wiping, and the file that does it."""

IMPERSONAL = {"rule_version.content", "rule_version.note"}
"""Sealed, but about nobody."""
