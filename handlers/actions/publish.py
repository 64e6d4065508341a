"""公示 and 撤下: that a matter was handled is published without names; of a dispute once its reporter agrees.

A matter that is no dispute and not sensitive needs nobody's yes. No answer is no.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import timedelta

from handlers.actions import guard
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import mark
from models import grid, question
from models.grid import GridNode, is_at_or_above
from models.knowledge import Notice, published_matter
from models.moves import CENTRE, Action
from models.outbox import Chat, Choice, Outgoing
from models.person import STAFF, Identity
from models.question import Asking, Question
from models.ticket import Kind, Ticket
from models.undo import Final

PATIENCE = timedelta(days=7)
"""How long the reporter may think about it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be published, at which place, and who of the centre wants it."""

    title: str
    body: str
    node_id: int
    by: int | None

    @property
    def words(self) -> str:
        """As it is shown to whoever is to agree."""
        return f"{self.title}\n{self.body}"


def place_for(desk: Desk, ticket: Ticket, words: str) -> GridNode:
    """Where it is shown, and everywhere below: the ticket's place, or the one above it that is named."""
    if not words:
        return desk.place(ticket)
    for node in grid.chain(desk.session, desk.place(ticket).path):
        if words in (node.name, node.code) and _is_mine(desk, node):
            return node
    raise Refusal(f"{mark(ticket)}只能公示在本地或您管的上级地点，例：公示 {ticket.number}")


def publish(desk: Desk, ticket: Ticket, draft: Draft) -> tuple[str, list[Outgoing]]:
    """Put it up, or ask the reporter first; the reply shows the words."""
    if not ticket.result or not ticket.text:
        raise Refusal(f"{mark(ticket)}没有可公示的内容或结果")
    if published_matter(desk.session, ticket.number) is not None:
        raise Refusal(f"{mark(ticket)}已经公示，要改先撤下，例：撤下 {ticket.number}")
    if question.consent_about(desk.session, ticket.number) is not None:
        raise Refusal(f"{mark(ticket)}已在问反映人，等他答复")
    if not (ticket.kind == Kind.DISPUTE or ticket.sensitive):
        desk.record(ticket, Action.PUBLISH, node=draft.node_id, asked=False)
        _put_up(desk, ticket, draft)
        how = f"{mark(ticket)}已公示，要撤下请发：撤下 {ticket.number}"
        return f"{how}\n{draft.words}", []
    desk.record(ticket, Action.PUBLISH, node=draft.node_id, asked=True)
    asked = _ask(desk, ticket, draft)
    desk.final = Final.CONSENT
    return f"{mark(ticket)}已问反映人，同意了才公示\n{draft.words}", [asked]


def answer(desk: Desk, ticket: Ticket, asked: Question, *, agrees: bool) -> tuple[str, list[Outgoing]]:
    """The reporter's yes puts it up, his no ends it; the centre hears which."""
    guard.check(desk, ticket, Action.CONSENT)
    draft = Draft(**json.loads(asked.payload or "{}"))
    desk.record(ticket, Action.CONSENT, yes=agrees)  # the ticket first, as everybody does
    question.end(desk.session, asked, desk.now)
    if agrees:
        _put_up(desk, ticket, draft)
    said = "反映人同意，已公示" if agrees else "反映人不同意，不公示"
    told = desk.tell(desk.person(draft.by), f"{mark(ticket)}{said}", ticket)
    if not agrees:
        return f"好的，{mark(ticket)}不公示", told
    return f"{mark(ticket)}已公示，反悔了请发：撤下 {ticket.number}", told


def not_answered(desk: Desk, ticket: Ticket, asked: Question) -> list[Outgoing]:
    """Nobody answered: it is not published, and whoever wanted it hears so."""
    draft = Draft(**json.loads(asked.payload or "{}"))
    question.end(desk.session, asked, desk.now)
    text = f"{mark(ticket)}反映人{PATIENCE.days}天没有答复，不公示"
    return desk.tell(desk.person(draft.by), text, ticket)


def take_down(desk: Desk, ticket: Ticket) -> tuple[str, list[Outgoing]]:
    """It is shown no more, or the reporter is not asked any more."""
    guard.check(desk, ticket, Action.TAKE_DOWN)
    shown = published_matter(desk.session, ticket.number)
    asked = question.consent_about(desk.session, ticket.number)
    if shown is None and asked is None:
        raise Refusal(f"{mark(ticket)}没有公示，不用撤下")
    if shown is not None:
        desk.remember(shown)
    desk.record(ticket, Action.TAKE_DOWN)
    if shown is not None:
        shown.until = desk.now
        desk.session.add(shown)
    if asked is not None:
        question.end(desk.session, asked, desk.now)
        desk.final = Final.CONSENT
    return f"{mark(ticket)}已撤下，不再公示", []


def _put_up(desk: Desk, ticket: Ticket, draft: Draft) -> None:
    shown = Notice(
        title=draft.title,
        body=draft.body,
        node_id=draft.node_id,
        published_at=desk.now,
        ticket=ticket.number,
    )
    desk.session.add(shown)
    desk.session.flush()
    desk.images.remember_new(shown)


def _ask(desk: Desk, ticket: Ticket, draft: Draft) -> Outgoing:
    """The question to the reporter, in private, with the very words."""
    reporter = desk.session.get(Identity, ticket.reporter_id) if ticket.reporter_id else None
    if reporter is None:
        raise Refusal(f"{mark(ticket)}找不到反映人，没人同意就不能公示")
    desk.session.add(
        Question(
            asking=Asking.PUBLISH,
            ticket=ticket.number,
            payload=json.dumps(asdict(draft), ensure_ascii=False),
            asked_at=desk.now,
            next_at=desk.now + PATIENCE,
        )
    )
    known = desk.person(reporter.person_id)
    whose = "当事人" if known is not None and known.roster == STAFF else "您"
    text = f"{mark(ticket)}办好了想公示，不写姓名电话门牌，{whose}同意吗：1 同意 2 不同意"
    number = ticket.number
    return Outgoing(
        to=Chat(reporter.channel, None, reporter.account),
        text=f"{text}\n{draft.words}",
        ticket=number,
        choices=(Choice("同意", f"同意公示 {number}"), Choice("不同意", f"不同意公示 {number}")),
    )


def _is_mine(desk: Desk, node: GridNode) -> bool:
    return any(post.role in CENTRE and is_at_or_above(post.path, node.path) for post in desk.speaker.posts)
