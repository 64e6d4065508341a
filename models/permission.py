"""Who may do what: standing follows the tree, the group and the ticket."""

from __future__ import annotations

from dataclasses import dataclass

from models.appointment import Post
from models.grid import is_at_or_above
from models.moves import Who
from models.role import Role
from models.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands to a ticket, or to a group, at this moment."""

    keeper: bool = False
    reporter: bool = False
    co_reporter: bool = False
    """Of a ticket that was merged into it."""
    joiner: bool = False
    handler: bool = False
    team: bool = False
    requester: bool = False
    roles: frozenset[Role] = frozenset()
    """Roles in office at or above the place."""

    def meets(self, who: Who) -> bool:
        """Whether an action open to `who` is open to this person."""
        if self.requester and not who.requester:
            return False
        own = (who.keeper and self.keeper) or (who.reporter and self.reporter)
        own = own or (who.co_reporter and self.co_reporter)
        own = own or (who.joiner and self.joiner)
        works = (who.handler and self.handler) or (who.team and self.team)
        return own or works or bool(who.roles & self.roles)


NOBODY = Standing(keeper=False, reporter=False, handler=False, requester=False, roles=frozenset())


def roles_over(posts: tuple[Post, ...], place: str) -> frozenset[Role]:
    """The roles among `posts` that count at the node of path `place`."""
    return frozenset(post.role for post in posts if is_at_or_above(post.path, place))


def holds(ticket: Ticket, person_id: int | None) -> bool:
    """Whether a person is to handle a ticket."""
    return person_id is not None and ticket.handler_id == person_id
