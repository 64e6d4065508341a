"""Where 问地点: who reports what needs a place is asked for it once, and the answer places it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.actions import guard, ladder
from handlers.actions.assign import hand_to, notify_handler
from handlers.desk import Desk
from handlers.facts import place_of
from handlers.refusal import Refusal
from handlers.wording import excerpt, mark, masked, name_of
from models import person, question
from models.appointment import first_handler
from models.grid import GridNode
from models.group import ChatGroup
from models.likely_places import NUMERALS, likely_children, named_in
from models.moves import Action
from models.outbox import Choice, Outgoing
from models.person import Identity, Person
from models.question import ANSWER_COUNTS, Asking, Question
from models.ticket import Status, Ticket, Urgency

MOST = 2
"""So many places are offered; the last choice is 别处."""
MOST_OF_A_NAME = 10
NOT_ACCEPTED = (Status.PENDING, Status.CONFIRMED)


def ask_if_missing(desk: Desk, ticket: Ticket) -> list[Outgoing]:
    """Ask the reporter where it is, if nobody can act without, nothing tells it, and he was not asked yet.

    Never while another question is open to him, and of an emergency only once help is called.
    """
    if not _is_missing(desk, ticket) or question.place_of(desk.session, ticket.number) is not None:
        return []
    reporter = desk.session.get(Identity, ticket.reporter_id) if ticket.reporter_id else None
    if reporter is None or _is_being_asked(desk, reporter):
        return []
    offered = _offered(desk, ticket, reporter)
    return _ask(desk, ticket, offered) if offered else []


def choose(desk: Desk, ticket: Ticket, asked: Question, choice: int) -> list[Outgoing] | None:
    """The answer by a number; None if the number is 别处 or none of the choices."""
    offered: list[int] = json.loads(asked.payload or "[]")
    if not 0 < choice <= len(offered):
        return None
    node = desk.node(offered[choice - 1])
    return place_it(desk, ticket, node.name, node)


def place_it(desk: Desk, ticket: Ticket, words: str, node: GridNode | None = None) -> list[Outgoing]:
    """Set where a matter is. Unless somebody accepted it already, it goes to whoever handles such there."""
    if not words:
        raise Refusal(f"{mark(ticket)}请写明地点，例：地点 {ticket.number} 老井边", if_pointed=True)
    guard.check(desk, ticket, Action.PLACE)
    node = node or _named(desk, ticket, words)
    moved = node is not None and node.id != ticket.node_id and ticket.status in NOT_ACCEPTED
    before, was = ticket.node_id, desk.place(ticket).path
    if node is not None and moved:
        ticket.level_id = node.id if ticket.level_id == before else ticket.level_id
        ticket.node_id = node.id or before
    asked = question.place_of(desk.session, ticket.number)
    if asked is not None and asked.closed_at is None:
        ladder.wait_no_more(desk, ticket, asked)
        question.end(desk.session, asked, desk.now)
    desk.record(ticket, Action.PLACE, note=words, frm=before, to=ticket.node_id)
    desk.deed = "地点"
    changed = _change_hands(desk, ticket, was) if moved and ticket.status == Status.CONFIRMED else []
    return changed or _tell(desk, ticket, words)


def _is_missing(desk: Desk, ticket: Ticket) -> bool:
    if ticket.status not in NOT_ACCEPTED or not desk.office.catalogue.named(ticket.category).needs_place:
        return False
    if ticket.urgency == Urgency.EMERGENCY and ticket.status == Status.PENDING:
        return False
    return place_of(desk, ticket) is None


def _is_being_asked(desk: Desk, reporter: Identity) -> bool:
    """Whether some question is open to him already: about a place, or as an owner about tickets."""
    if question.places_asked_of(desk.session, identities(desk, reporter), desk.now):
        return True
    whom = reporter.person_id
    return whom is not None and bool(question.open_for(desk.session, whom, desk.now))


def identities(desk: Desk, known: Identity) -> list[int]:
    """All accounts of whoever has this one, by id."""
    others = person.accounts_of(desk.session, known.person_id) if known.person_id else []
    return [known.id or 0, *(one.id or 0 for one in others)]


def _offered(desk: Desk, ticket: Ticket, reporter: Identity) -> list[GridNode]:
    """The likeliest places; if all can be offered, in the order of their codes."""
    known = desk.person(reporter.person_id)
    home = desk.node(known.node_id).path if known is not None and known.node_id else ""
    likely = likely_children(desk.session, desk.place(ticket), ticket.category, home)
    return sorted(likely, key=lambda one: one.code) if len(likely) <= MOST else likely[:MOST]


def _ask(desk: Desk, ticket: Ticket, offered: Sequence[GridNode]) -> list[Outgoing]:
    asked = Question(
        asking=Asking.PLACE,
        ticket=ticket.number,
        payload=json.dumps([one.id for one in offered]),
        asked_at=desk.now,
        next_at=desk.now + ANSWER_COUNTS,
    )
    desk.session.add(asked)
    desk.session.flush()
    names = [excerpt(one.name, MOST_OF_A_NAME) for one in offered]
    listed = " ".join(f"{n} {name}" for n, name in enumerate([*names, "别处"], start=1))
    said = desk.to_reporter(ticket, f"{mark(ticket)}在哪里？{listed}，请直接说")
    answers = [
        Choice(name, f"地点 {ticket.number} {one.name}") for one, name in zip(offered, names, strict=True)
    ]
    return [one.offering(*answers, Choice("别处", f"地点 {ticket.number}")) for one in said]


def _named(desk: Desk, ticket: Ticket, words: str) -> GridNode | None:
    """The place below the group's own that the words name; 三组 is 3组."""
    home = desk.session.get(ChatGroup, ticket.chat_group_id) if ticket.chat_group_id else None
    around = desk.node(home.node_id if home else ticket.node_id)
    figures = "".join(NUMERALS.get(char, char) for char in words)
    return named_in(desk.session, around, words) or named_in(desk.session, around, figures)


def _change_hands(desk: Desk, ticket: Ticket, was: str) -> list[Outgoing]:
    """Whoever handles matters there gets it instead; where a chief was chosen, the chief there."""
    before, path = desk.person(ticket.handler_id), desk.place(ticket).path
    usual = first_handler(desk.session, was, desk.now)
    chosen = usual is not None and usual.id != ticket.handler_id  # 3 交网格长: the chief there, too
    handler = next(iter(desk.chiefs(path)), None) if chosen else first_handler(desk.session, path, desk.now)
    if handler is None or (before is not None and handler.id == before.id):
        return []
    hand_to(desk, ticket, handler)
    ladder.begin(desk, ticket)
    told = f"{mark(ticket)}在{excerpt(desk.place_name(ticket.node_id), 20)}，已改交{name_of(handler)}办理"
    return [*desk.tell(before, told, ticket), *notify_handler(desk, ticket)]


def _tell(desk: Desk, ticket: Ticket, words: str) -> list[Outgoing]:
    """Whoever handles it already hears where it is."""
    handler: Person | None = desk.person(ticket.handler_id)
    return desk.tell(handler, f"{mark(ticket)}地点：{excerpt(words)}", ticket)


def said_of(ticket: Ticket, words: str) -> str:
    """What whoever placed it hears."""
    return f"{mark(ticket)}地点已记：{excerpt(masked(words), 30)}"
