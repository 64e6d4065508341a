"""Entry on behalf 代报: one of the staff enters what was told by telephone, at the window, on a visit."""

from __future__ import annotations

from dataclasses import replace

from handlers.actions.decide import settle
from handlers.actions.report import Matter, open_ticket
from handlers.desk import Desk
from handlers.office import Office
from handlers.refusal import Refusal
from models.grid import GridNode, is_at_or_above
from models.likely_places import NUMERALS, named_in
from models.moves import ENTERERS
from models.outbox import Outgoing
from models.role import Role
from models.source import FOUND
from models.ticket import Kind, Ticket, Urgency
from nlp.verdict import Verdict

OTHER = "service_other"
"""Where a matter is put whose words say neither what is wrong nor what is asked for."""
ABOVE = {Role.TOWN, Role.COUNTY, Role.ADMIN}
"""Whose post is no place to act at: they name one below it."""
LINES = {
    "电话": "电话",
    "来电": "电话",
    "窗口": "窗口",
    "来访": "接访下访",
    "接访": "接访下访",
    "下访": "接访下访",
    "接访下访": "接访下访",
    "信访": "接访下访",
    "摸排": FOUND,
    "排查": FOUND,
    FOUND: FOUND,
    "案件侦办": "案件侦办",
    "12345": "12345",
    "110": "110",
}
"""By which line it came, in the users' words."""


def judged(office: Office, words: str) -> Verdict:
    """What the words are; whoever took them down has decided already that they are a matter."""
    verdict = office.classify(words)
    if verdict.category is not None:
        return verdict
    other = office.catalogue.find(OTHER)
    label = other.label if other else None
    return replace(verdict, kind=Kind.SERVICE, decision="register", category=OTHER, label=label)


def place_for(desk: Desk, words: str) -> GridNode | None:
    """Where a matter is that the speaker enters: what the words name, else his own place, or his group's.

    None: he may not enter anything, or nothing here. `Refusal` if his place is too large to act at.
    """
    posts = [post for post in desk.speaker.posts if post.role in ENTERERS]
    if desk.group is not None:
        home = desk.node(desk.group.node_id)
        posts = [post for post in posts if is_at_or_above(post.path, home.path)]
        return (_named(desk, home, words) or home) if posts else None
    posts.sort(key=lambda post: -len(post.path))
    named = next((found for post in posts if (found := _named(desk, desk.node(post.node_id), words))), None)
    own = next((desk.node(post.node_id) for post in posts if post.role not in ABOVE), None)
    if posts and not (named or own):
        raise Refusal("请写明哪个村组，例：代报 电话 幸福村3组路灯坏了三天")
    return named or own


def enter(desk: Desk, matter: Matter) -> tuple[Ticket, list[Outgoing]]:
    """The matter is a ticket and confirmed at once: staff said it; in danger the chief handles it."""
    ticket = open_ticket(desk, matter)
    return ticket, settle(desk, ticket, to_chief=ticket.urgency == Urgency.EMERGENCY, why="entry")


def _named(desk: Desk, around: GridNode, words: str) -> GridNode | None:
    """The deepest place below a node that the words lead to: 幸福村3组, of all 3组 that of 幸福村."""
    figures = "".join(NUMERALS.get(char, char) for char in words)
    found: GridNode | None = None
    node = around
    while (below := named_in(desk.session, node, words) or named_in(desk.session, node, figures)) is not None:
        found = node = below
    return found
