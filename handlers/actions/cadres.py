"""干部: whom of the staff in office a name or a staff code means; several of one name are listed."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import excerpt, mark, with_list
from models import person
from models.appointment import posts_of
from models.person import STAFF, Person
from models.role import Role
from models.ticket import Ticket

ANY_ROLE = tuple(Role)


def named(desk: Desk, ticket: Ticket, word: str, roles: Sequence[Role] = ANY_ROLE) -> Person:
    """The one of the staff who is meant and holds one of `roles`; `Refusal` if none does, or several."""
    there = list(person.staff_named(desk.session, word))
    by_code = person.by_code(desk.session, STAFF, word)
    found = [one for one in (*there, by_code) if one is not None and _holds(desk, one, roles)]
    if len(found) == 1:
        return found[0]
    what = f"{mark(ticket)}“{excerpt(word, 12)}”"
    if found:
        raise Refusal(with_list(f"{what}有{len(found)}位，请写编码：", [_told(desk, one) for one in found]))
    if there or by_code:
        raise Refusal(f"{what}不能担任，只能是{'、'.join(role.label for role in roles)}")
    raise Refusal(f"{what}不在工作人员名册里，请核对姓名")


def _holds(desk: Desk, whom: Person, roles: Sequence[Role]) -> bool:
    return any(post.role in roles for post in posts_of(desk.session, whom.id or 0, desk.now))


def _told(desk: Desk, whom: Person) -> str:
    """P5（柳湾镇镇综治）: a code with which he can be named, and what he is."""
    posts = posts_of(desk.session, whom.id or 0, desk.now)
    told = f"（{desk.place_name(posts[0].node_id)}{posts[0].role.label}）" if posts else ""
    return f"{whom.code}{told}"
