"""典型: a closed case is chosen for the booklet of typical cases, or left out of it again."""

from __future__ import annotations

from handlers.actions import guard
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import mark
from models import typical_case
from models.moves import CENTRE, Action
from models.ticket import Ticket
from models.typical_case import TypicalCase

MOST = 20


def choose(desk: Desk, ticket: Ticket) -> str:
    """It is a typical case from now on; what is sensitive never is."""
    guard.check(desk, ticket, Action.EXEMPLIFY)
    if ticket.sensitive:
        raise Refusal(f"{mark(ticket)}是不宜公开的事，不能选为典型")
    if not ticket.result or not ticket.text:
        raise Refusal(f"{mark(ticket)}没有留下内容或结果，不能选为典型")
    if typical_case.chosen(desk.session, ticket.number) is not None:
        raise Refusal(f"{mark(ticket)}已经是典型案例")
    desk.record(ticket, Action.EXEMPLIFY)
    made = TypicalCase(ticket=ticket.number, chosen_by=desk.speaker.person_id, at=desk.now)
    desk.session.add(made)
    desk.session.flush()
    desk.images.remember_new(made)
    return f"{mark(ticket)}已选为典型案例，成册时隐去姓名电话门牌"


def leave_out(desk: Desk, ticket: Ticket) -> str:
    """It is none any more."""
    guard.check(desk, ticket, Action.LEAVE_OUT)
    held = typical_case.chosen(desk.session, ticket.number)
    if held is None:
        raise Refusal(f"{mark(ticket)}不是典型案例")
    desk.remember(held)
    desk.record(ticket, Action.LEAVE_OUT)
    held.until = desk.now
    desk.session.add(held)
    return f"{mark(ticket)}不再是典型案例"


def listed(desk: Desk) -> str:
    """The typical cases under the speaker's posts, newest first; `Refusal` for whoever has none."""
    posts = [post for post in desk.speaker.posts if post.role in CENTRE]
    if not posts:
        raise Refusal("典型案例由镇或县综治中心选定，您不能办理。", if_pointed=True)
    found = {one.number: one for post in posts for one in typical_case.cases_under(desk.session, post.path)}
    if not found:
        return "还没有典型案例，选定请发：典型 编号"
    lines = [
        f"{mark(one)}{desk.office.catalogue.named(one.category).label}（{desk.place_name(one.node_id)}）"
        for one in sorted(found.values(), key=lambda one: -one.number)[:MOST]
    ]
    return "\n".join([f"典型案例共{len(found)}件：", *lines])
