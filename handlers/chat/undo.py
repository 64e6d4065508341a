"""撤销: whoever did something by mistake takes it back."""

from __future__ import annotations

from handlers.actions.decide import CHOICES
from handlers.actions.tasks import told_numbers
from handlers.actions.undo import TakenBack, take_back
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.wording import mark
from models import question
from models.outbox import Outgoing
from models.task import TaskStatus
from models.ticket import Status, Ticket


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Take the speaker's last deed back, whichever chat it was done in."""
    if heard.command is None or heard.command.verb is not Verb.UNDO:
        return None
    back = take_back(desk, heard.command.numbers)
    replies = _replies(heard, desk, back)
    here = {(one.to, one.ticket) for one in replies}
    return replies + [one for one in back.told if (one.to, one.ticket) not in here]


def _replies(heard: Heard, desk: Desk, back: TakenBack) -> list[Outgoing]:
    replies = [desk.reply(heard, _outcome(desk, back, ticket), ticket) for ticket in back.tickets]
    if back.tasks:
        numbers = [one.number for one in back.tasks if one.number and one.status == TaskStatus.OPEN]
        again = f"，{told_numbers(numbers)} 号照旧" if numbers else ""
        replies.append(desk.reply(heard, f"“{back.deed}”已撤销{again}"))
    return replies or [desk.reply(heard, f"“{back.deed}”已撤销{back.beside}")]


def _outcome(desk: Desk, back: TakenBack, ticket: Ticket) -> str:
    me = desk.speaker.person_id
    text = f"{mark(ticket)}{back.outcome(ticket)}"
    reopened = ticket.status == Status.PENDING and ticket.number in back.moved
    again = reopened and question.is_asked(desk.session, ticket.number, me or 0, desk.now)
    return f"{text}：{CHOICES}" if again else text
