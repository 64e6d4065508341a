"""What has piled up of one outage: which tickets, from how many groups, and who coordinates their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.desk import Desk
from handlers.wording import MOST_LISTED, mark
from models import gathering, grid
from models.appointment import holders, reachable
from models.grid import GridNode, is_at_or_above
from models.person import Person
from models.role import Role
from models.ticket import IN_WORK, Status, Ticket, Urgency
from nlp.outages import categories_of, outage_of

COORDINATORS = (Role.TOWN, Role.COUNTY)


def is_gatherable(desk: Desk, ticket: Ticket) -> bool:
    """Whether a ticket may rest under another: in work, in no hurry, with nothing hanging on it."""
    calm = ticket.urgency == Urgency.NORMAL and not (ticket.sensitive or ticket.awaiting or ticket.flags)
    return calm and Status(ticket.status) in IN_WORK and not gathering.is_parent(desk.session, ticket)


def outage(desk: Desk, ticket: Ticket) -> str | None:
    """The outage that a ticket tells, if any."""
    return outage_of(desk.office.catalogue, ticket.category, ticket.text)


def pile(desk: Desk, matter: str, node: GridNode, since: datetime) -> list[Ticket]:
    """The tickets of an outage under a node, told since a moment, that can be gathered; by number."""
    categories = categories_of(desk.office.catalogue, matter)
    found = gathering.pile(desk.session, categories, node.path, since)
    return [one for one in found if is_gatherable(desk, one) and outage(desk, one) == matter]


def under(desk: Desk, found: Iterable[Ticket], node: GridNode) -> list[Ticket]:
    """Those at a node or below it."""
    return [one for one in found if is_at_or_above(node.path, desk.place(one).path)]


def is_enough(desk: Desk, found: Sequence[Ticket], node: GridNode) -> bool:
    """Whether so much has piled up under a node that it is worth a question."""
    threshold = desk.office.threshold
    groups = threshold.groups_at_top if node.parent_id is None else threshold.groups
    return len(found) >= threshold.reports and group_count(found) >= groups


def group_count(found: Sequence[Ticket]) -> int:
    """From how many groups tickets came; what came by another line counts by its place."""
    homes = {one.chat_group_id for one in found if one.chat_group_id}
    return len(homes) + len({one.node_id for one in found if not one.chat_group_id})


def coordinator(desk: Desk, node: GridNode) -> Person | None:
    """Who coordinates a place: 镇综治 or 县综治 at or above it, else whoever answers for it."""
    posts = [person for _, _, person in holders(desk.session, node.path, COORDINATORS, desk.now)]
    return next(iter([*reachable(desk.session, posts), *desk.chiefs(node.path)]), None)


def common_place(desk: Desk, found: Sequence[Ticket]) -> GridNode:
    """The nearest place that holds all of them."""
    paths = [desk.place(one).path for one in found]
    chain = grid.chain(desk.session, paths[0])
    return next(node for node in chain if all(is_at_or_above(node.path, path) for path in paths))


def places(desk: Desk, found: Sequence[Ticket]) -> list[str]:
    """Which tickets, and where."""
    lines = [f"{mark(one)}{desk.place_name(one.node_id)}" for one in found[:MOST_LISTED]]
    return lines + (["…"] if len(found) > MOST_LISTED else [])
