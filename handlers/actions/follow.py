"""Follow 接着说: what the same person adds right after the report goes to the ticket."""

from __future__ import annotations

from handlers.actions import decide, facts, files, guard
from handlers.actions.reporter import tell_added
from handlers.desk import Desk
from handlers.message import Message
from handlers.wording import label, mark
from models import question
from models.moves import Action
from models.outbox import EMERGENCY, PROMPT, Outgoing
from models.ticket import Status, Ticket, Urgency
from nlp.verdict import Verdict

ORDER = (Urgency.NORMAL, Urgency.URGENT, Urgency.EMERGENCY)


def add_words(desk: Desk, ticket: Ticket, words: str, verdict: Verdict | None) -> list[Outgoing]:
    """More words of the reporter's: a step of the timeline; who is concerned hears if it grows graver."""
    guard.check(desk, ticket, Action.SUPPLEMENT)
    raised = _raise(ticket, verdict)
    facts.add(desk, ticket, words)
    desk.record(ticket, Action.SUPPLEMENT, note=words, **raised)
    return _alarm(desk, ticket, words) if "urgency" in raised else tell_added(desk, ticket, words)


def add_files(desk: Desk, ticket: Ticket, message: Message) -> list[Outgoing]:
    """Pictures and files of the reporter's; whoever handles it hears how many."""
    guard.check(desk, ticket, Action.SUPPLEMENT)
    files.note_files(desk, ticket, message.message_id, message.attachments)
    return tell_added(desk, ticket, files.told(message.attachments))


def _raise(ticket: Ticket, verdict: Verdict | None) -> dict[str, object]:
    """A ticket only grows graver and more private by what is added; what grew."""
    raised: dict[str, object] = {}
    if verdict is None or verdict.category is None:
        return raised
    if ORDER.index(Urgency(verdict.urgency)) > ORDER.index(Urgency(ticket.urgency)):
        ticket.urgency = Urgency(verdict.urgency)
        raised["urgency"] = ticket.urgency
    if verdict.sensitive and not ticket.sensitive:
        ticket.sensitive = raised["sensitive"] = True
    return raised


def _alarm(desk: Desk, ticket: Ticket, words: str) -> list[Outgoing]:
    """It has become urgent: whoever was asked or handles it hears the words, and so does the chief."""
    asked = question.about(desk.session, ticket.number) if ticket.status == Status.PENDING else None
    said: list[Outgoing] = []
    if asked is not None:
        said = decide.put_to_chief(desk, ticket, asked, set(question.asked_people(desk.session, asked)))
    text = f"{mark(ticket)}更急了（{label(desk, ticket)}），反映人又说：\n{words}"
    return said + tell_concerned(desk, ticket, text)


def tell_concerned(desk: Desk, ticket: Ticket, text: str) -> list[Outgoing]:
    """Whoever was asked about a ticket, else its handler and the nearest chief, hear of it in private."""
    asked = question.about(desk.session, ticket.number) if ticket.status == Status.PENDING else None
    if asked is not None:
        concerned = list(question.asked_people(desk.session, asked))
    else:
        chiefs = desk.chiefs(desk.place(ticket).path)[:1]
        concerned = [ticket.handler_id or 0, *(chief.id or 0 for chief in chiefs)]
    priority = EMERGENCY if ticket.urgency == Urgency.EMERGENCY else PROMPT
    return [
        one
        for person in dict.fromkeys(concerned)
        for one in desk.tell(desk.person(person), text, ticket, priority)
    ]
